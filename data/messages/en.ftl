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
role-time = when
qualifier-date = date
qualifier-place = place
qualifier-item = item
qualifier-domain = domain
qualifier-agreement = agreement
qualifier-office = office
qualifier-quantity = quantity
qualifier-speaker = according to
status-actual = actual
status-planned = planned
status-possible = possible
status-denied = denied

picture-title = Who does what with whom
picture-title-between = { $one } – { $other }: the shortest ways
picture-title-focus = { $depth ->
    [1] { $names }: direct ties
   *[other] { $names }: ties up to { $depth } steps away
}
picture-since = since { $since }
picture-until = until { $until }
picture-window = { $since } to { $until }
picture-predicates = relations: { $what }
picture-kinds = kind: { $what }
picture-sectors = sector: { $what }
picture-statuses = status: { $what }
picture-min-sources = at least { $count } independent articles
picture-legend = Legend
picture-sources = { $count ->
    [one] From { $count } article.
   *[other] From { $count } articles; the wider a line, the more articles tell it.
}
picture-left-out = { $count ->
    [one] { $count } weaker tie is not shown; { $options } shows it.
   *[other] { $count } weaker ties are not shown; { $options } shows them all.
}
picture-left-out-page = { $count ->
    [one] { $count } weaker tie is not shown.
   *[other] { $count } weaker ties are not shown.
}

explain-article = article
explain-words = words
explain-speaker = speaker
explain-rule = rule
explain-headline = headline
explain-said = said
explain-trigger = trigger
explain-lexicon = lexicon
explain-local = introduced by this article
explain-no-text = No text is kept: build the article again to see how the rule fits it.
explain-changed = The rules of today do not say so: analysis { $version } did. griot rebuild reads the kept texts again.
qualifier-item = item
qualifier-domain = domain
qualifier-agreement = agreement
qualifier-office = office
qualifier-quantity = quantity
qualifier-place = place
qualifier-date = date
qualifier-phase = phase
reference-name = name
reference-surname = surname
reference-demonym = nationality
reference-office = office
reference-pronoun = pronoun
reference-possessive = possessive
reference-description = description
reference-collective = collective
reference-metonymy = metonymy
reference-apposition = apposition
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
rank-peak = peak
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
community-more = { $count ->
    [one] … and { $count } more
   *[other] … and { $count } more
}
communities-more = { $count ->
    [one] … and { $count } smaller one (--min-size 1)
   *[other] … and { $count } smaller ones (--min-size 1)
}
timeline-undated = Undated
timeline-more = { $count ->
    [one] { $count } less attested moment is not shown (--limit 0)
   *[other] { $count } less attested moments are not shown (--limit 0)
}
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
sources = { $count ->
    [one] { $count } independent source
   *[other] { $count } independent sources
}
conflict-denied = Affirmed and denied
conflict-number = Two numbers
conflict-ended = Said to hold after its end
more-claims = … and { $count } more
conflicts-found = { $count ->
    [0] No contradiction.
    [one] { $count } contradiction.
   *[other] { $count } contradictions.
}
stage-promised = promised
stage-signed = agreement signed
stage-done = done
stage-denied = denied
lifecycles-found = { $count ->
    [0] No promise or denial with a sequel.
    [one] { $count } course of events.
   *[other] { $count } courses of events.
}
diff-articles-gained = New articles:
diff-articles-lost = Articles gone:
diff-counts = { $gained } gained, { $lost } lost, { $changed } changed
imported = { $count ->
    [one] { $count } triple imported as { $name }
   *[other] { $count } triples imported as { $name }
}
no-such-import = nothing was imported under this name
no-such-article = the store holds no such article
articles-removed = { $count ->
    [one] { $count } article removed
   *[other] { $count } articles removed
}
copies-held = { $count ->
    [one] { $count } article copies another and counts with it.
   *[other] { $count } articles are copies of others and count with them.
}

backup-done = { $count } files ({ $size }) saved to { $path }
restore-done = { $count } files ({ $size }) restored to { $path }
fault-article-incomplete = the article’s graph lacks something, or has it twice
fault-text-missing = the text is not kept
fault-text-damaged = the kept text is damaged
fault-text-left-over = a file that belongs to no article
fault-statement-incomplete = the statement lacks something, or has it twice
fault-quote-differs = the quoted words do not stand there
fault-edge-missing = the statement’s edge is missing
fault-edge-unfounded = an edge without a statement
fault-entity-unknown = an entity without a name
fault-entity-left-over = an entity that no article speaks of
fault-graph-foreign = a graph that belongs to no article
fault-copies-stale = a link between copies that is missing or wrong
faults-found = { $count ->
    [0] The store is sound.
    [one] { $count } fault. Remove the article and build it again, or restore a backup.
   *[other] { $count } faults. Remove the articles and build them again, or restore a backup.
}
violations-found = { $count ->
    [0] The store keeps to its shapes.
    [one] { $count } violation.
   *[other] { $count } violations.
}
why-no-trigger = No word of the text sets one of these rules off.
why-found = the rule fits
why-gave-way = would fit, but another construction or a more specific predicate was preferred
why-voice = the verb has another voice, or is not pronominal as the rule wants it
why-companions = a word that is excluded (without) stands there, or one that is wanted (with) does not
why-places = this is missing
why-contest = each place can be filled, but not all of them together
why-boilerplate = the word stands in a menu, a notice or a prompt
why-empty = { $place } ({ $role }): nothing stands there
why-refused = { $place } ({ $role }): “{ $words }”: { $reason }
role-owner = owner
role-bearer = bearer
role-modifier = adjective
role-self = the word itself
refusal-lemma = its head is not one of the words asked for
refusal-except = the rule excludes its head
refusal-modifier = the adjective asked for is missing
refusal-no-reference = refers to nobody known
refusal-class = refers to another type of entity
refusal-not-class = refers to an excluded type of entity
refusal-several = others stand beside it in a list
refusal-no-number = holds no number
refusal-clause = it is a clause
refusal-inside = what should stand inside it does not, or its words serve elsewhere

