//! From matches to statements: parties connected, qualifiers read, the words quoted.

use super::carriers::Carriers;
use super::circumstance::{Circumstance, Speaker, circumstances};
use super::evidence::{Passage, Quoter};
use super::merge::{Drawn, merge};
use super::terms::{Parties, Party};
use super::{EntityTerm, ObjectTerm, SEPARATOR, Statement, Status, digest};
use crate::article::Article;
use crate::clause::{ClauseId, Filler, Phase, PredicateKind, Relation};
use crate::lexicon::Features;
use crate::ontology::{ClassId, Ontology};
use crate::rule::{Construction, Match, Pieces, Qualifier, Rule, Rules, Value, View};
use crate::span::Span;
use jiff::civil::Date;
use smallvec::SmallVec;
use std::borrow::Cow;
use std::cell::OnceCell;

/// How far up governors are followed.
const HIGHEST: usize = 12;

/// What statements are drawn with.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    /// Key and name of the article.
    pub article: &'a Article,
    /// Its day, or that of its dateline.
    pub date: Option<Date>,
    /// The layers below.
    pub view: &'a View<'a>,
    /// The rules that matched.
    pub rules: &'a Rules,
    /// How time and place pass on.
    pub carriers: &'a Carriers,
    /// Domains, ranges, symmetry.
    pub ontology: &'a Ontology,
    /// IRI before the identifiers of entities.
    pub base: &'a str,
}

/// What `matches` say, merged over repetitions, sorted by place, predicate, subject, object. Most of what statements say is
/// put in words only once it is known which of them stay.
#[must_use]
pub fn draw(drawing: &Drawing<'_>, matches: &[Match]) -> Vec<Statement> {
    if matches.is_empty() {
        return Vec::new();
    }
    let quoter = Quoter::new(drawing.view);
    let mut parties = Parties::new(*drawing);
    // Most matches tell something, and what they tell is large: there is room for all.
    let mut told: Vec<Told<'_>> = Vec::with_capacity(matches.len());
    told.extend(
        matches
            .iter()
            .filter_map(|found| drawing.tell(found, &quoter, &mut parties)),
    );
    let merged = merge(drawing, &told, &parties);
    merged
        .iter()
        .map(|drawn| drawing.statement(drawn, &quoter, &mut parties))
        .collect()
}

/// What all statements of one match have in common.
pub(super) struct Told<'a> {
    pub found: &'a Match,
    pub rule: &'a Rule,
    /// Who is connected with whom.
    pub ends: SmallVec<[(Party, Party); 1]>,
    pub status: Status,
    /// Whether only the purpose of an act says it ("réunis pour signer").
    pub purpose: bool,
    /// Where it is said.
    pub passage: Passage,
    /// Where that is said of another which it says again.
    pub antecedent: Option<Passage>,
    date: Option<&'a str>,
    reported: Option<&'a str>,
    place: Option<Party>,
    item: Option<String>,
    domain: Option<String>,
    agreement: Option<String>,
    office: Option<String>,
    quantity: Option<String>,
    speaker: Option<Speaker>,
    /// The name of the event, once a statement asks for it.
    event: OnceCell<String>,
}

/// What statements may leave open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Details<'a> {
    pub date: Option<&'a str>,
    pub reported: Option<&'a str>,
    pub place: Option<Party>,
    pub item: Option<&'a str>,
    pub domain: Option<&'a str>,
    pub agreement: Option<&'a str>,
    pub office: Option<&'a str>,
    pub quantity: Option<&'a str>,
    pub speaker: Option<Speaker>,
}

impl Told<'_> {
    /// What is told beside that one is connected with the other; where it happens is neither of them.
    pub fn details(&self, (subject, object): (Party, Party)) -> Details<'_> {
        let is_party = |place: &Party| [subject.number, object.number].contains(&place.number);
        Details {
            date: self.date,
            reported: self.reported,
            place: self.place.filter(|place| !is_party(place)),
            item: self.item.as_deref(),
            domain: self.domain.as_deref(),
            agreement: self.agreement.as_deref(),
            office: self.office.as_deref(),
            quantity: self.quantity.as_deref(),
            speaker: self.speaker,
        }
    }
}

