//! Entities as statements name them, each worked out once for an article.

use super::draw::{Drawing, tidy};
use super::{EntityTerm, ObjectTerm, SEPARATOR, digest};
use crate::mention::EntityId;
use crate::rule::Value;
use crate::span::Span;
use rustc_hash::FxHashMap;

/// The terms of one article.
pub(super) struct Terms<'a> {
    drawing: Drawing<'a>,
    entities: FxHashMap<EntityId, Known>,
    numbers: Numbers,
}

/// What statements connect, by number: those under one identifier are one.
pub(super) type PartyNumber = u32;

/// An entity that some statement named before.
struct Known {
    /// With a mention only where that is the same everywhere.
    term: EntityTerm,
    number: PartyNumber,
}

/// Numbers of what statements connect, by identifier.
#[derive(Default)]
struct Numbers(FxHashMap<String, PartyNumber>);

impl Numbers {
    fn of(&mut self, identifier: &str) -> PartyNumber {
        if let Some(number) = self.0.get(identifier) {
            return *number;
        }
        let number = self.0.len() as PartyNumber;
        self.0.insert(identifier.to_owned(), number);
        number
    }
}

impl<'a> Terms<'a> {
    /// Those of the article that `drawing` draws from.
    pub fn new(drawing: Drawing<'a>) -> Self {
        Self {
            drawing,
            entities: FxHashMap::default(),
            numbers: Numbers::default(),
        }
    }

    /// An entity of the gazetteer under its own IRI, one of the article under the article's. A person's mention is the
    /// fullest name that the article gives, however short the words here ("il", "M. X").
    pub fn entity(&mut self, entity: EntityId, mention: Span) -> EntityTerm {
        self.numbered(entity, mention).0
    }

    fn numbered(&mut self, entity: EntityId, mention: Span) -> (EntityTerm, PartyNumber) {
        let drawing = self.drawing;
        let known = self.entities.entry(entity).or_insert_with(|| {
            let term = described(&drawing, entity);
            let number = self.numbers.of(term.iri.as_deref().unwrap_or_default());
            Known { term, number }
        });
        let mut term = known.term.clone();
        if term.mention.is_none() {
            term.mention = words(&drawing, mention);
        }
        (term, known.number)
    }

    /// Somebody without a name, by the words that tell who.
    fn unnamed(&self, mention: Span) -> EntityTerm {
        let label = tidy(mention.of(&self.drawing.view.source.text));
        EntityTerm {
            iri: Some(local_iri(&self.drawing, &label)),
            class: Some("Group".to_owned()),
            mention: words(&self.drawing, mention),
            label,
        }
    }

    /// Who `value` is, with a number; nobody for words and numbers.
    pub fn party(&mut self, value: &Value) -> Option<(EntityTerm, PartyNumber)> {
        match value {
            Value::Entity { entity, mention } => Some(self.numbered(*entity, *mention)),
            Value::Unnamed { mention, .. } => {
                let term = self.unnamed(*mention);
                let number = self.numbers.of(term.iri.as_deref().unwrap_or_default());
                Some((term, number))
            }
            Value::Text(_) | Value::Number(_) => None,
        }
    }

    /// Whom or what `value` is, with a number; nothing for words.
    pub fn object(&mut self, value: &Value) -> Option<(ObjectTerm, PartyNumber)> {
        if let Value::Number(value) = value {
            let number = self.numbers.of(&value.to_string());
            return Some((ObjectTerm::Literal { value: *value }, number));
        }
        let (term, number) = self.party(value)?;
        Some((ObjectTerm::Entity(term), number))
    }
}

/// An entity as statements name it, wherever they find it.
fn described(drawing: &Drawing<'_>, entity: EntityId) -> EntityTerm {
    let view = drawing.view;
    let class = view
        .class(entity)
        .map(|class| drawing.ontology.class_name(class).to_owned());
    let local = (entity.0 as usize).checked_sub(view.entities.count());
    let (label, iri) = match local.and_then(|local| view.resolution.locals.get(local)) {
        Some(local) => (local.label.clone(), local_iri(drawing, &local.label)),
        None => (
            view.entities.label(entity).to_owned(),
            [drawing.base, view.entities.slug(entity)].concat(),
        ),
    };
    EntityTerm {
        iri: Some(iri),
        label,
        class,
        mention: view
            .resolution
            .full_name(entity)
            .and_then(|name| words(drawing, name)),
    }
}

fn words(drawing: &Drawing<'_>, span: Span) -> Option<String> {
    let words = tidy(span.of(&drawing.view.source.text));
    (!words.is_empty()).then_some(words)
}

/// An IRI for what only this article introduces: the same label in the same article is the same.
fn local_iri(drawing: &Drawing<'_>, label: &str) -> String {
    let hash = digest([drawing.article.key.as_bytes(), SEPARATOR, label.as_bytes()], 12);
    format!("{}local/{}-{hash}", drawing.base, slug(label))
}

/// Letters and digits in lower case, hyphens between them; at most 40 characters.
fn slug(label: &str) -> String {
    let mut slug = String::new();
    let mut length = 0;
    for char in label.chars().flat_map(char::to_lowercase) {
        if char.is_alphanumeric() {
            slug.push(char);
            length += 1;
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
            length += 1;
        }
        if length >= 40 {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}
