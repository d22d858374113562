//! From matches to statements: parties connected, qualifiers read, the words quoted.

use super::carriers::Carriers;
use super::circumstance::{Circumstance, circumstances};
use super::evidence::Quoter;
use super::merge::{Drawn, Ends, merge};
use super::terms::Terms;
use super::{EntityTerm, Evidence, ObjectTerm, SEPARATOR, Statement, Status, digest};
use crate::article::Article;
use crate::clause::{ClauseId, Filler, Phase, PredicateKind, Relation};
use crate::lexicon::Features;
use crate::ontology::{ClassId, Ontology};
use crate::rule::{Construction, Match, Pieces, Qualifier, Rule, Rules, Value, View};
use crate::span::Span;
use jiff::civil::Date;

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

/// What `matches` say, merged over repetitions, sorted by place, predicate, subject, object.
#[must_use]
pub fn draw(drawing: &Drawing<'_>, matches: &[Match]) -> Vec<Statement> {
    if matches.is_empty() {
        return Vec::new();
    }
    let quoter = Quoter::new(drawing.view);
    let mut terms = Terms::new(*drawing);
    let mut drawn = Vec::with_capacity(matches.len());
    for found in matches {
        drawing.statements(found, &quoter, &mut terms, &mut drawn);
    }
    merge(drawn, drawing)
}

/// What all statements of one match have in common.
#[derive(Clone)]
struct Told {
    event: String,
    status: Status,
    date: Option<String>,
    circumstance: Circumstance,
    item: Option<String>,
    domain: Option<String>,
    agreement: Option<String>,
    office: Option<String>,
    quantity: Option<String>,
    evidence: Evidence,
}

impl Drawing<'_> {
    fn statements(&self, found: &Match, quoter: &Quoter<'_>, terms: &mut Terms<'_>, out: &mut Vec<Drawn>) {
        let rule = self.rules.rule(found.rule);
        let mut ends = self.ends(rule, found);
        ends.retain(|ends| self.fits(rule, *ends));
        if ends.is_empty() {
            return;
        }
        let circumstance = circumstances(self, terms, found);
        let place = self.place(rule, found, &circumstance, terms);
        let told = Told {
            event: self.event(rule, found),
            status: self.status(found, &circumstance),
            date: self.date(found, &circumstance),
            circumstance,
            item: self.words(rule, found, Qualifier::Item),
            domain: self.words(rule, found, Qualifier::Domain),
            agreement: self.words(rule, found, Qualifier::Agreement),
            office: self.words(rule, found, Qualifier::Office),
            quantity: self.words(rule, found, Qualifier::Quantity),
            evidence: quoter.evidence(found),
        };
        let purpose = self.is_purpose(found);
        // The last statement takes what was told, those before it a copy.
        let copies = std::iter::repeat_n(told, ends.len());
        for ((subject, object), told) in ends.into_iter().zip(copies) {
            let (Some((subject, from)), Some((object, to))) = (terms.party(subject), terms.object(object))
            else {
                continue;
            };
            let is_party = |place: &EntityTerm| {
                place.iri == subject.iri
                    || matches!(&object, ObjectTerm::Entity(object) if object.iri == place.iri)
            };
            let statement = Statement {
                article: self.article.name.clone(),
                // Settled when repetitions are merged.
                id: String::new(),
                event: told.event,
                predicate: self.ontology.predicate_name(rule.predicate).to_owned(),
                status: told.status,
                phase: phase(found.factuality.phase),
                date: told.date,
                reported: told.circumstance.reported,
                place: place.clone().filter(|place| !is_party(place)),
                item: told.item,
                domain: told.domain,
                agreement: told.agreement,
                office: told.office,
                quantity: told.quantity,
                attributed_to: told.circumstance.speaker,
                rule: rule.id.clone(),
                evidence: vec![told.evidence],
                subject,
                object,
            };
            let symmetric = self.ontology.symmetric(rule.predicate);
            out.push(Drawn {
                statement,
                purpose,
                ends: Ends::new(rule.predicate, from, to, symmetric),
                phase: found.factuality.phase,
            });
        }
    }

    /// What is told in the present of a day to come is still a promise.
    fn status(&self, found: &Match, circumstance: &Circumstance) -> Status {
        let ahead = circumstance
            .date
            .as_deref()
            .is_some_and(|date| self.is_ahead(date));
        match found.status() {
            Status::Actual if ahead && !self.is_past(found) => Status::Planned,
            status => status,
        }
    }

    /// "Deux jours plus tard, X *arrêtait* Y": what is told in the past happened on no day to come.
    fn date(&self, found: &Match, circumstance: &Circumstance) -> Option<String> {
        let date = circumstance.date.clone()?;
        let wrong = self.is_ahead(&date) && self.is_past(found) && found.status() == Status::Actual;
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

    /// Who is connected with whom: every subject with every object, or the members of one side with
    /// each other. A symmetric pair comes once, nobody is connected with himself.
    fn ends<'m>(&self, rule: &Rule, found: &'m Match) -> Vec<(&'m Value, &'m Value)> {
        let mut ends: Vec<(&Value, &Value)> = Vec::new();
        let symmetric = self.ontology.symmetric(rule.predicate);
        let mut add = |subject: &'m Value, object: &'m Value| {
            let same = |(one, other): &(&Value, &Value)| {
                (one.same_party(subject) && other.same_party(object))
                    || (symmetric && one.same_party(object) && other.same_party(subject))
            };
            if !subject.same_party(object) && !ends.iter().any(same) {
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
        digest([key, SEPARATOR, predicate, &trigger[..]], 32)
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
        circumstance: &Circumstance,
        terms: &mut Terms<'_>,
    ) -> Option<EntityTerm> {
        let mut qualifiers = rule.emit.qualifiers.iter();
        let named = qualifiers.find(|(key, _)| *key == Qualifier::Place);
        let named = named.and_then(|(_, role)| terms.party(found.values(*role).first()?));
        named
            .map(|(place, _)| place)
            .or_else(|| circumstance.place.clone())
    }

    /// The words that fill roles of a match.
    pub(super) fn claimed(found: &Match, filler: Filler) -> bool {
        found
            .fillings
            .iter()
            .any(|filling| filling.fillers.contains(&filler))
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
    let mut tidied = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !tidied.is_empty() {
            tidied.push(' ');
        }
        tidied.push_str(word);
    }
    tidied
}
