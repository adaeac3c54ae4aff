step('a') {
    def x = probe
    note "${x}"
    def y = environment.nam
    note "${run.ID}"
}
