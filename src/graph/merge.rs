//! `data/merge.toml`: which homonyms of different articles are one.
//!
//! An entity that only an article introduces is that article's own: two bearers of one name are
//! never joined by their name alone. An analyst who knows better writes it down:
//!
//! ```toml
//! [[same]]
//! id      = "oumar-diarra"                  # identifier under the base; immutable
//! label   = "Oumar Diarra"
//! class   = "Person"
//! aliases = ["O. Diarra"]                   # optional
//! in      = [
//!     { article = "2025/04/afp-17.txt", label = "Oumar Diarra" },
//!     { article = "https://example.org/depeche", label = "le général Diarra" },
//! ]
//! ```

use super::iri::Base;
use super::quads::SharedEntity;
use crate::article::Article;
use crate::data::Data;
use crate::ontology::Ontology;
use crate::statement::EntityTerm;
use miette::{Diagnostic, NamedSource, SourceSpan};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use thiserror::Error;
use toml::Spanned;

/// Where the file lies.
const PATH: &str = "merge.toml";

/// Why `data/merge.toml` could not be read.
#[derive(Debug, Error, Diagnostic)]
pub enum MergeError {
    /// No TOML, or other keys than those described.
    #[error("{origin}: {message}")]
    #[diagnostic(
        code(merge::syntax),
        help("an entry has `id`, `label`, `class`, `in` and perhaps `aliases`")
    )]
    Syntax {
        /// The file.
        origin: String,
        /// The parser's reason.
        message: String,
        /// The file's text.
        #[source_code]
        src: NamedSource<String>,
        /// Where.
        #[label("here")]
        at: SourceSpan,
    },
    /// A class that the ontology does not declare.
    #[error("{origin}: unknown class `{class}`")]
    #[diagnostic(code(merge::unknown_class), help("one of: {known}"))]
    UnknownClass {
        /// The file.
        origin: String,
        /// As written.
        class: String,
        /// Those there are.
        known: String,
        /// The file's text.
        #[source_code]
        src: NamedSource<String>,
        /// Where.
        #[label("not declared in ontology/")]
        at: SourceSpan,
    },
    /// One mention is said to be two entities.
    #[error("{origin}: `{label}` of `{article}` is listed twice")]
    #[diagnostic(
        code(merge::listed_twice),
        help("a mention belongs to one entity: remove it from the other entry")
    )]
    ListedTwice {
        /// The file.
        origin: String,
        /// The name.
        label: String,
        /// The article's key.
        article: String,
        /// The file's text.
        #[source_code]
        src: NamedSource<String>,
        /// Where.
        #[label("listed again here")]
        at: SourceSpan,
    },
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    same: Vec<Same>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Same {
    id: String,
    label: String,
    class: Spanned<String>,
    #[serde(default)]
    aliases: Vec<String>,
    r#in: Vec<Spanned<Member>>,
}

#[derive(Debug, Clone, Deserialize, PartialEq, Eq, Hash)]
#[serde(deny_unknown_fields)]
struct Member {
    article: String,
    label: String,
}

/// Curated identities, by article and name.
#[derive(Debug, Clone, Default)]
pub struct Merges {
    members: FxHashMap<Member, usize>,
    entities: Vec<(String, SharedEntity)>,
}

impl Merges {
    /// Reads `data/merge.toml`, if there is one.
    ///
    /// # Errors
    /// [`MergeError`] names file and line.
    pub fn load(data: &Data, ontology: &Ontology) -> Result<Self, MergeError> {
        let Some(file) = data.get(PATH) else {
            return Ok(Self::default());
        };
        let source = || NamedSource::new(&file.origin, file.text().into_owned());
        let parsed: File = file.toml().map_err(|error| MergeError::Syntax {
            origin: file.origin.clone(),
            message: error.message().to_owned(),
            src: source(),
            at: error.span().unwrap_or_default().into(),
        })?;
        let mut merges = Self::default();
        for same in parsed.same {
            let Some(class) = ontology.class(same.class.get_ref()) else {
                return Err(MergeError::UnknownClass {
                    origin: file.origin.clone(),
                    class: same.class.get_ref().clone(),
                    known: ontology
                        .classes()
                        .map(|class| ontology.class_name(class))
                        .collect::<Vec<_>>()
                        .join(", "),
                    src: source(),
                    at: same.class.span().into(),
                });
            };
            let index = merges.entities.len();
            let entity = SharedEntity {
                label: same.label,
                class: ontology.class_name(class).to_owned(),
                aliases: same.aliases,
                wikidata: None,
            };
            merges.entities.push((same.id, entity));
            for member in same.r#in {
                let at = member.span().into();
                let member = member.into_inner();
                if merges.members.insert(member.clone(), index).is_some() {
                    return Err(MergeError::ListedTwice {
                        origin: file.origin.clone(),
                        label: member.label,
                        article: member.article,
                        src: source(),
                        at,
                    });
                }
            }
        }
        Ok(merges)
    }

    /// The IRI of the entity that `term` of `article` is, where an analyst said so.
    pub(super) fn resolve(&self, article: &Article, term: &EntityTerm, base: &Base) -> Option<String> {
        if self.members.is_empty() {
            return None;
        }
        let member = Member {
            article: article.key.clone(),
            label: term.label.clone(),
        };
        let index = self.members.get(&member)?;
        Some(format!("{}{}", base.as_str(), self.entities[*index].0))
    }

    pub(super) fn shared_entities(&self, base: &Base) -> Vec<(String, SharedEntity)> {
        self.entities
            .iter()
            .map(|(id, entity)| {
                (
                    base.entity(&format!("{}{id}", base.as_str())).into_string(),
                    entity.clone(),
                )
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use std::borrow::Cow;

    fn load(toml: &'static str) -> Result<Merges, MergeError> {
        let mut data = Data::builtin();
        data.insert(PATH.into(), PATH.into(), Cow::Borrowed(toml.as_bytes()));
        Merges::load(&data, &samples::ontology())
    }

    #[test]
    fn the_builtin_file_is_right() {
        Merges::load(&Data::builtin(), &samples::ontology()).unwrap();
    }

    #[test]
    fn homonyms_are_one_where_an_analyst_says_so() {
        let merges =
            load("[[same]]\nid='x'\nlabel='X Y'\nclass='Person'\nin=[{article='a', label='le général Y'}]\n")
                .unwrap();
        let base = Base::new("https://example.org/").unwrap();
        let article = |key: &str| Article {
            key: key.into(),
            ..Article::default()
        };
        let term = samples::words("le général Y");
        assert_eq!(
            merges.resolve(&article("a"), &term, &base).as_deref(),
            Some("https://example.org/x")
        );
        assert_eq!(merges.resolve(&article("b"), &term, &base), None);
    }

    #[test]
    fn mistakes_are_named() {
        let entry = "[[same]]\nid='x'\nlabel='X'\nclass='Person'\nin=[{article='a', label='X'}]\n";
        assert!(matches!(
            load("[[same]]\nide='x'\n"),
            Err(MergeError::Syntax { .. })
        ));
        assert!(matches!(
            load("[[same]]\nid='x'\nlabel='X'\nclass='Persone'\nin=[]\n"),
            Err(MergeError::UnknownClass { .. })
        ));
        let twice = format!("{entry}{}", entry.replace("id='x'", "id='y'"));
        assert!(matches!(load(twice.leak()), Err(MergeError::ListedTwice { .. })));
    }
}
