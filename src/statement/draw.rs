//! From matches to statements: parties connected, qualifiers read, the words quoted.

use super::carriers::Carriers;
use super::circumstance::{Circumstance, circumstances};
use super::evidence::Quoter;
use super::merge::{Drawn, merge};
use super::{EntityTerm, ObjectTerm, Statement, Status};
use crate::article::Article;
use crate::clause::{ClauseId, Filler, Phase, PredicateKind, Relation};
use crate::lexicon::Features;
use crate::mention::EntityId;
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
    let mut statements = Vec::new();
    for found in matches {
        drawing.statements(found, &quoter, &mut statements);
    }
    merge(statements, drawing)
}

impl Drawing<'_> {
    fn statements(&self, found: &Match, quoter: &Quoter<'_>, out: &mut Vec<Drawn>) {
        let rule = self.rules.rule(found.rule);
        let ends: Vec<(&Value, &Value)> = self
            .ends(rule, found)
            .into_iter()
            .filter(|ends| self.fits(rule, *ends))
            .collect();
        if ends.is_empty() {
            return;
        }
        let circumstance = circumstances(self, found);
        let evidence = quoter.evidence(found);
        let event = self.event(rule, found);
        let purpose = self.is_purpose(found);
        for (subject, object) in ends {
            let (Some(subject), Some(object)) = (self.party(subject), self.object(object)) else {
                continue;
            };
            let statement = Statement {
                article: self.article.name.clone(),
                // Settled when repetitions are merged.
                id: String::new(),
                event: event.clone(),
                predicate: self.ontology.predicate_name(rule.predicate).to_owned(),
                status: self.status(found, &circumstance),
                phase: phase(found.factuality.phase),
                date: self.date(found, &circumstance),
                reported: circumstance.reported.clone(),
                place: self.place(rule, found, &circumstance, &subject, &object),
                item: self.words(rule, found, Qualifier::Item),
                domain: self.words(rule, found, Qualifier::Domain),
                agreement: self.words(rule, found, Qualifier::Agreement),
                office: self.words(rule, found, Qualifier::Office),
                quantity: self.words(rule, found, Qualifier::Quantity),
                attributed_to: circumstance.speaker.clone(),
                rule: rule.id.clone(),
                evidence: vec![evidence.clone()],
                subject,
                object,
            };
            out.push(Drawn { statement, purpose });
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

    fn object(&self, value: &Value) -> Option<ObjectTerm> {
        match value {
            Value::Number(value) => Some(ObjectTerm::Literal { value: *value }),
            value => self.party(value).map(ObjectTerm::Entity),
        }
    }

    fn party(&self, value: &Value) -> Option<EntityTerm> {
        match value {
            Value::Entity { entity, mention } => Some(self.entity(*entity, *mention)),
            Value::Unnamed { mention, .. } => Some(self.unnamed(*mention)),
            Value::Text(_) | Value::Number(_) => None,
        }
    }

    /// An entity of the gazetteer under its own IRI, one of the article under the article's. A person's mention is the
    /// fullest name that the article gives, however short the words here ("il", "M. X").
    pub(super) fn entity(&self, entity: EntityId, mention: Span) -> EntityTerm {
        let entities = self.view.entities;
        let class = self
            .view
            .class(entity)
            .map(|class| self.ontology.class_name(class).to_owned());
        let local = (entity.0 as usize).checked_sub(entities.count());
        let (label, iri) = match local.and_then(|local| self.view.resolution.locals.get(local)) {
            Some(local) => (local.label.clone(), self.local_iri(&local.label)),
            None => (
                entities.label(entity).to_owned(),
                format!("{}{}", self.base, entities.slug(entity)),
            ),
        };
        EntityTerm {
            iri: Some(iri),
            label,
            class,
            mention: self.mention(self.view.resolution.full_name(entity).unwrap_or(mention)),
        }
    }

    fn unnamed(&self, mention: Span) -> EntityTerm {
        let label = tidy(mention.of(&self.view.source.text));
        EntityTerm {
            iri: Some(self.local_iri(&label)),
            class: Some("Group".to_owned()),
            mention: self.mention(mention),
            label,
        }
    }

    fn mention(&self, span: Span) -> Option<String> {
        let words = tidy(span.of(&self.view.source.text));
        (!words.is_empty()).then_some(words)
    }

    /// An IRI for what only this article introduces: the same label in the same article is the same.
    fn local_iri(&self, label: &str) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher
            .update(self.article.key.as_bytes())
            .update(&[0])
            .update(label.as_bytes());
        let hash = hasher.finalize().to_hex();
        format!("{}local/{}-{}", self.base, slug(label), &hash[..12])
    }

    fn event(&self, rule: &Rule, found: &Match) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.article.key.as_bytes()).update(&[0]);
        hasher.update(self.ontology.predicate_name(rule.predicate).as_bytes());
        hasher.update(&found.trigger.to_le_bytes());
        hasher.finalize().to_hex()[..32].to_owned()
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

    /// Where it happens: as the rule says, else as the clause does; never one of the parties.
    fn place(
        &self,
        rule: &Rule,
        found: &Match,
        circumstance: &Circumstance,
        subject: &EntityTerm,
        object: &ObjectTerm,
    ) -> Option<EntityTerm> {
        let named = rule
            .emit
            .qualifiers
            .iter()
            .find(|(key, _)| *key == Qualifier::Place);
        let place = named
            .and_then(|(_, role)| self.party(found.values(*role).first()?))
            .or_else(|| circumstance.place.clone())?;
        let is_party = place.iri == subject.iri
            || matches!(object, ObjectTerm::Entity(object) if object.iri == place.iri);
        (!is_party).then_some(place)
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
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and digits in lower case, hyphens between them; at most 40 characters.
fn slug(label: &str) -> String {
    let mut slug = String::new();
    for char in label.chars().flat_map(char::to_lowercase) {
        if char.is_alphanumeric() {
            slug.push(char);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.chars().count() >= 40 {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}
