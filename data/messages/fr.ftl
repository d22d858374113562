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
role-time = quand
qualifier-date = date
qualifier-place = lieu
qualifier-item = objet
qualifier-domain = domaine
qualifier-agreement = accord
qualifier-office = fonction
qualifier-quantity = quantité
qualifier-speaker = selon
status-actual = avéré
status-planned = annoncé
status-possible = possible
status-denied = démenti

picture-title = Qui fait quoi avec qui
picture-title-between = { $one } – { $other } : les chemins les plus courts
picture-title-focus = { $depth ->
    [1] { $names } : liens directs
   *[other] { $names } : liens jusqu’à { $depth } pas
}
picture-since = depuis { $since }
picture-until = jusqu’à { $until }
picture-window = de { $since } à { $until }
picture-predicates = relations : { $what }
picture-kinds = nature : { $what }
picture-sectors = secteur : { $what }
picture-statuses = statut : { $what }
picture-min-sources = au moins { $count } articles indépendants
picture-legend = Légende
picture-sources = { $count ->
    [one] D’après { $count } article.
   *[other] D’après { $count } articles ; plus un trait est épais, plus d’articles en parlent.
}
picture-left-out = { $count ->
    [one] { $count } lien plus faible n’est pas montré ; { $options } le montre.
   *[other] { $count } liens plus faibles ne sont pas montrés ; { $options } les montre tous.
}
picture-left-out-page = { $count ->
    [one] { $count } lien plus faible n’est pas montré.
   *[other] { $count } liens plus faibles ne sont pas montrés.
}

explain-article = article
explain-words = mots
explain-speaker = source
explain-rule = règle
explain-headline = titre
explain-said = dit le
explain-trigger = déclencheur
explain-lexicon = lexique
explain-local = présenté par cet article
explain-no-text = Aucun texte n’est gardé : relisez l’article par griot build pour voir comment la règle s’y applique.
explain-changed = Les règles d’aujourd’hui ne le disent plus : l’analyse { $version } le disait. griot rebuild relit les textes gardés.
qualifier-item = objet
qualifier-domain = domaine
qualifier-agreement = accord
qualifier-office = fonction
qualifier-quantity = quantité
qualifier-place = lieu
qualifier-date = date
qualifier-phase = phase
reference-name = nom
reference-surname = patronyme
reference-demonym = nationalité
reference-office = fonction
reference-pronoun = pronom
reference-possessive = possessif
reference-description = description
reference-collective = collectif
reference-metonymy = métonymie
reference-apposition = apposition
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
rank-peak = pic
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
community-more = { $count ->
    [one] … et { $count } autre
   *[other] … et { $count } autres
}
communities-more = { $count ->
    [one] … et { $count } plus petite (--min-size 1)
   *[other] … et { $count } plus petites (--min-size 1)
}
timeline-undated = Sans date
timeline-more = { $count ->
    [one] { $count } moment moins attesté n’est pas montré (--limit 0)
   *[other] { $count } moments moins attestés ne sont pas montrés (--limit 0)
}
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
sources = { $count ->
    [one] { $count } source indépendante
   *[other] { $count } sources indépendantes
}
conflict-denied = Affirmé et démenti
conflict-number = Deux nombres
conflict-ended = Dit valoir après sa fin
more-claims = … et { $count } de plus
conflicts-found = { $count ->
    [0] Aucune contradiction.
    [one] { $count } contradiction.
   *[other] { $count } contradictions.
}
stage-promised = promis
stage-signed = accord signé
stage-done = fait
stage-denied = démenti
lifecycles-found = { $count ->
    [0] Aucune promesse ni aucun démenti qui ait une suite.
    [one] { $count } suite d’événements.
   *[other] { $count } suites d’événements.
}
diff-articles-gained = Nouveaux articles :
diff-articles-lost = Articles disparus :
diff-counts = { $gained } de plus, { $lost } de moins, { $changed } changés
imported = { $count ->
    [one] { $count } triplet importé sous { $name }
   *[other] { $count } triplets importés sous { $name }
}
no-such-import = rien n’a été importé sous ce nom
no-such-article = l’entrepôt n’a pas cet article
articles-removed = { $count ->
    [one] { $count } article supprimé
   *[other] { $count } articles supprimés
}
copies-held = { $count ->
    [one] { $count } article en copie un autre et compte avec lui.
   *[other] { $count } articles sont des copies d’autres et comptent avec eux.
}