gap-no-rule = no rule knows this word
gap-no-fit = known word, no rule fits
gap-apart = actors in no common clause
gaps-more = { $count ->
    [one] { $count } more word (--limit 0 shows all)
   *[other] { $count } more words (--limit 0 shows all)
}

evaluate-predicates = By predicate
evaluate-rules = By rule
evaluate-phenomena = By phenomenon
evaluate-missing = missing
evaluate-wrong = wrong
serve-listening = Griot answers at { $address } (Ctrl+C stops it)

# The page of griot serve.
explorer-overview = Overview
explorer-title = Who does what with whom
explorer-lead = What news articles say of states, organisations, forces and people: each statement with the words that prove it, told apart as fact, promise, hearsay or denial.
explorer-questions = Questions
explorer-questions-lead = Ready-made questions; each can be narrowed down, read as SPARQL and changed.
explorer-ties = The strongest ties
explorer-search = Search for a person, a state, an organisation …
explorer-ask = Ask
explorer-asking = Asking …
explorer-any = any
explorer-date-example = 2024, 2024-05 or 2024-05-17
explorer-edit = Edit this query
explorer-sparql-lead = Ask the graph in SPARQL. Every article is a graph; a query sees them all as one.
explorer-example-note = Who left which organisation
explorer-ctrl-enter = Ctrl + Enter
explorer-facts-only = facts only, no promises
explorer-prefixes = Prefixes that need no declaration
explorer-download = Download:
explorer-rows-one = row
explorer-rows-many = rows
explorer-articles-one = article
explorer-articles-many = articles
explorer-statements-one = statement
explorer-statements-many = statements
explorer-entities-one = entity
explorer-entities-many = entities
explorer-from = Articles from
explorer-to = to
explorer-yes = Yes.
explorer-no = No.
explorer-nothing = Nothing found.
explorer-more = Show more
explorer-several = Several bear this name:
explorer-status = Status
explorer-relation = Relation
explorer-all-relations = all relations
explorer-happens = when:
explorer-according-to = according to
explorer-evidence = evidence
explorer-rule = rule
explorer-article = article
explorer-statement = Statement
explorer-original = The article
explorer-from-character = from character
explorer-trace = The whole trace, on the machine that holds the store:
explorer-mentioned-by = Mentioned by
explorer-foot = Griot: every edge leads back to the words that say it.
explorer-unreachable = The service does not answer.
explorer-line = line
explorer-column = column
explorer-picture = Picture
explorer-problem-no-picture = Nothing ties this entity to another.
explorer-problem = This went wrong
explorer-problem-syntax = This is no SPARQL query
explorer-problem-timeout = The query took too long and was ended
explorer-problem-memory = The query needs more memory than a query may use
explorer-problem-result-size = The answer is too long
explorer-problem-depth = The query is nested too deeply
explorer-problem-busy = Too much is asked at once
explorer-problem-service = Queries do not leave this machine
explorer-problem-update = Queries cannot change the store
explorer-problem-parameter = A value does not fit
explorer-problem-unreachable = No connection
explorer-column-date = date
explorer-column-since = since
explorer-column-supplier = supplier
explorer-column-recipient = recipient
explorer-column-item = item
explorer-column-said = status
explorer-column-publisher = publisher
explorer-column-article = article
explorer-column-subject = who
explorer-column-predicate = relation
explorer-column-object = whom or what
explorer-column-leaver = who
explorer-column-organisation = organisation
explorer-column-one = one
explorer-column-other = other
explorer-column-place = place
explorer-column-force = force
explorer-column-member = member
explorer-column-promisedOn = promised on
explorer-column-due = due
explorer-column-deniedOn = denied on
explorer-column-promiser = who promises
explorer-column-whom = to whom, or what
explorer-column-kept = articles that say it was kept
explorer-column-affirmed = affirmed on
explorer-column-affirmedBy = by
explorer-column-denied = denied on
explorer-column-deniedBy = by
explorer-column-attributedTo = according to
explorer-column-detail = detail
explorer-column-quote = words
