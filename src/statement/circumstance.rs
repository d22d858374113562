//! When, where and according to whom: what a clause says besides its parties.

use super::EntityTerm;
use super::draw::{Drawing, tidy};
use crate::clause::{Attribution, Clause, ClauseId, Filler, GroupId, RoleKind};
use crate::mention::{Mention, MentionKind};
use crate::rule::{Match, Value};
use crate::text::WordIndex;

/// What a clause says besides its parties.
#[derive(Debug, Clone, Default)]
pub(super) struct Circumstance {
    /// When it happens, ISO 8601.
    pub date: Option<String>,
    /// When it was said.
    pub reported: Option<String>,
    /// Where.
    pub place: Option<EntityTerm>,
    /// The innermost speaker.
    pub speaker: Option<EntityTerm>,
}

/// What the clause of `found` says besides its parties.
pub(super) fn circumstances(drawing: &Drawing<'_>, found: &Match) -> Circumstance {
    let own = own_clause(drawing, found);
    let clause = own.map(|clause| drawing.view.clause(clause));
    Circumstance {
        date: own.and_then(|clause| date_of(drawing, clause)),
        reported: reported(drawing, found),
        place: clause.and_then(|clause| place_of(drawing, clause, found)),
        speaker: speaker(drawing, found),
    }
}

/// The clause that the trigger makes, or whose attribute it is; a noun that only stands inside a
/// clause does not share its time and place.
fn own_clause(drawing: &Drawing<'_>, found: &Match) -> Option<ClauseId> {
    let id = found.clause?;
    let clause = drawing.view.clause(id);
    let attribute = |role: &crate::clause::Role| {
        role.kind == RoleKind::Attribute && drawing.view.head(role.filler) == found.trigger
    };
    (clause.predicate.word == found.trigger || clause.roles.iter().any(attribute)).then_some(id)
}

fn date_of(drawing: &Drawing<'_>, id: ClauseId) -> Option<String> {
    let clause = drawing.view.clause(id);
    let attached = dates(drawing, clause).find(|(_, mention)| in_role(drawing, clause, mention));
    let standing = || {
        dates(drawing, clause).find(|(_, mention)| drawing.view.enclosing(mention.words.start) == Some(id))
    };
    let (index, _) = attached.or_else(standing)?;
    drawing.view.date(index).map(str::to_owned)
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
fn reported(drawing: &Drawing<'_>, found: &Match) -> Option<String> {
    let clause = drawing.view.clause(found.clause?);
    let marker = clause.attributions.last()?.marker;
    let (speech, _) = drawing
        .view
        .clauses_of(clause.sentence)
        .find(|(_, other)| other.predicate.word == marker && other.predicate.word != found.trigger)?;
    date_of(drawing, speech)
}

/// An oblique that names a place and fills no role; a state after "à" is too often a party.
fn place_of(drawing: &Drawing<'_>, clause: &Clause, found: &Match) -> Option<EntityTerm> {
    let place = drawing.ontology.class("Place")?;
    let state = drawing.ontology.class("State")?;
    let locative = |role: &&crate::clause::Role| {
        role.kind == RoleKind::Oblique
            && role
                .preposition
                .is_some_and(|preposition| drawing.rules.is_locative(preposition))
            && !Drawing::claimed(found, role.filler)
    };
    clause.roles.iter().filter(locative).find_map(|role| {
        let reference = drawing.view.reference(role.filler)?;
        let named = reference.entities.iter().find(|entity| {
            drawing.view.class(**entity).is_some_and(|class| {
                drawing.ontology.is_a(class, place) && !drawing.ontology.is_a(class, state)
            })
        })?;
        Some(drawing.entity(*named, reference.mention))
    })
}

/// The innermost speaker: as the rule says, else as the grammar found.
fn speaker(drawing: &Drawing<'_>, found: &Match) -> Option<EntityTerm> {
    if let Some(Value::Entity { entity, mention }) = found.speaker.first() {
        return Some(drawing.entity(*entity, *mention));
    }
    let clause = drawing.view.clause(found.clause?);
    clause
        .attributions
        .last()
        .and_then(|attribution| named_speaker(drawing, attribution))
}

fn named_speaker(drawing: &Drawing<'_>, attribution: &Attribution) -> Option<EntityTerm> {
    let group = attribution.speaker?;
    let reference = drawing.view.reference(Filler::Group(group))?;
    let entity = reference.actors.first().or_else(|| reference.entities.first());
    match entity {
        Some(entity) => Some(drawing.entity(*entity, reference.mention)),
        None => unnamed_speaker(drawing, group),
    }
}

/// The words of a source without a name ("des sources sécuritaires"); a pronoun names nobody.
fn unnamed_speaker(drawing: &Drawing<'_>, group: GroupId) -> Option<EntityTerm> {
    let head = drawing.view.group(group).head;
    let class = drawing.view.analysis.tokens.get(head as usize)?.class;
    if class == crate::lexicon::Class::Pronoun {
        return None;
    }
    let words = drawing.view.full_words(Filler::Group(group), &|_| false);
    let label = tidy(drawing.view.span(words).of(&drawing.view.source.text));
    (!label.is_empty()).then_some(EntityTerm {
        iri: None,
        label,
        class: None,
        mention: None,
    })
}