backup-done = { $count } fichiers ({ $size }) sauvegardés dans { $path }
restore-done = { $count } fichiers ({ $size }) rétablis dans { $path }
fault-article-incomplete = il manque quelque chose au graphe de l’article, ou il l’a deux fois
fault-text-missing = le texte n’est pas gardé
fault-text-damaged = le texte gardé est endommagé
fault-text-left-over = un fichier qui n’est d’aucun article
fault-statement-incomplete = il manque quelque chose à l’énoncé, ou il l’a deux fois
fault-quote-differs = les mots cités ne sont pas à leur place
fault-edge-missing = l’arc de l’énoncé manque
fault-edge-unfounded = un arc sans énoncé
fault-entity-unknown = une entité sans nom
fault-entity-left-over = une entité dont aucun article ne parle
fault-graph-foreign = un graphe qui n’est d’aucun article
fault-copies-stale = un lien entre copies manque ou est faux
faults-found = { $count ->
    [0] L’entrepôt est sain.
    [one] { $count } défaut. Supprimez l’article et relisez-le, ou rétablissez une sauvegarde.
   *[other] { $count } défauts. Supprimez les articles et relisez-les, ou rétablissez une sauvegarde.
}
violations-found = { $count ->
    [0] L’entrepôt respecte ses formes.
    [one] { $count } manquement.
   *[other] { $count } manquements.
}
why-no-trigger = Aucun mot du texte ne déclenche une de ces règles.
why-found = la règle s’applique
why-gave-way = s’appliquerait, mais une autre construction ou un prédicat plus précis l’emporte
why-voice = le verbe est à une autre voix, ou n’est pas pronominal comme la règle le veut
why-companions = un mot exclu (without) est là, ou un mot voulu (with) manque
why-places = il manque ce qui suit
why-contest = chaque place peut être remplie, mais pas toutes ensemble
why-boilerplate = le mot se trouve dans un menu, un bandeau ou une invite
why-empty = { $place } ({ $role }) : rien ne s’y trouve
why-refused = { $place } ({ $role }) : « { $words } » : { $reason }
role-owner = possesseur
role-bearer = porteur
role-modifier = adjectif
role-self = le mot lui-même
refusal-lemma = sa tête n’est pas un des mots voulus
refusal-except = la règle exclut sa tête
refusal-modifier = l’adjectif voulu manque
refusal-no-reference = ne désigne personne de connu
refusal-class = désigne un autre type d’entité
refusal-not-class = désigne un type d’entité exclu
refusal-several = d’autres l’accompagnent dans une liste
refusal-no-number = ne contient pas de nombre
refusal-clause = c’est une proposition
refusal-inside = ce qui devrait s’y trouver manque, ou ses mots servent ailleurs

gap-no-rule = aucune règle ne connaît ce mot
gap-no-fit = mot connu, aucune règle ne s’applique
gap-apart = acteurs sans proposition commune
gaps-more = { $count ->
    [one] { $count } mot de plus (--limit 0 les montre tous)
   *[other] { $count } mots de plus (--limit 0 les montre tous)
}

evaluate-predicates = Par prédicat
evaluate-rules = Par règle
evaluate-phenomena = Par phénomène
evaluate-missing = manque
evaluate-wrong = faux
serve-listening = Griot répond à l’adresse { $address } (Ctrl+C l’arrête)

