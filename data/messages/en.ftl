# Griot's messages in English (Fluent syntax).
articles-read = { $count ->
    [one] { $count } article read
   *[other] { $count } articles read
}
somebody = somebody
role-subject = subject
role-object = object
role-attribute = attribute
role-oblique = oblique
status-actual = actual
status-planned = planned
status-possible = possible
status-denied = denied
