step('a') {
    verify('up') { http.get('https://x/').statuss == 200 }
}
