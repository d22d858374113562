//! From a statement back to what made it: the rule's construction, its trigger, what fills its slots,
//! and the entries of lexicon and gazetteer that were used.
//!
//! Offsets are code points of the article's text, or of its headline where `field` says so.

use super::{Engine, Reading};
use crate::article::Article;
use crate::clause::{ClauseId, Filler, Modality, Phase};
use crate::lexicon::{Features, LemmaId};
use crate::mention::EntityId;
use crate::resolve::ReferenceKind;
use crate::rule::{Construction, Filling, Match, Value};
use crate::span::{CodePoints, Span};
use crate::statement::{Drawing, ObjectTerm, Statement, draw};
use crate::text::WordIndex;
use serde::Serialize;

/// How a rule came to a statement, at one place of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trace {
    /// Id of the rule.
    pub rule: String,
    /// What the rule says of itself.
    pub title: String,
    /// `frame` or `pattern`.
    pub construction: &'static str,
    /// Which of them, from 1, as they stand in the file.
    pub number: usize,
    /// The word that set the rule off.
    pub trigger: WordEntry,
    /// Fixed companions of the trigger ("soutien" of "apporter son soutien").
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub companions: Vec<WordEntry>,
    /// The roles and what fills them.
    pub slots: Vec<Slot>,
    /// What the grammar read of polarity, modality and phase.
    pub factuality: FactualityTrace,
    /// The clause that the trigger makes.
    #[serde(skip)]
    pub clause: Option<ClauseId>,
}

/// A stretch of text in code points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// `title` where it lies in a headline that is kept apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
    /// The words.
    pub words: String,
}

/// A word with the entry of the lexicon that was chosen in context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WordEntry {
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// Dictionary form.
    pub lemma: String,
    /// Tag of Universal Dependencies.
    pub class: &'static str,
    /// Inflection and behaviour.
    pub features: Vec<String>,
    /// Whether the lexicon holds the word; if not, its class was told from shape and place.
    pub in_lexicon: bool,
}

/// A role of the rule with what fills it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slot {
    /// The role's name in the rule file.
    pub role: String,
    /// What fills it, one entry per conjunct or member; empty for a role that only restrains.
    pub values: Vec<SlotValue>,
    /// The words that head the fillers.
    pub heads: Vec<WordEntry>,
}

/// One filler.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SlotValue {
    /// The words that name it; absent for a number.
    #[serde(flatten)]
    pub place: Option<Place>,
    /// Whom they stand for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityEntry>,
    /// The number in the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<i64>,
}

/// An entity with how the words were found to mean it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntityEntry {
    /// Id in the gazetteer; absent for an entity that only this article introduces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gazetteer: Option<String>,
    /// Usual French short name.
    pub label: String,
    /// Local name of its class.
    #[serde(rename = "type")]
    pub class: String,
    /// name, surname, demonym, office, pronoun, possessive, description, collective, metonymy, apposition
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<&'static str>,
}

/// Polarity, modality and phase, kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FactualityTrace {
    /// Said not to hold.
    pub negated: bool,
    /// actual, planned or possible
    pub modality: &'static str,
    /// begun or ended
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<&'static str>,
}

impl Engine {
    /// What made the statement with this id (or an IRI that ends in it) in `reading` of `article`, in the
    /// order of the text; nothing if the article does not say so under these rules.
    #[must_use]
    pub fn trace(&self, article: &Article, reading: &Reading, statement: &str) -> Vec<Trace> {
        let own = |one: &&Statement| !one.id.is_empty() && statement.ends_with(&one.id);
        let Some(statement) = reading.statements.iter().find(own) else {
            return Vec::new();
        };
        let view = self.view(reading);
        let drawing = Drawing {
            article,
            date: reading.date,
            view: &view,
            rules: &self.rules,
            carriers: &self.carriers,
            ontology: &self.ontology,
            base: &self.base,
        };
        let tracer = Tracer::new(self, reading);
        let predicate = self.ontology.predicate(&statement.predicate);
        reading
            .matches
            .iter()
            .filter(|found| Some(self.rules.rule(found.rule).predicate) == predicate)
            .filter(|found| {
                let drawn = draw(&drawing, std::slice::from_ref(*found));
                drawn.iter().any(|one| is_part_of(one, statement))
            })
            .map(|found| tracer.trace(found))
            .collect()
    }
}

