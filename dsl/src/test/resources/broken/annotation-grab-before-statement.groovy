title 'x'
@Grab('org.evil:thing:1.0')
step('a') { note 'x' }