impl Drawing<'_> {
    /// What `found` tells; nothing where it connects nobody whom its predicate may.
    fn tell<'m>(
        &'m self,
        found: &'m Match,
        quoter: &Quoter<'_>,
        parties: &mut Parties<'_>,
    ) -> Option<Told<'m>> {
        let rule = self.rules.rule(found.rule);
        let ends = self.ends(rule, found).into_iter();
        let ends = ends
            .filter(|ends| self.fits(rule, *ends))
            .filter_map(|(subject, object)| {
                let subject = parties.of(subject).filter(|subject| !subject.is_figure())?;
                Some((subject, parties.of(object)?))
            });
        let ends: SmallVec<[(Party, Party); 1]> = ends.collect();
        if ends.is_empty() {
            return None;
        }
        let circumstance = circumstances(self, found);
        Some(Told {
            found,
            rule,
            ends,
            status: self.status(found, &circumstance),
            purpose: self.is_purpose(found),
            passage: quoter.passage(found, found.trigger),
            antecedent: found.antecedent.map(|trigger| quoter.passage(found, trigger)),
            date: self.date(found, &circumstance),
            reported: circumstance.reported,
            place: self.place(rule, found, &circumstance, parties),
            item: self.words(rule, found, Qualifier::Item),
            domain: self.words(rule, found, Qualifier::Domain),
            agreement: self.words(rule, found, Qualifier::Agreement),
            office: self.words(rule, found, Qualifier::Office),
            quantity: self.words(rule, found, Qualifier::Quantity),
            speaker: circumstance.speaker,
            event: OnceCell::new(),
        })
    }

    /// A statement in its own words.
    fn statement(&self, drawn: &Drawn<'_>, quoter: &Quoter<'_>, parties: &mut Parties<'_>) -> Statement {
        let Drawn { told, details, .. } = drawn;
        let rule = told.rule;
        let event = told.event.get_or_init(|| self.event(rule, told.found));
        let evidence = drawn.passages.iter().map(|passage| quoter.evidence(*passage));
        let mut statement = Statement {
            article: self.article.name.clone(),
            id: String::new(),
            event: event.clone(),
            subject: parties.term(drawn.subject),
            predicate: self.ontology.predicate_name(rule.predicate).to_owned(),
            object: parties.object(drawn.object),
            status: told.status,
            phase: phase(told.found.factuality.phase),
            date: details.date.map(str::to_owned),
            reported: details.reported.map(str::to_owned),
            place: details.place.map(|place| parties.term(place)),
            item: details.item.map(str::to_owned),
            domain: details.domain.map(str::to_owned),
            agreement: details.agreement.map(str::to_owned),
            office: details.office.map(str::to_owned),
            quantity: details.quantity.map(str::to_owned),
            attributed_to: details.speaker.map(|speaker| parties.speaker(speaker)),
            rule: rule.id.clone(),
            evidence: evidence.collect(),
        };
        statement.id = self.identifier(&statement, self.ontology.symmetric(rule.predicate));
        statement
    }

    /// Hash of article key, triple, status and what tells occasions apart; never of offsets or rule.
    fn identifier(&self, statement: &Statement, symmetric: bool) -> String {
        let mut ends: [Cow<'_, str>; 2] = [
            entity_key(&statement.subject).into(),
            object_key(&statement.object),
        ];
        if symmetric {
            ends.sort();
        }
        let [first, second] = &ends;
        let status = match statement.status {
            Status::Actual => "Actual",
            Status::Planned => "Planned",
            Status::Possible => "Possible",
            Status::Denied => "Denied",
        };
        let parts = [
            self.article.key.as_str(),
            first,
            &statement.predicate,
            second,
            status,
            statement.phase.as_deref().unwrap_or_default(),
            statement.date.as_deref().unwrap_or_default(),
            statement.place.as_ref().map_or("", |place| place.label.as_str()),
            statement.item.as_deref().unwrap_or_default(),
            // The last part is closed like the others.
            "",
        ];
        digest(parts.join(SEPARATOR).as_bytes(), 32)
    }

    /// What is told in the present of a day to come is still a promise.
    fn status(&self, found: &Match, circumstance: &Circumstance<'_>) -> Status {
        let ahead = circumstance.date.is_some_and(|date| self.is_ahead(date));
        match found.status() {
            Status::Actual if ahead && !self.is_past(found) => Status::Planned,
            status => status,
        }
    }

    /// "Deux jours plus tard, X *arrêtait* Y": what is told in the past happened on no day to come.
    fn date<'c>(&self, found: &Match, circumstance: &Circumstance<'c>) -> Option<&'c str> {
        let date = circumstance.date?;
        let wrong = found.status() == Status::Actual && self.is_past(found) && self.is_ahead(date);
        (!wrong).then_some(date)
    }

    /// The date lies behind the article's day.
    fn is_ahead(&self, date: &str) -> bool {
        let Some(day) = self.date else { return false };
        let today = day.to_string();
        let exact = date.split('/').next().unwrap_or(date).len().min(today.len());
        date.get(..exact)
            .zip(today.get(..exact))
            .is_some_and(|(date, today)| date > today)
    }

    /// The trigger is a finite verb in a tense of the past.
    fn is_past(&self, found: &Match) -> bool {
        let past = Features::PAST | Features::IMPERFECT;
        found.clause.is_some_and(|clause| {
            let predicate = &self.view.clause(clause).predicate;
            predicate.kind == PredicateKind::Verb
                && (predicate.perfect && !predicate.features.contains(Features::FUTURE)
                    || predicate.features.intersects(past))
        })
    }

    /// Whether only the purpose of an act says it.
    fn is_purpose(&self, found: &Match) -> bool {
        let governor = |clause: &ClauseId| self.view.clause(*clause).governor;
        let above = std::iter::successors(found.clause, |clause| governor(clause).map(|above| above.clause));
        above
            .take(HIGHEST)
            .any(|clause| governor(&clause).is_some_and(|governor| governor.relation == Relation::Purpose))
    }

    /// Whether `other` is a part of `one`, as an army is of its state, or both are parts of the same.
    fn is_own_part(&self, one: &Value, other: &Value) -> bool {
        let (Value::Entity { entity: one, .. }, Value::Entity { entity: other, .. }) = (one, other) else {
            return false;
        };
        let whole = self.view.entities.part_of(*other);
        whole.is_some_and(|whole| whole == *one || self.view.entities.part_of(*one) == Some(whole))
    }

    /// Who is connected with whom: every subject with every object, or the members of one side with
    /// each other. A symmetric pair comes once, nobody is connected with himself.
    fn ends<'m>(&self, rule: &Rule, found: &'m Match) -> SmallVec<[(&'m Value, &'m Value); 2]> {
        let mut ends: SmallVec<[(&Value, &Value); 2]> = SmallVec::new();
        let symmetric = self.ontology.symmetric(rule.predicate);
        let mut add = |subject: &'m Value, object: &'m Value| {
            let same = |(one, other): &(&Value, &Value)| {
                (one.same_party(subject) && other.same_party(object))
                    || (symmetric && one.same_party(object) && other.same_party(subject))
            };
            let own = self.ontology.outward(rule.predicate) && self.is_own_part(subject, object);
            if !subject.same_party(object) && !own && !ends.iter().any(same) {
                ends.push((subject, object));
            }
        };
        let mutual = match found.construction {
            Construction::Frame(frame) => rule.frames[frame as usize].mutual,
            Construction::Pattern(_) => false,
        };
        if let Some(party) = found.pairs {
            let members = found.values(party);
            // "entre Moscou et les États du Sahel": those of one collective are one side, unless
            // the collective is all there is.
            let sides: Vec<Option<Span>> = members.iter().map(Value::mention).collect();
            let one_side = sides.windows(2).all(|pair| pair[0] == pair[1]);
            for (at, one) in members.iter().enumerate() {
                for (other_at, other) in members.iter().enumerate().skip(at + 1) {
                    if one_side || sides[at] != sides[other_at] {
                        add(one, other);
                        if mutual {
                            add(other, one);
                        }
                    }
                }
            }
        } else {
            for subject in found.values(rule.emit.subject) {
                found
                    .values(rule.emit.object)
                    .iter()
                    .for_each(|object| add(subject, object));
            }
        }
        ends
    }

    /// Whether the predicate may connect the two.
    fn fits(&self, rule: &Rule, (subject, object): (&Value, &Value)) -> bool {
        let accepts = |value: &Value, accepts: &dyn Fn(ClassId) -> bool| match value {
            Value::Number(_) => true,
            value => self.class(value).is_some_and(accepts),
        };
        accepts(subject, &|class| {
            self.ontology.accepts_subject(rule.predicate, class)
        }) && accepts(object, &|class| {
            self.ontology.accepts_object(rule.predicate, class)
        })
    }

    fn class(&self, value: &Value) -> Option<ClassId> {
        match value {
            Value::Entity { entity, .. } => self.view.class(*entity),
            Value::Unnamed { .. } => self.ontology.class("Group"),
            Value::Text(_) | Value::Number(_) => None,
        }
    }

    fn event(&self, rule: &Rule, found: &Match) -> String {
        let predicate = self.ontology.predicate_name(rule.predicate).as_bytes();
        let trigger = found.trigger.to_le_bytes();
        let key = self.article.key.as_bytes();
        digest(&[key, SEPARATOR.as_bytes(), predicate, &trigger].concat(), 32)
    }

    /// The words of a qualifier; a number in figures.
    fn words(&self, rule: &Rule, found: &Match, qualifier: Qualifier) -> Option<String> {
        let (_, role) = rule.emit.qualifiers.iter().find(|(key, _)| *key == qualifier)?;
        let text = match found.values(*role).first()? {
            Value::Text(pieces) => self.joined(pieces),
            Value::Number(number) => number.to_string(),
            Value::Entity { .. } | Value::Unnamed { .. } => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    fn joined(&self, pieces: &Pieces) -> String {
        let parts: Vec<String> = pieces
            .iter()
            .map(|span| tidy(span.of(&self.view.source.text)))
            .collect();
        let marks = |char: char| char.is_whitespace() || "«»“”\",;:.".contains(char);
        parts.join(" ").trim_matches(marks).to_owned()
    }

    /// Where it happens: as the rule says, else as the clause does.
    fn place(
        &self,
        rule: &Rule,
        found: &Match,
        circumstance: &Circumstance<'_>,
        parties: &mut Parties<'_>,
    ) -> Option<Party> {
        let mut qualifiers = rule.emit.qualifiers.iter();
        let named = qualifiers.find(|(key, _)| *key == Qualifier::Place);
        let named = named.and_then(|(_, role)| parties.of(found.values(*role).first()?));
        named.filter(|place| !place.is_figure()).or_else(|| {
            let (place, mention) = circumstance.place?;
            Some(parties.entity(place, mention))
        })
    }

    /// The words that fill roles of a match.
    pub(super) fn claimed(found: &Match, filler: Filler) -> bool {
        found
            .fillings
            .iter()
            .any(|filling| filling.fillers.contains(&filler))
    }
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

fn phase(phase: Phase) -> Option<String> {
    match phase {
        Phase::None => None,
        Phase::Begun => Some("begun".to_owned()),
        Phase::Ended => Some("ended".to_owned()),
    }
}

/// White space collapsed; line breaks of the text are no part of a label.
pub(super) fn tidy(text: &str) -> String {
    // Most words stand as they should: one space between two of them, and no byte that other white space begins with.
    let mut before = b' ';
    let mut bytes = text.bytes();
    let tidy = bytes.all(|byte| {
        let doubled = byte == b' ' && before == b' ';
        before = byte;
        byte >= b' ' && !matches!(byte, 0xC2 | 0xE1..=0xE3) && !doubled
    });
    if tidy && before != b' ' {
        return text.to_owned();
    }
    let mut tidied = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !tidied.is_empty() {
            tidied.push(' ');
        }
        tidied.push_str(word);
    }
    tidied
}
