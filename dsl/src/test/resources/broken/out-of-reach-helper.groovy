def TABLES = ['a', 'b']
def tables() { TABLES.size() }
step('two') { tables() }
