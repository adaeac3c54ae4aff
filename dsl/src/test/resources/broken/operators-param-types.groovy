param 'batch', default: '500'
param 'quick', type: Boolean, default: true
param 'limit', type: Integer, default: 5

step('a batch') {
    def next = params.batch + 1
    verify('large') { params.batch > 5 }
    verify('exact') { params.batch == 500 }
    verify('quick') { params.quick == 'true' }
    note "next ${next}, " + params.limit + ' at most'
    verify('sum') { params.limit + 1 == 6 }
}
