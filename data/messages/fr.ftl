# Messages de Griot en français (syntaxe Fluent).
articles-read = { $count ->
    [one] { $count } article lu
   *[other] { $count } articles lus
}
somebody = quelqu’un
role-subject = sujet
role-object = objet
role-attribute = attribut
role-oblique = circonstance
status-actual = avéré
status-planned = annoncé
status-possible = possible
status-denied = démenti
