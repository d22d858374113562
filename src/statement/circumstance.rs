//! When, where and according to whom: what a clause says besides its parties.

use super::draw::Drawing;
use crate::clause::{Attribution, Clause, ClauseId, Filler, GroupId, PredicateKind, Relation, RoleKind};
use crate::lexicon::{Class, Features, LemmaId};
use crate::mention::{DateValue, EntityId, Mention, MentionKind};
use crate::rule::{Match, Value};
use crate::span::Span;
use crate::text::{Shape, WordIndex};
use rustc_hash::FxHashSet;
use smallvec::SmallVec;

/// What a clause says besides its parties.
#[derive(Debug, Clone, Copy)]
pub(super) struct Circumstance<'a> {
    /// When it happens, ISO 8601.
    pub date: Option<&'a str>,
    /// When it was said.
    pub reported: Option<&'a str>,
    /// Where, and the words that name the place.
    pub place: Option<(EntityId, Span)>,
    /// The innermost speaker.
    pub speaker: Option<Speaker>,
}

/// Who says something.
#[derive(Debug, Clone, Copy)]
pub(super) enum Speaker {
    /// Somebody, with the words that name him.
    Known(EntityId, Span),
    /// A source without a name ("des sources sécuritaires").
    Unnamed(Span),
}

/// What the clause of `found` says besides its parties.
pub(super) fn circumstances<'a>(drawing: &Drawing<'a>, found: &Match) -> Circumstance<'a> {
    let sources = sources(drawing, found);
    let date = sources.iter().find_map(|source| match source {
        Source::Clause(clause) => date_of(drawing, *clause),
        Source::Opening(clause, word) => opening_date(drawing, *clause, *word),
    });
    let place = sources.iter().find_map(|source| match source {
        Source::Clause(clause) => place_of(drawing, drawing.view.clause(*clause), found, None),
        Source::Opening(clause, word) => place_of(drawing, drawing.view.clause(*clause), found, Some(*word)),
    });
    Circumstance {
        date: date.or_else(|| entry_date(drawing, found)),
        reported: reported(drawing, found),
        place,
        speaker: speaker(drawing, found),
    }
}

/// A clause whose time and place hold for the match.
#[derive(Debug, Clone, Copy)]
enum Source {
    Clause(ClauseId),
    /// Only what stands before this word: "mercredi, X a rencontré Y et signé un accord".
    Opening(ClauseId, WordIndex),
}

/// How many clauses up time and place are looked for.
const HIGHEST: usize = 4;

/// The clauses whose time and place hold for the match, its own first.
fn sources(drawing: &Drawing<'_>, found: &Match) -> SmallVec<[Source; 4]> {
    let mut sources = SmallVec::new();
    let Some(mut at) = found.clause else {
        return sources;
    };
    if names_a_person(drawing, found) {
        // "il verra lundi le président, X": when he is seen is not when he presides.
        sources.extend(participles(drawing, at).map(Source::Clause));
        return sources;
    }
    let clause = drawing.view.clause(at);
    let attribute = |role: &crate::clause::Role| {
        role.kind == RoleKind::Attribute && drawing.view.head(role.filler) == found.trigger
    };
    if clause.predicate.word == found.trigger || clause.roles.iter().any(attribute) {
        sources.push(Source::Clause(at));
    } else if supports(drawing, at, found) {
        // A noun that makes no clause of its own.
        sources.push(Source::Clause(at));
    } else {
        return sources;
    }
    sources.extend(participles(drawing, at).map(Source::Clause));
    for _ in 0..HIGHEST {
        let clause = drawing.view.clause(at);
        let Some(governor) = clause.governor.filter(|governor| governor.clause != at) else {
            break;
        };
        let above = drawing.view.clause(governor.clause);
        if above.sentence != clause.sentence {
            break;
        }
        let verb = [above.predicate.lemma, above.predicate.frame];
        let within = |lemmas: &FxHashSet<LemmaId>| verb.iter().any(|verb| lemmas.contains(verb));
        if is_fronted_title(clause, above) {
            break;
        }
        match governor.relation {
            Relation::Argument if within(&drawing.carriers.supports) => {
                sources.push(Source::Clause(governor.clause));
            }
            Relation::Complement
                if clause.predicate.kind == PredicateKind::Infinitive
                    && within(&drawing.carriers.carriers) =>
            {
                sources.push(Source::Clause(governor.clause));
            }
            Relation::Coordinated => {
                sources.push(if shares_auxiliary(drawing, clause) {
                    Source::Clause(governor.clause)
                } else {
                    Source::Opening(governor.clause, above.predicate.word)
                });
            }
            _ => break,
        }
        at = governor.clause;
    }
    sources
}