/// Whether `one`, drawn of a single match, went into `whole`.
fn is_part_of(one: &Statement, whole: &Statement) -> bool {
    let triggers = |statement: &Statement| {
        let evidence = statement.evidence.iter();
        evidence
            .map(|evidence| (evidence.field.clone(), evidence.trigger))
            .collect::<Vec<_>>()
    };
    let same_ends = (&one.subject.label, label(&one.object)) == (&whole.subject.label, label(&whole.object))
        || (label(&one.object), one.subject.label.clone())
            == (whole.subject.label.clone(), label(&whole.object).to_owned());
    let known = triggers(whole);
    // Two matches in one sentence share their evidence, and the first one's trigger stands for both.
    let quotes = |statement: &Statement| {
        let evidence = statement.evidence.iter();
        evidence
            .map(|evidence| (evidence.field.clone(), evidence.start, evidence.end))
            .collect::<Vec<_>>()
    };
    let quoted = quotes(whole);
    one.status == whole.status
        && same_ends
        && (triggers(one).iter().any(|trigger| known.contains(trigger))
            || quotes(one).iter().any(|quote| quoted.contains(quote)))
}

fn label(object: &ObjectTerm) -> String {
    match object {
        ObjectTerm::Entity(entity) => entity.label.clone(),
        ObjectTerm::Literal { value } => value.to_string(),
    }
}

/// Writes down matches of one reading.
struct Tracer<'a> {
    engine: &'a Engine,
    reading: &'a Reading,
    title: CodePoints<'a>,
    body: CodePoints<'a>,
}

impl<'a> Tracer<'a> {
    fn new(engine: &'a Engine, reading: &'a Reading) -> Self {
        let source = &reading.source;
        let (title, body) = source.text.split_at(source.body as usize);
        Self {
            engine,
            reading,
            title: CodePoints::new(title),
            body: CodePoints::new(body),
        }
    }

    fn trace(&self, found: &Match) -> Trace {
        let rule = self.engine.rules.rule(found.rule);
        let (construction, number) = match found.construction {
            Construction::Frame(number) => ("frame", number),
            Construction::Pattern(number) => ("pattern", number),
        };
        Trace {
            rule: rule.id.clone(),
            title: rule.title.clone(),
            construction,
            number: usize::from(number) + 1,
            trigger: self.word(found.trigger),
            companions: found.companions.iter().map(|word| self.word(*word)).collect(),
            slots: found
                .fillings
                .iter()
                .map(|filling| self.slot(rule.role(filling.role).name.clone(), filling))
                .collect(),
            factuality: FactualityTrace {
                negated: found.factuality.negated,
                modality: match found.factuality.modality {
                    Modality::Actual => "actual",
                    Modality::Planned => "planned",
                    Modality::Possible => "possible",
                },
                phase: match found.factuality.phase {
                    Phase::None => None,
                    Phase::Begun => Some("begun"),
                    Phase::Ended => Some("ended"),
                },
            },
            clause: found.clause,
        }
    }

    fn slot(&self, role: String, filling: &Filling) -> Slot {
        let view = self.engine.view(self.reading);
        let mut heads: Vec<WordIndex> = filling.fillers.iter().map(|filler| view.head(*filler)).collect();
        heads.dedup();
        Slot {
            role,
            values: filling
                .values
                .iter()
                .flat_map(|value| self.values(value, &filling.fillers))
                .collect(),
            heads: heads.into_iter().map(|word| self.word(word)).collect(),
        }
    }

    fn values(&self, value: &Value, fillers: &[Filler]) -> Vec<SlotValue> {
        let words = |span: Span| SlotValue {
            place: Some(self.place(span)),
            entity: None,
            number: None,
        };
        match value {
            Value::Entity { entity, mention } => vec![SlotValue {
                entity: Some(self.entity(*entity, fillers)),
                ..words(*mention)
            }],
            Value::Unnamed { mention, .. } => vec![words(*mention)],
            Value::Text(pieces) => pieces.iter().map(|piece| words(*piece)).collect(),
            Value::Number(number) => vec![SlotValue {
                place: None,
                entity: None,
                number: Some(*number),
            }],
        }
    }

