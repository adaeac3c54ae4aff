secret 'password', about: 'x'
step('a') {
    def header = 'Bearer ' + secrets.password
    String text = "Bearer ${secrets.password}"
    note secrets.password.toString()
    note([secrets.password, 'x'].join(','))
    def s = secrets.password as String
    note "${header}${text}${s}"
    tell secrets.password, 'x'
    note secrets.password.reveal()
    note 'abc'.concat(secrets.password)
    note String.valueOf(secrets.password)
}
