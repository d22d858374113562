# Messages de Griot en français (syntaxe Fluent).
articles-read = { $count ->
    [one] { $count } article lu
   *[other] { $count } articles lus
}