    fn entity(&self, id: EntityId, fillers: &[Filler]) -> EntityEntry {
        let view = self.engine.view(self.reading);
        let (label, class) = self.engine.entity(self.reading, id);
        let by = fillers
            .iter()
            .filter_map(|filler| view.reference(*filler))
            .find(|reference| reference.entities.contains(&id) || reference.actors.contains(&id))
            .and_then(|reference| {
                // Named is the capital, meant is the state.
                let meant = reference.by == ReferenceKind::Name && !reference.entities.contains(&id);
                name_of(if meant {
                    ReferenceKind::Metonymy
                } else {
                    reference.by
                })
            });
        EntityEntry {
            gazetteer: self.engine.gazetteer.get(id).map(|entity| entity.id.to_string()),
            label,
            class,
            by,
        }
    }

    fn word(&self, word: WordIndex) -> WordEntry {
        let place = self.place(self.reading.word_span(word));
        let token = self.reading.analysis.tokens.get(word as usize);
        let features = token.map_or(Features::empty(), |token| token.features);
        WordEntry {
            place,
            lemma: self.engine.lemma_of(self.reading, word),
            class: token.map(|token| token.class).unwrap_or_default().tag(),
            features: (features - Features::GUESSED)
                .iter_names()
                .map(|(name, _)| name.to_lowercase().replace('_', "-"))
                .collect(),
            in_lexicon: token.is_some_and(|token| token.lemma != LemmaId::UNKNOWN)
                && !features.contains(Features::GUESSED),
        }
    }

    fn place(&self, span: Span) -> Place {
        let source = &self.reading.source;
        let (field, (start, end)) = if source.in_title(span) {
            (Some("title"), self.title.range(span))
        } else {
            let body = source.body;
            let span = Span::new(span.start - body, span.end.saturating_sub(body));
            (None, self.body.range(span))
        };
        Place {
            start,
            end,
            field,
            words: span.of(&source.text).to_owned(),
        }
    }
}

const fn name_of(kind: ReferenceKind) -> Option<&'static str> {
    Some(match kind {
        ReferenceKind::None => return None,
        ReferenceKind::Name => "name",
        ReferenceKind::Surname => "surname",
        ReferenceKind::Demonym => "demonym",
        ReferenceKind::Office => "office",
        ReferenceKind::Pronoun => "pronoun",
        ReferenceKind::Possessive => "possessive",
        ReferenceKind::Description => "description",
        ReferenceKind::Collective => "collective",
        ReferenceKind::Metonymy => "metonymy",
        ReferenceKind::Apposition => "apposition",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;
    use crate::engine::DEFAULT_BASE;

    fn engine() -> Engine {
        Engine::load(&Data::builtin(), DEFAULT_BASE).unwrap()
    }

    fn article(text: &str) -> Article {
        Article {
            key: "essai".into(),
            name: "essai".into(),
            text: text.to_owned(),
            ..Article::default()
        }
    }

    #[test]
    fn every_statement_is_traced_to_the_words_that_made_it() {
        let engine = engine();
        let article = article(
            "Ankara a livré six drones à l'armée malienne. La livraison turque de drones à l'armée malienne \
             a été saluée à Bamako.",
        );
        let reading = engine.read(&article);
        assert!(!reading.statements.is_empty());
        for statement in &reading.statements {
            let traces = engine.trace(&article, &reading, &statement.id);
            assert!(
                traces.iter().any(|trace| trace.rule == statement.rule),
                "{statement:?}"
            );
            for trace in traces {
                let slice: String = article
                    .text
                    .chars()
                    .skip(trace.trigger.place.start)
                    .take(trace.trigger.place.end - trace.trigger.place.start)
                    .collect();
                assert_eq!(slice, trace.trigger.place.words);
                assert!(trace.trigger.in_lexicon);
            }
        }
    }

    #[test]
    fn slots_name_the_entries_that_were_used() {
        let engine = engine();
        let article = article("Ankara a livré six drones à l'armée malienne.");
        let reading = engine.read(&article);
        let traces = engine.trace(&article, &reading, &reading.statements[0].id);
        let entity = traces[0]
            .slots
            .iter()
            .flat_map(|slot| &slot.values)
            .filter_map(|value| value.entity.as_ref())
            .find(|entity| entity.label == "Turquie");
        assert_eq!(entity.unwrap().by, Some("metonymy"));
        assert_eq!(traces[0].trigger.lemma, "livrer");
        assert_eq!(engine.trace(&article, &reading, "nothing"), []);
    }
}
