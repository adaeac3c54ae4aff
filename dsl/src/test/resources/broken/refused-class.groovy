class Helper {
    def run() { 1 }
}
import java.util.concurrent.Executors
import java.io.*
step('a') { new Helper().run() }