/// "*Membre de l'Alliance*, le Togo participera en mai": when it takes part is not when it is a member.
fn is_fronted_title(clause: &Clause, above: &Clause) -> bool {
    let group = clause.group.map(Filler::Group);
    let argument = above.roles.iter().any(|role| Some(role.filler) == group);
    matches!(
        clause.predicate.kind,
        PredicateKind::Noun | PredicateKind::Adjective
    ) && clause.predicate.word < above.predicate.word
        && group.is_some()
        && !argument
        && clause.roles.iter().any(|role| {
            let subject = role.kind == RoleKind::Subject;
            subject
                && above
                    .roles
                    .iter()
                    .any(|other| other.kind == RoleKind::Subject && other.filler == role.filler)
        })
}

/// Whether the trigger is the noun by which a person is called.
fn names_a_person(drawing: &Drawing<'_>, found: &Match) -> bool {
    let group = drawing.view.group_headed_by(found.trigger);
    let reference = group.and_then(|group| drawing.view.reference(Filler::Group(group)));
    let reference = reference.filter(|reference| !reference.entities.is_empty());
    reference.is_some_and(|reference| {
        let person = drawing.ontology.class("Person");
        let mut classes = reference
            .entities
            .iter()
            .filter_map(|entity| drawing.view.class(*entity));
        classes.any(|class| person.is_some_and(|person| drawing.ontology.is_a(class, person)))
    })
}

/// "la réunion *prévue mardi*", "l'accord *signé en 2022 à Lomé*": participles that tell of a noun
/// when and where it takes place.
fn participles<'a>(drawing: &Drawing<'a>, noun: ClauseId) -> impl Iterator<Item = ClauseId> + use<'a> {
    let view = drawing.view;
    let lemmas = &drawing.carriers.participles;
    let clause = view.clause(noun);
    let group = clause
        .group
        .filter(|_| clause.predicate.kind == PredicateKind::Noun);
    view.clauses_of(clause.sentence)
        .filter(move |(_, other)| {
            group.is_some()
                && other.group == group
                && other.predicate.kind == PredicateKind::Participle
                && lemmas.contains(&other.predicate.lemma)
        })
        .map(|(id, _)| id)
}

/// "a rencontré mercredi X et *signé* un accord": one auxiliary, one time.
fn shares_auxiliary(drawing: &Drawing<'_>, clause: &Clause) -> bool {
    let tokens = &drawing.view.analysis.tokens;
    let word = clause.predicate.word as usize;
    let token = |at: usize| tokens.get(at);
    let participle = token(word).is_some_and(|token| token.features.contains(Features::PAST_PARTICIPLE));
    let mut before = (0..word).rev().take(3).filter_map(token);
    let shared = before
        .by_ref()
        .find(|token| token.class != Class::Adverb)
        .is_none_or(|token| token.class != Class::Auxiliary);
    participle && shared
}

