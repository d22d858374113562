//! Verb phrase anaphora: "Le Pérou a rompu avec le Chili. *L'Équateur a fait de même.*"
//!
//! Which phrases say again what was said of another stands in `data/echoes.toml`. What the rules found in the clause
//! before, with its subject for a party, is found once more with the subject of the echo in his place.

use super::compile;
use super::error::RuleError;
use super::find::{Search, with_effect};
use super::matched::{Construction, Filling, Match, Value};
use super::survey::ClassSet;
use super::{Lemmas, Rule};
use crate::clause::{Clause, ClauseId, Factuality, Filler, PredicateKind, Relation, RoleKind, Voice};
use crate::data::Data;
use crate::lexicon::{Class, LemmaId};
use crate::mention::EntityId;
use crate::ontology::{Ontology, PredicateId};
use crate::text::{WordIndex, lowered};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use smallvec::SmallVec;
use toml::Spanned;

/// Where the phrases stand among the data files.
const PATH: &str = "echoes.toml";

/// How many sentences an echo may stand behind what it says again.
const REACH: u32 = 2;

/// How many words before its clause the words of an echo may begin ("*comme* l'a fait X").
const BEFORE: WordIndex = 2;

/// How many words behind its verb they may begin, whatever the clause is taken to hold ("a fait, mardi, *de même*").
const BEHIND: WordIndex = 5;

