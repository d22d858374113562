//! What an article says twice is one statement with two pieces of evidence.

use super::draw::Drawing;
use super::terms::PartyNumber;
use super::{EntityTerm, ObjectTerm, SEPARATOR, Statement, Status, digest};
use crate::clause::Phase;
use crate::ontology::PredicateId;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;
use std::borrow::Cow;

/// A statement before repetitions are put together.
pub(super) struct Drawn {
    pub statement: Statement,
    /// Whether only the purpose of an act says it ("réunis pour signer").
    pub purpose: bool,
    /// What is said of whom.
    pub ends: Ends,
    /// Begun, ended.
    pub phase: Phase,
}

/// What is said of whom; a symmetric pair in one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Ends {
    predicate: PredicateId,
    parties: [PartyNumber; 2],
}

impl Ends {
    /// That `predicate` holds from the one to the other, or between the two.
    pub fn new(predicate: PredicateId, from: PartyNumber, to: PartyNumber, symmetric: bool) -> Self {
        let parties = if symmetric && to < from {
            [to, from]
        } else {
            [from, to]
        };
        Self { predicate, parties }
    }
}

/// Puts repetitions together, gives every statement its id, sorts.
pub(super) fn merge(mut drawn: Vec<Drawn>, drawing: &Drawing<'_>) -> Vec<Statement> {
    drawn.sort_by(|one, other| key(&one.statement).cmp(&key(&other.statement)));
    // What is put together keeps the place of what comes first: the rest stays sorted.
    let mut merged: Vec<Drawn> = Vec::with_capacity(drawn.len());
    // Articles may be as long as books: only statements of one triple are compared.
    let mut known: FxHashMap<(Ends, Status, Phase), SmallVec<[usize; 2]>> = FxHashMap::default();
    for new in drawn {
        let triple = (new.ends, new.statement.status, new.phase);
        let places = known.entry(triple).or_default();
        match places
            .iter()
            .find(|at| agree(&merged[**at].statement, &new.statement))
        {
            Some(at) => {
                let old = &mut merged[*at];
                old.purpose &= new.purpose;
                absorb(&mut old.statement, new.statement);
            }
            None => {
                places.push(merged.len());
                merged.push(new);
            }
        }
    }
    drop_fulfilled(&mut merged);
    let identified = merged.into_iter().map(|drawn| {
        let symmetric = drawing.ontology.symmetric(drawn.ends.predicate);
        let id = identifier(drawing, &drawn.statement, symmetric);
        Statement {
            id,
            ..drawn.statement
        }
    });
    identified.collect()
}

/// A purpose that the text elsewhere tells as done is no promise any more.
fn drop_fulfilled(merged: &mut Vec<Drawn>) {
    let open = |drawn: &Drawn| drawn.purpose && drawn.statement.status == Status::Planned;
    if !merged.iter().any(open) {
        return;
    }
    let actual = merged
        .iter()
        .filter(|drawn| drawn.statement.status == Status::Actual);
    let done: FxHashSet<Ends> = actual.map(|drawn| drawn.ends).collect();
    merged.retain(|drawn| !(open(drawn) && done.contains(&drawn.ends)));
}

/// What statements are sorted by: their place, then what they say.
fn key(statement: &Statement) -> impl Ord {
    let evidence = &statement.evidence[0];
    (
        // A headline kept apart comes before the text.
        evidence.field.is_none(),
        evidence.start,
        evidence.end,
        statement.predicate.as_str(),
        statement.subject.label.as_str(),
        object_key(&statement.object),
        statement.status,
        evidence.trigger.start,
        statement.rule.as_str(),
    )
}

fn entity_key(term: &EntityTerm) -> &str {
    term.iri.as_deref().unwrap_or(&term.label)
}

fn object_key(object: &ObjectTerm) -> Cow<'_, str> {
    match object {
        ObjectTerm::Entity(term) => entity_key(term).into(),
        ObjectTerm::Literal { value } => value.to_string().into(),
    }
}

/// Subject and object; those of a symmetric predicate in one order.
fn parties(statement: &Statement, symmetric: bool) -> [Cow<'_, str>; 2] {
    let mut parties = [
        entity_key(&statement.subject).into(),
        object_key(&statement.object),
    ];
    if symmetric {
        parties.sort();
    }
    parties
}

/// Whether date, place and item do not speak of two occasions.
fn agree(one: &Statement, other: &Statement) -> bool {
    fn compatible(one: Option<&str>, other: Option<&str>, within: impl Fn(&str, &str) -> bool) -> bool {
        match (one, other) {
            (Some(one), Some(other)) => within(one, other) || within(other, one),
            _ => true,
        }
    }
    fn place(statement: &Statement) -> Option<&str> {
        statement.place.as_ref().map(|place| place.label.as_str())
    }
    compatible(one.date.as_deref(), other.date.as_deref(), |whole, part| {
        whole.starts_with(part)
    }) && compatible(place(one), place(other), |a, b| a == b)
        && compatible(one.item.as_deref(), other.item.as_deref(), |whole, part| {
            whole.to_lowercase().contains(&part.to_lowercase())
        })
}

/// Adds what `other` knows more and where it says so.
fn absorb(one: &mut Statement, other: Statement) {
    fn longer(own: &mut Option<String>, its: Option<String>) {
        if its.as_ref().map(String::len) > own.as_ref().map(String::len) {
            *own = its;
        }
    }
    longer(&mut one.date, other.date);
    one.reported = one.reported.take().or(other.reported);
    one.place = one.place.take().or(other.place);
    one.item = one.item.take().or(other.item);
    one.domain = one.domain.take().or(other.domain);
    one.agreement = one.agreement.take().or(other.agreement);
    one.office = one.office.take().or(other.office);
    one.quantity = one.quantity.take().or(other.quantity);
    one.attributed_to = one.attributed_to.take().or(other.attributed_to);
    for evidence in other.evidence {
        let known = |own: &super::Evidence| {
            own.field == evidence.field && own.start == evidence.start && own.end == evidence.end
        };
        // Both come in the order of the text: what is known lies at the end.
        let mut near = one
            .evidence
            .iter()
            .rev()
            .take_while(|own| own.start >= evidence.start);
        if !near.any(known) {
            one.evidence.push(evidence);
        }
    }
}

/// Hash of article key, triple, status and what tells occasions apart; never of offsets or rule.
fn identifier(drawing: &Drawing<'_>, statement: &Statement, symmetric: bool) -> String {
    let [first, second] = parties(statement, symmetric);
    let status = format!("{:?}", statement.status);
    let parts = [
        drawing.article.key.as_str(),
        &first,
        &statement.predicate,
        &second,
        &status,
        statement.phase.as_deref().unwrap_or_default(),
        statement.date.as_deref().unwrap_or_default(),
        statement.place.as_ref().map_or("", |place| place.label.as_str()),
        statement.item.as_deref().unwrap_or_default(),
    ];
    digest(parts.iter().flat_map(|part| [part.as_bytes(), SEPARATOR]), 32)
}
