step('a') {
    new URL('https://x/').text
    'https://x/'.toURL().text
}