/// Whether the clause only says that the trigger, one of its arguments, takes place.
fn supports(drawing: &Drawing<'_>, id: ClauseId, found: &Match) -> bool {
    let clause = drawing.view.clause(id);
    let argument = clause.roles.iter().any(|role| {
        matches!(role.kind, RoleKind::Subject | RoleKind::Object)
            && drawing.view.head(role.filler) == found.trigger
    });
    let verb = [clause.predicate.lemma, clause.predicate.frame];
    argument && verb.iter().any(|verb| drawing.carriers.supports.contains(verb))
}

fn date_of<'a>(drawing: &Drawing<'a>, id: ClauseId) -> Option<&'a str> {
    date_before(drawing, id, WordIndex::MAX)
}

/// A date that opens the clause.
fn opening_date<'a>(drawing: &Drawing<'a>, id: ClauseId, before: WordIndex) -> Option<&'a str> {
    date_before(drawing, id, before)
}

/// The date of a clause, if it stands before a word.
fn date_before<'a>(drawing: &Drawing<'a>, id: ClauseId, before: WordIndex) -> Option<&'a str> {
    let clause = drawing.view.clause(id);
    let opening = |(_, mention): &(u32, &Mention)| mention.words.start < before;
    // "X, en guerre *depuis avril*, a rompu *la semaine dernière*": since when something lasts is not when another happens:
    // the first date that tells when, else the first.
    let attached = dates(drawing, clause)
        .filter(opening)
        .filter(|(_, mention)| in_role(drawing, clause, mention))
        .min_by_key(|(_, mention)| lasts(mention));
    let standing = || {
        dates(drawing, clause)
            .filter(opening)
            .filter(|(_, mention)| !tells_how_long(drawing, mention))
            .find(|(_, mention)| drawing.view.enclosing(mention.words.start) == Some(id))
    };
    // "c'est *en janvier* qu'il a rompu": outside the clause, yet its own.
    let outside = || {
        role_dates(drawing, clause).find(|index| drawing.view.mentions[*index as usize].words.start < before)
    };
    let index = attached
        .or_else(standing)
        .map(|(index, _)| index)
        .or_else(outside)
        .or_else(|| sentence_date(drawing, clause).filter(|_| before > clause.predicate.word))?;
    drawing.view.date(index)
}

/// "*depuis mai*": since when something lasts.
fn lasts(mention: &Mention) -> bool {
    matches!(&mention.kind, MentionKind::Date(date) if matches!(date.value, DateValue::Open { .. }))
}

/// "à la tête du parti *depuis mai*": the date completes a noun, and tells how long that has lasted.
fn tells_how_long(drawing: &Drawing<'_>, mention: &Mention) -> bool {
    let mut words = mention.words.clone();
    let group = words.find_map(|word| drawing.view.group_headed_by(word));
    lasts(mention) && group.is_some_and(|group| drawing.view.group(group).complement_of.is_some())
}

/// The dates among the arguments of a clause that stand outside its words.
fn role_dates<'a>(drawing: &Drawing<'a>, clause: &'a Clause) -> impl Iterator<Item = u32> + use<'a> {
    let view = drawing.view;
    let outside = clause
        .roles
        .iter()
        .filter(|role| role.kind == RoleKind::Oblique)
        .filter_map(move |role| {
            let words = match role.filler {
                Filler::Clause(_) => return None,
                filler => view.words(filler),
            };
            (!clause.words.contains(&words.start)).then_some(words)
        });
    outside.filter_map(move |words| {
        let first = view
            .mentions
            .partition_point(|mention| mention.words.start < words.start);
        let mention = view.mentions.get(first)?;
        let date = matches!(mention.kind, MentionKind::Date(_)) && mention.words.start < words.end;
        date.then_some(first as u32)
    })
}

