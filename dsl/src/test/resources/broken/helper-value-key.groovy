targets {
    host     'a', 'b'
    database 'd'
}
step('x') {
    def found = onHost('a') { files('/srv') }
    verify('some') { found.cuont > 0 }
    verify('bytes') { onHost('b') { files('/srv').byte > 0 } }
    verify('page') { page('/').statsu == 200 }
}

def files(folder) {
    [count: probe("ls ${folder} | wc -l").trim().toLong(), bytes: space(folder).used]
}

def page(path) {
    http.get("http://chat.example.org${path}")
}
