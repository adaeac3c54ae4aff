def n = step('count') { 3 }
phase "for ${n()}"
phase "again ${result('count')}"
