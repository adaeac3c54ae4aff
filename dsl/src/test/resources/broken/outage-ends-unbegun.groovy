outageBegins('chat')
step('x') { note 'x' }
outageEnds('caht')
outageBegins('chat')
