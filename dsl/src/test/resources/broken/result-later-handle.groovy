step('a') { note "${counted()}" }
def counted = step('count') { 3 }
