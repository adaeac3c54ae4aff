step('a') {
    def f = System.&exit
    def g = 'ls'.&execute
    'x'."${'exe' + 'cute'}"()
}