/// "*Il y a trois ans*, X renversait Y": the date that opens the sentence, for a clause that hangs on no other.
fn sentence_date(drawing: &Drawing<'_>, clause: &Clause) -> Option<u32> {
    if clause.governor.is_some() || clause.predicate.kind == PredicateKind::Noun {
        return None;
    }
    let sentence = drawing.view.text.sentences.get(clause.sentence as usize)?;
    let first = drawing
        .view
        .mentions
        .partition_point(|mention| mention.words.start < sentence.words.start);
    let mention = drawing.view.mentions.get(first)?;
    let opens = mention.words.start <= sentence.words.start + 1 && mention.words.end <= clause.predicate.word;
    // "*Tué dimanche*, X dirigeait Y": when he was killed.
    let within = drawing.view.enclosing(mention.words.start);
    let elsewhere =
        within.is_some_and(|other| drawing.view.clause(other).predicate.word < mention.words.start);
    (opens && !elsewhere && matches!(mention.kind, MentionKind::Date(_))).then_some(first as u32)
}

/// How many sentences an entry of a chronicle holds for.
const ENTRY: u32 = 4;

/// How many sentences the top of an article may be, where datelines stand.
const TOP: u32 = 3;

/// The date that heads an entry of a chronicle: "18 janvier 2023 : …", or a line of its own.
fn entry_date<'a>(drawing: &Drawing<'a>, found: &Match) -> Option<&'a str> {
    let sentence = drawing.view.sentence(found.trigger);
    let sentences = &drawing.view.text.sentences;
    let own = sentences.get(sentence as usize)?;
    let earliest = sentence.saturating_sub(ENTRY);
    (earliest..=sentence).rev().find_map(|index| {
        let other = sentences.get(index as usize)?;
        if other.part != own.part {
            return None;
        }
        let (mention, mark) = opening_mention(drawing, other.words.clone())?;
        let alone = drawing.view.mentions[mention as usize].words.end >= other.words.end.saturating_sub(1);
        let heads = mark && (index == sentence || other.paragraph == own.paragraph);
        let date = drawing.view.date(mention)?;
        // A line with the article's own date is its dateline.
        let top = index < TOP || drawing.view.text.sentences[index as usize - TOP as usize].part != own.part;
        let dateline = top || drawing.date.is_some_and(|day| day.to_string() == date);
        (heads || (alone && index < sentence && !dateline)).then_some(date)
    })
}

/// The date with which a sentence opens, and whether a colon or dash parts it from the rest.
fn opening_mention(drawing: &Drawing<'_>, words: std::ops::Range<WordIndex>) -> Option<(u32, bool)> {
    let mentions = drawing.view.mentions;
    let first = mentions.partition_point(|mention| mention.words.start < words.start);
    let mention = mentions.get(first)?;
    let date = matches!(mention.kind, MentionKind::Date(_));
    // Few sentences open with a date.
    if !date || mention.words.start - words.start > 2 || mention.words.end > words.end {
        return None;
    }
    let bullet = |index: WordIndex| {
        drawing.view.text.words[index as usize]
            .shape
            .contains(Shape::PUNCTUATION)
    };
    let article = |index: WordIndex| {
        let token = drawing.view.analysis.tokens.get(index as usize);
        token.is_some_and(|token| matches!(token.class, Class::Determiner | Class::Adposition))
    };
    let opens = (words.start..mention.words.start).all(|index| bullet(index) || article(index));
    let behind = drawing.view.text.words.get(mention.words.end as usize);
    let behind = behind.map_or("", |word| word.span.of(&drawing.view.source.text));
    opens.then_some((first as u32, matches!(behind, ":" | "–" | "—" | "-")))
}

