@groovy.transform.ASTTest(value = { System.exit(1) })
def helper() { 1 }
step('a') { helper() }
