def a = step('one') { 1 }.undo { r -> note "${r} ${b()}" }
def b = step('two') { 1 }.undo { r -> note "${a()} ${result('three')}" }
step('three') { 1 }
