forEach('room', ['a', 'b']) { room ->
    step('import') { note "${room}" }
}