# La page de griot serve.
explorer-overview = Vue d’ensemble
explorer-title = Qui fait quoi avec qui
explorer-lead = Ce que des articles de presse disent des États, organisations, forces et personnes : chaque affirmation avec les mots qui la prouvent, fait, promesse, ouï-dire ou démenti.
explorer-questions = Questions
explorer-questions-lead = Des questions toutes prêtes ; chacune se précise, se lit en SPARQL et se modifie.
explorer-ties = Les liens les plus forts
explorer-search = Chercher une personne, un État, une organisation …
explorer-ask = Demander
explorer-asking = Un instant …
explorer-any = tous
explorer-date-example = 2024, 2024-05 ou 2024-05-17
explorer-edit = Modifier cette requête
explorer-sparql-lead = Interrogez le graphe en SPARQL. Chaque article est un graphe ; une requête les voit tous comme un seul.
explorer-example-note = Qui a quitté quelle organisation
explorer-ctrl-enter = Ctrl + Entrée
explorer-facts-only = les faits seuls, sans les promesses
explorer-prefixes = Préfixes connus sans déclaration
explorer-download = Télécharger :
explorer-rows-one = ligne
explorer-rows-many = lignes
explorer-articles-one = article
explorer-articles-many = articles
explorer-statements-one = affirmation
explorer-statements-many = affirmations
explorer-entities-one = entité
explorer-entities-many = entités
explorer-from = Articles parus du
explorer-to = au
explorer-yes = Oui.
explorer-no = Non.
explorer-nothing = Rien trouvé.
explorer-more = Montrer la suite
explorer-several = Plusieurs portent ce nom :
explorer-status = Statut
explorer-relation = Relation
explorer-all-relations = toutes les relations
explorer-happens = quand :
explorer-according-to = selon
explorer-evidence = preuve
explorer-rule = règle
explorer-article = article
explorer-statement = Affirmation
explorer-original = L’article
explorer-from-character = à partir du caractère
explorer-trace = La trace entière, sur la machine où se trouve la base :
explorer-mentioned-by = Cité par
explorer-foot = Griot : chaque lien ramène aux mots qui le disent.
explorer-unreachable = Le service ne répond pas.
explorer-line = ligne
explorer-column = colonne
explorer-picture = Image
explorer-problem-no-picture = Rien ne lie cette entité à une autre.
explorer-problem = Quelque chose s’est mal passé
explorer-problem-syntax = Ce n’est pas une requête SPARQL
explorer-problem-timeout = La requête durait trop longtemps et a été arrêtée
explorer-problem-memory = La requête demande plus de mémoire qu’une requête n’en reçoit
explorer-problem-result-size = La réponse est trop longue
explorer-problem-depth = La requête est trop profondément imbriquée
explorer-problem-busy = Trop de demandes à la fois
explorer-problem-service = Les requêtes ne quittent pas cette machine
explorer-problem-update = Une requête ne change pas la base
explorer-problem-parameter = Une valeur ne convient pas
explorer-problem-unreachable = Pas de connexion
explorer-column-date = date
explorer-column-since = depuis
explorer-column-supplier = fournisseur
explorer-column-recipient = destinataire
explorer-column-item = objet
explorer-column-said = statut
explorer-column-publisher = journal
explorer-column-article = article
explorer-column-subject = qui
explorer-column-predicate = relation
explorer-column-object = qui ou quoi
explorer-column-leaver = qui
explorer-column-organisation = organisation
explorer-column-one = l’un
explorer-column-other = l’autre
explorer-column-place = lieu
explorer-column-force = force
explorer-column-member = membre
explorer-column-promisedOn = promis le
explorer-column-due = pour le
explorer-column-deniedOn = démenti le
explorer-column-promiser = qui promet
explorer-column-whom = à qui, ou quoi
explorer-column-kept = articles qui disent la promesse tenue
explorer-column-affirmed = affirmé le
explorer-column-affirmedBy = par
explorer-column-denied = démenti le
explorer-column-deniedBy = par
explorer-column-attributedTo = selon
explorer-column-detail = précision
explorer-column-quote = mots
