import groovy.transform.Field
@Field def x = 3
step('a') { note "${x}" }
