if (params.late) {
    phase 'x'
}
param 'late', type: Boolean, default: false
