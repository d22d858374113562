# Griot's messages in English (Fluent syntax).
articles-read = { $count ->
    [one] { $count } article read
   *[other] { $count } articles read
}
