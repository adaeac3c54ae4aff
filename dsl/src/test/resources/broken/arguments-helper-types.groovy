step('x') {
    pause('long', 3)
    pause(3, 'a')
}

def pause(int minutes, String why) {
    note "${minutes} ${why}"
}
