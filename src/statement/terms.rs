//! Parties as statements name them: numbered while an article is drawn, put in words once they stay.

use super::circumstance::Speaker;
use super::draw::{Drawing, tidy};
use super::{EntityTerm, ObjectTerm, SEPARATOR, digest};
use crate::mention::{EntityId, LocalEntity};
use crate::rule::Value;
use crate::span::Span;
use rustc_hash::FxHashMap;

/// Number of a party: those under one identifier are one.
pub(super) type PartyNumber = u32;

/// What a statement connects.
#[derive(Debug, Clone, Copy)]
pub(super) struct Party {
    pub number: PartyNumber,
    kind: Kind,
    /// The words that name it.
    mention: Span,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Entity(EntityId),
    /// Somebody without a name.
    Unnamed,
    /// Not a party, but how many there are.
    Figure(i64),
}

/// The parties of one article. An entity of the gazetteer has its own number; behind those come parties whom only the
/// article introduces, and figures.
pub(super) struct Parties<'a> {
    drawing: Drawing<'a>,
    /// Number of an entity that only the article introduces, once it has one.
    locals: Vec<Option<PartyNumber>>,
    numbers: FxHashMap<String, PartyNumber>,
    introduced: Vec<Introduced>,
}

/// A party that is not in the gazetteer.
struct Introduced {
    label: String,
    /// What follows the base in its IRI; figures as they are.
    identifier: String,
}

impl<'a> Parties<'a> {
    /// Those of the article that `drawing` draws from.
    pub fn new(drawing: Drawing<'a>) -> Self {
        Self {
            locals: vec![None; drawing.view.resolution.locals.len()],
            numbers: FxHashMap::default(),
            introduced: Vec::new(),
            drawing,
        }
    }

    /// What `value` stands for; nothing for words.
    pub fn of(&mut self, value: &Value) -> Option<Party> {
        match value {
            Value::Entity { entity, mention } => Some(self.entity(*entity, *mention)),
            Value::Unnamed { mention, .. } => {
                let label = tidy(mention.of(&self.drawing.view.source.text));
                let identifier = self.local_identifier(&label);
                Some(Party {
                    number: self.introduce(label, identifier),
                    kind: Kind::Unnamed,
                    mention: *mention,
                })
            }
            Value::Number(figure) => Some(Party {
                number: self.introduce(figure.to_string(), figure.to_string()),
                kind: Kind::Figure(*figure),
                mention: Span::default(),
            }),
            Value::Text(_) => None,
        }
    }

    /// An entity that `mention` names.
    pub fn entity(&mut self, entity: EntityId, mention: Span) -> Party {
        let number = match self.local(entity) {
            Some((at, local)) => self.locals[at].unwrap_or_else(|| {
                let label = local.label.clone();
                let identifier = self.local_identifier(&label);
                let number = self.introduce(label, identifier);
                self.locals[at] = Some(number);
                number
            }),
            None => entity.0,
        };
        Party {
            number,
            kind: Kind::Entity(entity),
            mention,
        }
    }

    /// An entity that only this article introduces, with its place among those.
    fn local(&self, entity: EntityId) -> Option<(usize, &'a LocalEntity)> {
        let view = self.drawing.view;
        let at = (entity.0 as usize).checked_sub(view.entities.count())?;
        Some((at, view.resolution.locals.get(at)?))
    }

    /// What only this article introduces: the same label in the same article is the same.
    fn local_identifier(&self, label: &str) -> String {
        let key = [self.drawing.article.key.as_str(), label].join(SEPARATOR);
        format!("local/{}-{}", slug(label), digest(key.as_bytes(), 12))
    }

    fn introduce(&mut self, label: String, identifier: String) -> PartyNumber {
        if let Some(number) = self.numbers.get(&identifier) {
            return *number;
        }
        let number = (self.drawing.view.entities.count() + self.introduced.len()) as PartyNumber;
        self.numbers.insert(identifier.clone(), number);
        self.introduced.push(Introduced { label, identifier });
        number
    }

    fn introduced(&self, party: Party) -> Option<&Introduced> {
        let at = (party.number as usize).checked_sub(self.drawing.view.entities.count())?;
        self.introduced.get(at)
    }

    /// Usual name.
    pub fn label(&self, party: Party) -> &str {
        match self.introduced(party) {
            Some(introduced) => &introduced.label,
            None => self.drawing.view.entities.label(EntityId(party.number)),
        }
    }

    /// What follows the base in its IRI: parties are in the order of their IRIs if these are.
    pub fn identifier(&self, party: Party) -> &str {
        match self.introduced(party) {
            Some(introduced) => &introduced.identifier,
            None => self.drawing.view.entities.slug(EntityId(party.number)),
        }
    }

    /// An entity of the gazetteer under its own IRI, one of the article under the article's. A person's mention is the
    /// fullest name that the article gives, however short the words here ("il", "M. X").
    pub fn term(&self, party: Party) -> EntityTerm {
        let view = self.drawing.view;
        let (class, full_name) = match party.kind {
            Kind::Entity(entity) => (
                view.class(entity)
                    .map(|class| self.drawing.ontology.class_name(class)),
                view.resolution.full_name(entity),
            ),
            Kind::Unnamed | Kind::Figure(_) => (Some("Group"), None),
        };
        let words = |span: Span| Some(tidy(span.of(&view.source.text))).filter(|words| !words.is_empty());
        EntityTerm {
            iri: Some([self.drawing.base, self.identifier(party)].concat()),
            label: self.label(party).to_owned(),
            class: class.map(str::to_owned),
            mention: full_name.and_then(words).or_else(|| words(party.mention)),
        }
    }

    /// What stands at the end of an edge.
    pub fn object(&self, party: Party) -> ObjectTerm {
        match party.kind {
            Kind::Figure(value) => ObjectTerm::Literal { value },
            Kind::Entity(_) | Kind::Unnamed => ObjectTerm::Entity(self.term(party)),
        }
    }

    /// Who says something.
    pub fn speaker(&mut self, speaker: Speaker) -> EntityTerm {
        match speaker {
            Speaker::Known(entity, mention) => {
                let party = self.entity(entity, mention);
                self.term(party)
            }
            Speaker::Unnamed(words) => EntityTerm {
                iri: None,
                label: tidy(words.of(&self.drawing.view.source.text)),
                class: None,
                mention: None,
            },
        }
    }
}

impl Party {
    /// Whether it is no party at all, but a figure.
    pub const fn is_figure(self) -> bool {
        matches!(self.kind, Kind::Figure(_))
    }
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
