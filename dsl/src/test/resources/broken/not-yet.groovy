targets { host 'a' }
step('a') { onHost('a') { reboot timeout: '15m' } }
watch('x', every: '1m') { true }
