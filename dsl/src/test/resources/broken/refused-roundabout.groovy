def run2(x) { x.execute() }
File log() { ['/etc/x'] }
step('a') {
    'x'.with { getClass() }
    'x'.with { println 'x' }
    String.forName('x')
    String.getResource('x')
    def type = String
    type.getMethods()
    String.protectionDomain
    def (File q, w) = ['/x', 2]
    def z = new File[1]
    'x'.getProperty('class')
    ['ls']*.execute()
    Path.of('/x').text
    Path.of('/x').toFile()
    def block = { 1 }
    block.owner.binding
    new Object() { }
    ['a'].each(System.out.&println)
    def r = { -> 1 } as Runnable
    [1].parallelStream()
    use(String) { }
    binding.variables
    "${-> System.exit(0)}"
    for (File f in ['/etc/x']) { }
    synchronized (block) { }
}
