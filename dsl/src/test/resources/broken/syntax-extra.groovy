step('a') {
    note 'x'
}}
