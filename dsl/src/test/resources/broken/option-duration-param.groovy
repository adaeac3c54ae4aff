param 'batch', type: Integer, default: 5
step('a') {
    waitFor('it', timeout: params.batch) { 1 == 1 }
}
