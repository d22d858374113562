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

view-empty = No statement answers to these options.
view-undated = { $count ->
    [one] { $count } statement without date is left aside (--since, --until).
   *[other] { $count } statements without date are left aside (--since, --until).
}
path-none = Nothing connects the two; --status actual,planned,possible or fewer options may open a way.
path-steps = { $count ->
    [one] { $count } step
   *[other] { $count } steps
}
rank-place = rank
rank-entity = entity
rank-class = type
rank-degree = tied to
rank-acts-on = acts on
rank-acted-on-by = acted on by
rank-sources = articles
rank-pagerank = PageRank
rank-betweenness = betweenness
rank-bar = {""}
rank-course = course
rank-more = { $count ->
    [one] … and { $count } more (--limit 0)
   *[other] … and { $count } more (--limit 0)
}
communities-found = { $count ->
    [one] { $count } community (modularity { $modularity })
   *[other] { $count } communities (modularity { $modularity })
}
community = { $count ->
    [one] { $count } member
   *[other] { $count } members
}, { $share } % of ties inside
communities-more = { $count ->
    [one] … and { $count } smaller one (--min-size 1)
   *[other] … and { $count } smaller ones (--min-size 1)
}
timeline-undated = Undated
timeline-sources = { $count ->
    [one] From { $count } article. Dates are those of what happened or, failing that, of when it was said.
   *[other] From { $count } articles. Dates are those of what happened or, failing that, of when it was said.
}
compare-title = From { $earlier } to { $later }
compare-nothing = Nothing has changed.
compare-ended = { $count ->
    [one] { $count } tie has ended
   *[other] { $count } ties have ended
}
compare-status = { $count ->
    [one] { $count } tie has another status
   *[other] { $count } ties have another status
}
compare-new = { $count ->
    [one] { $count } new tie
   *[other] { $count } new ties
}
compare-attested = { $count ->
    [one] { $count } tie is better attested
   *[other] { $count } ties are better attested
}
compare-parties = { $count ->
    [one] { $count } new entity
   *[other] { $count } new entities
}
compare-ties = { $count ->
    [one] { $count } tie
   *[other] { $count } ties
}
compare-more = { $count ->
    [one] … and { $count } more (--limit 0)
   *[other] … and { $count } more (--limit 0)
}
