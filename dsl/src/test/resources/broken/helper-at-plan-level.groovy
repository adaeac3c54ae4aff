targets { database 'a' }
def tables() { sql('a').rows('select 1') }
forEach('t', tables()) { t -> step("x ${t}") { note 'x' } }
