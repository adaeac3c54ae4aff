step('a') {
	onHost('b') {	sh 'x' }
}
