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

view-empty = Aucun énoncé ne répond à ces options.
view-undated = { $count ->
    [one] { $count } énoncé sans date est laissé de côté (--since, --until).
   *[other] { $count } énoncés sans date sont laissés de côté (--since, --until).
}
path-none = Aucun chemin ne relie les deux ; --status actual,planned,possible ou moins d’options en ouvrent peut-être un.
path-steps = { $count ->
    [one] { $count } pas
   *[other] { $count } pas
}
rank-place = rang
rank-entity = entité
rank-class = type
rank-degree = liée à
rank-acts-on = agit sur
rank-acted-on-by = subit
rank-sources = articles
rank-pagerank = PageRank
rank-betweenness = entre-deux
rank-bar = {""}
rank-course = évolution
rank-more = { $count ->
    [one] … et { $count } autre (--limit 0)
   *[other] … et { $count } autres (--limit 0)
}
communities-found = { $count ->
    [one] { $count } communauté (modularité { $modularity })
   *[other] { $count } communautés (modularité { $modularity })
}
community = { $count ->
    [one] { $count } membre
   *[other] { $count } membres
}, { $share } % des liens en dedans
communities-more = { $count ->
    [one] … et { $count } plus petite (--min-size 1)
   *[other] … et { $count } plus petites (--min-size 1)
}
timeline-undated = Sans date
timeline-sources = { $count ->
    [one] D’après { $count } article. La date est celle des faits ou, à défaut, celle où ils furent dits.
   *[other] D’après { $count } articles. La date est celle des faits ou, à défaut, celle où ils furent dits.
}
compare-title = Du { $earlier } au { $later }
compare-nothing = Rien n’a changé.
compare-ended = { $count ->
    [one] { $count } lien a pris fin
   *[other] { $count } liens ont pris fin
}
compare-status = { $count ->
    [one] { $count } lien a changé de statut
   *[other] { $count } liens ont changé de statut
}
compare-new = { $count ->
    [one] { $count } lien nouveau
   *[other] { $count } liens nouveaux
}
compare-attested = { $count ->
    [one] { $count } lien mieux attesté
   *[other] { $count } liens mieux attestés
}
compare-parties = { $count ->
    [one] { $count } entité nouvelle
   *[other] { $count } entités nouvelles
}
compare-ties = { $count ->
    [one] { $count } lien
   *[other] { $count } liens
}
compare-more = { $count ->
    [one] … et { $count } autre (--limit 0)
   *[other] … et { $count } autres (--limit 0)
}
