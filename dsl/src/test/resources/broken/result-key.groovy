def before = step('count') { [users: 1, rooms: 2] }
def asked = manual('sizes') { ask 'disk'; ask 'memory' }
step('x') {
    verify('users') { before().user == 1 }
    verify('rooms') { before()['roms'] == 2 }
    note "${asked().dsik} ${asked().by}"
}
step('y') { [old: 'z'] }.undo { was -> note was.odl }
