def home = System.getenv('HOME')
new File('/tmp/x').delete()
println home
