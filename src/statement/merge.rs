//! What an article says twice is one statement with two pieces of evidence.

use super::Status;
use super::draw::{Details, Drawing, Told};
use super::evidence::Passage;
use super::terms::{Parties, Party, PartyNumber};
use crate::clause::Phase;
use crate::ontology::PredicateId;
use crate::span::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

/// A statement that is not yet put in words.
pub(super) struct Drawn<'a> {
    /// What tells it first.
    pub told: &'a Told<'a>,
    pub subject: Party,
    pub object: Party,
    /// With what its repetitions know more.
    pub details: Details<'a>,
    /// Where the article says it.
    pub passages: SmallVec<[Passage; 1]>,
    ends: Ends,
    /// Whether only the purpose of an act says it.
    purpose: bool,
}

/// What is said of whom; a symmetric pair in one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Ends {
    predicate: PredicateId,
    parties: [PartyNumber; 2],
}

impl Ends {
    /// That `predicate` holds from the one to the other, or between the two.
    fn new(predicate: PredicateId, from: PartyNumber, to: PartyNumber, symmetric: bool) -> Self {
        let parties = if symmetric && to < from {
            [to, from]
        } else {
            [from, to]
        };
        Self { predicate, parties }
    }
}

/// What is told, repetitions put together, in the order of the text.
pub(super) fn merge<'a>(
    drawing: &Drawing<'_>,
    told: &'a [Told<'a>],
    parties: &Parties<'_>,
) -> Vec<Drawn<'a>> {
    let mut all: Vec<(&Told<'_>, (Party, Party))> = Vec::with_capacity(told.len());
    all.extend(
        told.iter()
            .flat_map(|told| told.ends.iter().map(move |ends| (told, *ends))),
    );
    all.sort_by_cached_key(|(told, ends)| rank(drawing, parties, told, *ends));
    // What is put together keeps the place of what comes first: the rest stays sorted.
    let mut merged: Vec<Drawn<'_>> = Vec::with_capacity(all.len());
    // Articles may be as long as books: only statements of one triple are compared.
    let mut known: FxHashMap<(Ends, Status, Phase), SmallVec<[usize; 2]>> = FxHashMap::default();
    for (told, ends) in all {
        let new = draw(drawing, told, ends);
        let triple = (new.ends, new.told.status, new.told.found.factuality.phase);
        let places = known.entry(triple).or_default();
        match places
            .iter()
            .find(|at| agree(parties, &merged[**at].details, &new.details))
        {
            Some(at) => merged[*at].absorb(&new),
            None => {
                places.push(merged.len());
                merged.push(new);
            }
        }
    }
    drop_fulfilled(&mut merged);
    drop_ended(&mut merged);
    drop_doubted(&mut merged);
    merged
}

/// One statement of a match.
fn draw<'a>(drawing: &Drawing<'_>, told: &'a Told<'a>, (subject, object): (Party, Party)) -> Drawn<'a> {
    let predicate = told.rule.predicate;
    let symmetric = drawing.ontology.symmetric(predicate);
    let antecedent = told
        .antecedent
        .filter(|antecedent| antecedent.quote != told.passage.quote);
    Drawn {
        told,
        subject,
        object,
        details: told.details((subject, object)),
        passages: antecedent.into_iter().chain([told.passage]).collect(),
        ends: Ends::new(predicate, subject.number, object.number, symmetric),
        purpose: told.purpose,
    }
}

/// What statements are sorted by: their place, then what they say.
fn rank<'a>(
    drawing: &'a Drawing<'_>,
    parties: &'a Parties<'_>,
    told: &'a Told<'_>,
    (subject, object): (Party, Party),
) -> impl Ord + use<'a> {
    let Passage { quote, trigger } = told.passage;
    (
        (quote.start, quote.end),
        drawing.ontology.predicate_name(told.rule.predicate),
        parties.label(subject),
        parties.identifier(object),
        told.status,
        trigger.start,
        told.rule.id.as_str(),
    )
}

