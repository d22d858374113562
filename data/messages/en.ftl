# Griot's messages in English (Fluent syntax).

articles-read = { $count ->
    [one] { $count } article read
   *[other] { $count } articles read
} ({ $added } new, { $replaced } updated, { $unchanged } unchanged)
store-holds = { $articles ->
    [one] { $articles } article
   *[other] { $articles } articles
}, { $statements ->
    [one] { $statements } statement
   *[other] { $statements } statements
} ({ $actual } actual, { $planned } planned, { $possible } possible, { $denied } denied), { $entities ->
    [one] { $entities } entity
   *[other] { $entities } entities
}. The strongest ties:
in-articles = { $count ->
    [one] { $count } article
   *[other] { $count } articles
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

edge-cooperative = support, cooperation
edge-hostile = hostility
edge-movement = presence, withdrawal
edge-neutral = other tie
picture-sources = { $count ->
    [one] From { $count } article.
   *[other] From { $count } articles; the wider a line, the more articles tell it.
}
picture-left-out = { $count ->
    [one] { $count } weaker tie is not shown (--max-nodes, --max-edges).
   *[other] { $count } weaker ties are not shown (--max-nodes, --max-edges).
}

explain-article = article
explain-words = words
explain-speaker = speaker
explain-rule = rule
rebuild-due = Rules or data have changed since: griot rebuild reads the kept texts again.
