# Messages de Griot en français (syntaxe Fluent).

articles-read = { $count ->
    [one] { $count } article lu
   *[other] { $count } articles lus
} ({ $added } de plus, { $replaced } mis à jour, { $unchanged } sans changement)
store-holds = { $articles ->
    [one] { $articles } article
   *[other] { $articles } articles
}, { $statements ->
    [one] { $statements } énoncé
   *[other] { $statements } énoncés
} ({ $actual } avérés, { $planned } annoncés, { $possible } possibles, { $denied } démentis), { $entities ->
    [one] { $entities } entité
   *[other] { $entities } entités
}. Les liens les plus forts :
in-articles = { $count ->
    [one] { $count } article
   *[other] { $count } articles
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

edge-cooperative = soutien, coopération
edge-hostile = hostilité
edge-movement = présence, retrait
edge-neutral = autre lien
picture-sources = { $count ->
    [one] D’après { $count } article.
   *[other] D’après { $count } articles ; plus un trait est épais, plus d’articles en parlent.
}
picture-left-out = { $count ->
    [one] { $count } lien plus faible n’est pas montré (--max-nodes, --max-edges).
   *[other] { $count } liens plus faibles ne sont pas montrés (--max-nodes, --max-edges).
}

explain-article = article
explain-words = mots
explain-speaker = source
explain-rule = règle
rebuild-due = Les règles ou les données ont changé depuis : griot rebuild relit les textes gardés.
