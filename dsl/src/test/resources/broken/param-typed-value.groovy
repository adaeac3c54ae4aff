param 'batch', type: Integer, default: 500
step('a') { note "${params.batch.trim()}" }
