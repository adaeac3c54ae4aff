step('a') {
    System.exit(0)
    Thread.sleep(10)
    sleep(10)
    println 'x'
    java.lang.System.getenv('HOME')
    Class.forName('x')
    this.class.classLoader
    'x'.class
    'x'.getClass()
    'x'.metaClass.foo = { 1 }
    Eval.me('1')
    evaluate('1')
}
