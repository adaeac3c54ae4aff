step('a') {
    def http = 'https://x/'
    http.get('y')
}
