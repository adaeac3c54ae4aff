def helper(x = new File('y')) { x }
step("n ${System.nanoTime()}") { helper() }