/// How many governors are followed.
const HIGHEST: usize = 12;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct EchoFile {
    echo: Vec<EchoEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EchoEntry {
    verb: Spanned<String>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    passive: bool,
    #[serde(default)]
    says: Vec<Spanned<String>>,
    #[serde(default)]
    denies: bool,
    #[serde(default)]
    object: Option<Vec<String>>,
}

/// What a verb needs to say again what was said of another.
#[derive(Debug)]
struct Echo {
    /// One of these must stand in its clause, word by word as keys; none where the verb alone says it.
    with: Vec<SmallVec<[u64; 4]>>,
    passive: bool,
    /// What alone it says again ("la même mesure"); anything where that is empty.
    says: Vec<PredicateId>,
    /// Its subject, a party to it, says that it does not hold.
    denies: bool,
    /// The nouns that its object may be, if it has one ("nie *les faits*"); anything where this is none.
    object: Option<SmallVec<[LemmaId; 8]>>,
}

/// The verb phrases that say again what was said of another, by the lemma of their verb.
#[derive(Debug, Default)]
pub(super) struct Echoes(FxHashMap<LemmaId, Vec<Echo>>);

impl Echoes {
    /// Reads `data/echoes.toml`, if there is one; an entry with a mistake is left out and named.
    pub fn read(data: &Data, ontology: &Ontology, lemmas: &dyn Lemmas, errors: &mut Vec<RuleError>) -> Self {
        let mut echoes = Self::default();
        let Some(file) = data.get(PATH) else {
            return echoes;
        };
        let (source, table): (_, EchoFile) = match compile::read(file) {
            Ok(read) => read,
            Err(error) => {
                errors.push(error);
                return echoes;
            }
        };
        for entry in table.echo {
            let verb = entry.verb.get_ref();
            let Some(lemma) = lemmas.lemma_id(verb).filter(|_| lemmas.is_infinitive(verb)) else {
                errors.push(RuleError::Unknown {
                    kind: "verb",
                    name: verb.clone(),
                    help: "write the infinitive as the lexicon has it".into(),
                    src: source.clone(),
                    at: compile::span(&entry.verb.span()),
                });
                continue;
            };
            let mut says = Vec::with_capacity(entry.says.len());
            for name in &entry.says {
                match ontology.predicate(name.get_ref()) {
                    Some(predicate) => says.push(predicate),
                    None => errors.push(RuleError::Unknown {
                        kind: "predicate",
                        name: name.get_ref().clone(),
                        help: "write it as the ontology has it".into(),
                        src: source.clone(),
                        at: compile::span(&name.span()),
                    }),
                }
            }
            echoes.0.entry(lemma).or_default().push(Echo {
                with: entry.with.iter().map(|phrase| keys(phrase)).collect(),
                passive: entry.passive,
                says,
                denies: entry.denies,
                object: entry
                    .object
                    .map(|nouns| nouns.iter().filter_map(|noun| lemmas.lemma_id(noun)).collect()),
            });
        }
        echoes
    }

    /// Adds to `found`, which comes in the order of its triggers, what the echoes of an article say.
    pub fn add(&self, search: &Search<'_>, found: &mut Vec<Match>) {
        if found.is_empty() {
            return;
        }
        let mut echoed = Vec::new();
        for (clause, id) in search.view.analysis.clauses.iter().zip(0..) {
            let mut echoes = self.0.get(&clause.predicate.lemma).into_iter().flatten();
            if let Some(one) = echoes.find(|echo| echo.is_in(search, clause)) {
                echo(search, id, one, found, &mut echoed);
            }
        }
        found.append(&mut echoed);
    }
}

/// The words of a phrase as keys, elided ones apart.
fn keys(phrase: &str) -> SmallVec<[u64; 4]> {
    let apart = phrase.replace('\'', "' ");
    apart.split_whitespace().map(lowered).collect()
}

impl Echo {
    /// Whether `clause`, whose verb is that of the echo, is one.
    fn is_in(&self, search: &Search<'_>, clause: &Clause) -> bool {
        if self.passive != (clause.predicate.voice == Voice::Passive) || !self.takes_object(search, clause) {
            return false;
        }
        let sentence = search.view.sentence_words(clause.predicate.word);
        let begin = clause.words.start.saturating_sub(BEFORE).max(sentence.start);
        let end = clause
            .words
            .end
            .max(clause.predicate.word + BEHIND)
            .min(sentence.end);
        let stands = |phrase: &SmallVec<[u64; 4]>| {
            (begin..end).any(|at| {
                let mut words = (at..).zip(phrase);
                words.all(|(word, key)| search.view.key(word) == *key)
            })
        };
        self.with.is_empty() || self.with.iter().any(stands)
    }

    /// Whether the verb's object, if it has one, is such as an echo may have: a noun that says nothing of its own, or a pronoun.
    fn takes_object(&self, search: &Search<'_>, clause: &Clause) -> bool {
        let Some(nouns) = &self.object else {
            return true;
        };
        let mut objects = clause.roles.iter().filter(|role| role.kind == RoleKind::Object);
        objects.all(|role| {
            let head = search.view.head(role.filler);
            let pronoun = || search.view.class_of(head) == Class::Pronoun;
            let noun = || nouns.contains(&search.view.lemma(head)) || pronoun();
            matches!(role.filler, Filler::Group(_)) && noun()
        })
    }

    /// Whether what was found is such as it says again.
    fn may_say(&self, search: &Search<'_>, one: &Match) -> bool {
        self.says.is_empty() || self.says.contains(&search.rules.rule(one.rule).predicate)
    }
}

/// Adds what the echo `id` says again.
fn echo(search: &Search<'_>, id: ClauseId, echo: &Echo, found: &[Match], echoed: &mut Vec<Match>) {
    let own = search.view.clause(id);
    let subjects = subjects(own);
    let another = || !echo.denies && names_another(search, own);
    let governs = || !echo.denies && governs_infinitive(search, id);
    if subjects.is_empty() || search.view.boilerplate(own.predicate.word) || another() || governs() {
        return;
    }
    let antecedent = if echo.says.is_empty() {
        antecedent(search, id, found)
    } else {
        latest_saying(search, id, &echo.says, found)
    };
    let Some(antecedent) = antecedent else {
        return;
    };
    let told = found.iter().filter(|one| one.clause == Some(antecedent));
    for one in told.filter(|one| echo.may_say(search, one)) {
        echoed.extend(if echo.denies {
            denied(search, one, id, &subjects)
        } else {
            said_again(search, one, id, &subjects)
        });
    }
}

/// "Lima a reçu l'envoyé de Quito, qui *l'avait sanctionnée*. La Bolivie a pris la même mesure": the nearest clause before
/// that says one of these, be it an aside.
fn latest_saying(
    search: &Search<'_>,
    id: ClauseId,
    says: &[PredicateId],
    found: &[Match],
) -> Option<ClauseId> {
    let own = search.view.clause(id);
    let before = found.partition_point(|one| one.trigger < own.predicate.word);
    let near = found[..before].iter().rev();
    let mut near = near.take_while(|one| own.sentence - search.view.sentence(one.trigger) <= REACH);
    let said = near.find(|one| one.clause.is_some() && says.contains(&search.rules.rule(one.rule).predicate));
    said?.clause
}

/// The clause whose matches an echo says again: the main verb before it in its sentence, or behind it where the echo hangs
/// on that; else that of the last sentence with some.
fn antecedent(search: &Search<'_>, id: ClauseId, found: &[Match]) -> Option<ClauseId> {
    let view = search.view;
    let own = view.clause(id);
    // "L'Équateur *pourrait* faire de même": what governs the echo is not what it says again.
    let governors = above(search, id);
    let main = || {
        let clauses = view.clauses_of(own.sentence);
        let clauses = clauses.filter(|(clause, told)| {
            *clause != id && !governors.contains(clause) && is_verb(told) && is_main(search, *clause, id)
        });
        clauses.map(|(clause, told)| (told.predicate.word, clause))
    };
    let before = main().filter(|(word, _)| *word < own.predicate.word).max();
    // "*Comme l'a fait X*, Y a rompu".
    let behind = || main().min().filter(|_| own.governor.is_some());
    if let Some((_, clause)) = before.or_else(behind) {
        return Some(clause);
    }
    let before = found.partition_point(|one| one.trigger < own.predicate.word);
    let near = found[..before].iter().rev();
    let near = near.take_while(|one| own.sentence - view.sentence(one.trigger) <= REACH);
    let mut clauses = near.filter_map(|one| one.clause);
    clauses.find(|clause| is_main(search, *clause, id))
}

/// The clauses in whose complement a clause lies, the nearest first.
fn above(search: &Search<'_>, id: ClauseId) -> SmallVec<[ClauseId; 4]> {
    let governor = |clause: &ClauseId| {
        let governor = search.view.clause(*clause).governor?;
        (governor.relation == Relation::Complement).then_some(governor.clause)
    };
    let above = std::iter::successors(governor(&id), governor);
    above.take(HIGHEST).collect()
}

fn is_verb(clause: &Clause) -> bool {
    matches!(
        clause.predicate.kind,
        PredicateKind::Verb | PredicateKind::Infinitive
    )
}

/// Whether a clause is what its sentence says, not what describes somebody in it, and does not hang on the clause `other`.
fn is_main(search: &Search<'_>, clause: ClauseId, other: ClauseId) -> bool {
    let mut at = clause;
    for _ in 0..HIGHEST {
        let found = search.view.clause(at);
        if found.predicate.kind == PredicateKind::Participle || at == other {
            return false;
        }
        match found.governor {
            None => return true,
            Some(governor) => match governor.relation {
                Relation::Complement | Relation::Argument | Relation::Coordinated => at = governor.clause,
                _ => return false,
            },
        }
    }
    false
}

/// The groups that do what a clause says.
fn subjects(clause: &Clause) -> SmallVec<[Filler; 3]> {
    let subjects = clause.roles.iter().filter(|role| role.kind == RoleKind::Subject);
    subjects.map(|role| role.filler).collect()
}

/// `one` with `subjects` in the place of the subject of its clause; nothing where he is no party to it, or those are no
/// such parties.
fn said_again(search: &Search<'_>, one: &Match, id: ClauseId, new: &SmallVec<[Filler; 3]>) -> Option<Match> {
    let rule = search.rules.rule(one.rule);
    let old = subjects(search.view.clause(one.clause?));
    let does = |filling: &&Filling| filling.fillers.iter().any(|filler| old.contains(filler));
    let replaced = one.fillings.iter().find(does)?;
    let values = search.matcher.role_values(rule.role(replaced.role), new)?;
    let same = |value: &Value, filling: &Filling| filling.values.iter().any(|other| other.same_party(value));
    let own = search.view.clause(id);
    let factuality = with_effect(own.factuality, effect(rule, one.construction));
    // "paiera les soldats, comme *il* l'a fait en mai": what he has done is told beside what he will do.
    let by_himself = values.iter().any(|value| same(value, replaced));
    if values.is_empty() || by_himself && factuality.status() == one.factuality.status() {
        return None;
    }
    let mut fillings = one.fillings.clone();
    for filling in &mut fillings {
        if filling.role == replaced.role {
            filling.fillers = new.clone();
            filling.values = values.clone();
        } else if values.iter().any(|value| same(value, filling)) {
            // Who does the same to him who did it.
            filling.fillers = replaced.fillers.clone();
            filling.values = replaced.values.clone();
        }
    }
    Some(Match {
        trigger: own.predicate.word,
        clause: Some(id),
        fillings,
        companions: SmallVec::new(),
        factuality,
        speaker: SmallVec::new(),
        antecedent: Some(one.trigger),
        ..one.clone()
    })
}

/// "Pékin aurait livré des chars, *ce que la Chine dément*": `one`, denied by `deniers`, if one of them is who does it.
fn denied(search: &Search<'_>, one: &Match, id: ClauseId, deniers: &[Filler]) -> Option<Match> {
    let own = search.view.clause(id);
    let speaks = |entity: EntityId| {
        let named = deniers.iter().filter_map(|filler| search.view.reference(*filler));
        named
            .flat_map(|reference| reference.entities.iter().chain(&reference.actors))
            .any(|other| *other == entity)
    };
    // "accuse X d'ingérence. *X dément*": he has been accused, whatever he says.
    let subject = search.rules.rule(one.rule).emit.subject;
    let doers = one.fillings.iter().filter(|filling| filling.role == subject);
    let mut values = doers.flat_map(|filling| &filling.values);
    let concerned = values.any(|value| matches!(value, Value::Entity { entity, .. } if speaks(*entity)));
    let holds = own.factuality == Factuality::default() && !one.factuality.negated;
    (concerned && holds).then(|| Match {
        trigger: own.predicate.word,
        clause: Some(id),
        companions: SmallVec::new(),
        factuality: Factuality {
            negated: true,
            ..Factuality::default()
        },
        speaker: SmallVec::new(),
        antecedent: Some(one.trigger),
        ..one.clone()
    })
}

/// "l'a fait *savoir*", "l'a fait *arrêter*": an infinitive says what was done, and nothing comes again.
fn governs_infinitive(search: &Search<'_>, id: ClauseId) -> bool {
    let mut clauses = search.view.clauses_of(search.view.clause(id).sentence);
    clauses.any(|(_, clause)| {
        let hangs = clause
            .governor
            .as_ref()
            .is_some_and(|governor| governor.clause == id);
        hangs
            && clause.predicate.kind == PredicateKind::Infinitive
            && clause.words.start > search.view.clause(id).predicate.word
    })
}

/// Whether an echo names a party of its own beside its subject: "L'Équateur a fait de même *avec la Bolivie*".
fn names_another(search: &Search<'_>, clause: &Clause) -> bool {
    clause.roles.iter().any(|role| {
        let beside = role.kind == RoleKind::Oblique && role.preposition != search.rules.dative;
        // "*en* a fait autant": nobody new.
        let pronoun = || search.view.class_of(search.view.head(role.filler)) == Class::Pronoun;
        beside && !pronoun() && search.matcher.classes(role.filler).meets(ClassSet::ANYBODY)
    })
}

/// What a construction says of itself.
fn effect(rule: &Rule, construction: Construction) -> super::Effect {
    match construction {
        Construction::Frame(frame) => rule.frames[usize::from(frame)].effect,
        Construction::Pattern(pattern) => rule.patterns[usize::from(pattern)].effect,
    }
}