/// The dates among the words of a clause, with their index.
fn dates<'a>(drawing: &Drawing<'a>, clause: &Clause) -> impl Iterator<Item = (u32, &'a Mention)> + use<'a> {
    let mentions = drawing.view.mentions;
    let words = clause.words.clone();
    let first = mentions.partition_point(|mention| mention.words.start < words.start);
    mentions[first..]
        .iter()
        .enumerate()
        .map(move |(offset, mention)| ((first + offset) as u32, mention))
        .take_while(move |(_, mention)| mention.words.start < words.end)
        .filter(|(_, mention)| matches!(mention.kind, MentionKind::Date(_)))
}

/// Whether a mention stands in an oblique of the clause.
fn in_role(drawing: &Drawing<'_>, clause: &Clause, mention: &Mention) -> bool {
    let holds = |words: std::ops::Range<WordIndex>| {
        words.contains(&mention.words.start) || mention.words.contains(&words.start)
    };
    clause
        .roles
        .iter()
        .filter(|role| role.kind == RoleKind::Oblique && !matches!(role.filler, Filler::Clause(_)))
        .any(|role| holds(drawing.view.words(role.filler)))
}

/// The date beside the word that marks the speech.
fn reported<'a>(drawing: &Drawing<'a>, found: &Match) -> Option<&'a str> {
    let clause = drawing.view.clause(found.clause?);
    let marker = clause.attributions.last()?.marker;
    let (speech, _) = drawing
        .view
        .clauses_of(clause.sentence)
        .find(|(_, other)| other.predicate.word == marker && other.predicate.word != found.trigger)?;
    date_of(drawing, speech)
}

/// An oblique that names a place and fills no role; a state after "à" is too often a party. With
/// `before`, only one that stands before that word.
fn place_of(
    drawing: &Drawing<'_>,
    clause: &Clause,
    found: &Match,
    before: Option<WordIndex>,
) -> Option<(EntityId, Span)> {
    let locative = |role: &&crate::clause::Role| {
        role.kind == RoleKind::Oblique
            && role
                .preposition
                .is_some_and(|preposition| drawing.carriers.locatives.contains(&preposition))
            && !Drawing::claimed(found, role.filler)
            && before.is_none_or(|before| drawing.view.head(role.filler) < before)
    };
    clause.roles.iter().find(locative)?;
    let place = drawing.ontology.class("Place")?;
    let state = drawing.ontology.class("State")?;
    let named = |states: bool| {
        clause.roles.iter().filter(locative).find_map(|role| {
            let within = role
                .preposition
                .is_some_and(|preposition| drawing.carriers.within.contains(&preposition));
            let reference = drawing.view.reference(role.filler)?;
            let named = reference.entities.iter().find(|entity| {
                drawing.view.class(**entity).is_some_and(|class| {
                    let of_state = drawing.ontology.is_a(class, state);
                    if states {
                        of_state && within
                    } else {
                        drawing.ontology.is_a(class, place) && !of_state
                    }
                })
            })?;
            Some((*named, reference.mention))
        })
    };
    named(false).or_else(|| named(true))
}

/// The innermost speaker: as the rule says, else as the grammar found.
fn speaker(drawing: &Drawing<'_>, found: &Match) -> Option<Speaker> {
    if let Some(Value::Entity { entity, mention }) = found.speaker.first() {
        return Some(Speaker::Known(*entity, *mention));
    }
    let clause = drawing.view.clause(found.clause?);
    clause
        .attributions
        .last()
        .and_then(|attribution| named_speaker(drawing, attribution))
}

fn named_speaker(drawing: &Drawing<'_>, attribution: &Attribution) -> Option<Speaker> {
    let group = attribution.speaker?;
    let reference = drawing.view.reference(Filler::Group(group))?;
    let entity = reference.actors.first().or_else(|| reference.entities.first());
    match entity {
        Some(entity) => Some(Speaker::Known(*entity, reference.mention)),
        None => unnamed_speaker(drawing, group),
    }
}

/// The words of a source without a name; a pronoun names nobody.
fn unnamed_speaker(drawing: &Drawing<'_>, group: GroupId) -> Option<Speaker> {
    let head = drawing.view.group(group).head;
    let class = drawing.view.analysis.tokens.get(head as usize)?.class;
    if class == Class::Pronoun {
        return None;
    }
    let words = drawing.view.full_words(Filler::Group(group), &|_| false);
    let words = drawing.view.span(words);
    let named = !words.of(&drawing.view.source.text).trim().is_empty();
    named.then_some(Speaker::Unnamed(words))
}