/// A purpose that the text elsewhere tells as done is no promise any more.
fn drop_fulfilled(merged: &mut Vec<Drawn<'_>>) {
    let open = |drawn: &Drawn<'_>| drawn.purpose && drawn.told.status == Status::Planned;
    if !merged.iter().any(open) {
        return;
    }
    let actual = merged.iter().filter(|drawn| drawn.told.status == Status::Actual);
    let done: FxHashSet<Ends> = actual.map(|drawn| drawn.ends).collect();
    merged.retain(|drawn| !(open(drawn) && done.contains(&drawn.ends)));
}

/// "a levé les sanctions *qu'elle imposait à X*": what a sentence tells as ended it does not tell as holding, too.
fn drop_ended(merged: &mut Vec<Drawn<'_>>) {
    let ended = |drawn: &&Drawn<'_>| {
        let factuality = &drawn.told.found.factuality;
        factuality.phase == Phase::Ended && !factuality.negated
    };
    let ended: FxHashSet<(Ends, Span)> = merged.iter().filter(ended).map(Drawn::said).collect();
    if !ended.is_empty() {
        let holds = |drawn: &Drawn<'_>| drawn.told.status == Status::Actual;
        merged.retain(|drawn| !(holds(drawn) && ended.contains(&drawn.said())));
    }
}

/// "a demandé à *rejoindre l'alliance*": what a sentence tells as a plan it does not tell as a mere possibility, too.
fn drop_doubted(merged: &mut Vec<Drawn<'_>>) {
    let told = |drawn: &Drawn<'_>, status| drawn.told.status == status;
    let planned = merged.iter().filter(|drawn| told(drawn, Status::Planned));
    let planned: FxHashSet<(Ends, Span)> = planned.map(Drawn::said).collect();
    if !planned.is_empty() {
        merged.retain(|drawn| !(told(drawn, Status::Possible) && planned.contains(&drawn.said())));
    }
}

/// Whether date, place and item do not speak of two occasions.
fn agree(parties: &Parties<'_>, one: &Details<'_>, other: &Details<'_>) -> bool {
    fn compatible(one: Option<&str>, other: Option<&str>, within: impl Fn(&str, &str) -> bool) -> bool {
        match (one, other) {
            (Some(one), Some(other)) => within(one, other) || within(other, one),
            _ => true,
        }
    }
    let place = |details: &Details<'_>| details.place.map(|place| parties.label(place));
    compatible(one.date, other.date, |whole, part| whole.starts_with(part))
        && compatible(place(one), place(other), |a, b| a == b)
        && compatible(one.item, other.item, |whole, part| {
            whole.to_lowercase().contains(&part.to_lowercase())
        })
}

impl Drawn<'_> {
    /// What is said, and in which sentence first.
    fn said(&self) -> (Ends, Span) {
        (self.ends, self.told.passage.quote)
    }

    /// Adds what `other` knows more and where it says so.
    fn absorb(&mut self, other: &Self) {
        self.purpose &= other.purpose;
        self.details.complete(&other.details);
        for passage in &other.passages {
            // Both come in the order of the text: what is known lies at the end.
            let near = self.passages.iter().rev();
            let mut near = near.take_while(|own| own.quote.start >= passage.quote.start);
            if !near.any(|own| own.quote == passage.quote) {
                self.passages.push(*passage);
            }
        }
    }
}

impl Details<'_> {
    /// Adds what `other` knows more: the longer date, and what is still open.
    fn complete(&mut self, other: &Self) {
        if other.date.map(str::len) > self.date.map(str::len) {
            self.date = other.date;
        }
        self.reported = self.reported.or(other.reported);
        self.place = self.place.or(other.place);
        self.item = self.item.or(other.item);
        self.domain = self.domain.or(other.domain);
        self.agreement = self.agreement.or(other.agreement);
        self.office = self.office.or(other.office);
        self.quantity = self.quantity.or(other.quantity);
        self.speaker = self.speaker.or(other.speaker);
    }
}
