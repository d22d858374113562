//! What ties are like and what they are about: `data/network/kinds.toml`, `data/network/sectors.toml`.
//!
//! A *kind* follows from the predicate alone: cooperation, hostility, movement. A *sector* is what a
//! statement is about: defence, energy. It follows from the predicate, from the classes of both ends
//! and from the words of the qualifiers. Neither is known to the code; an overlay may add its own.

use crate::data::{Data, DataFile};
use crate::graph::{Claim, Party};
use crate::ontology::{ClassId, Language, Ontology};
use miette::{Diagnostic, NamedSource, SourceSpan};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const KINDS: &str = "network/kinds.toml";
const SECTORS: &str = "network/sectors.toml";

/// Why kinds and sectors could not be read.
#[derive(Debug, Error, Diagnostic)]
pub enum ClassificationError {
    /// The file is not what it should be.
    #[error("{origin} cannot be read: {message}")]
    #[diagnostic(
        code(classification::syntax),
        help("the comments at the head of the file tell its keys")
    )]
    Syntax {
        /// The file.
        origin: String,
        /// What is wrong.
        message: String,
        /// Its text.
        #[source_code]
        src: NamedSource<String>,
        /// Where.
        #[label("here")]
        at: Option<SourceSpan>,
    },
    /// The file is missing, as it may be with `--no-builtin`.
    #[error("{0} is missing")]
    #[diagnostic(code(classification::missing))]
    Missing(&'static str),
    /// A name that the ontology does not know.
    #[error("{origin}: `{id}` names `{name}`, which the ontology does not know")]
    #[diagnostic(
        code(classification::unknown),
        help("`griot query` lists what the ontology has")
    )]
    Unknown {
        /// The file.
        origin: String,
        /// The sector.
        id: String,
        /// Its predicate or class.
        name: String,
    },
}

#[derive(Debug, Clone, Deserialize)]
struct Labels {
    fr: String,
    en: String,
}

impl Labels {
    fn of(&self, language: Language) -> &str {
        match language {
            Language::French => &self.fr,
            Language::English => &self.en,
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    id: String,
    label: Labels,
    categories: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sector {
    id: String,
    label: Labels,
    #[serde(default)]
    predicates: Vec<String>,
    #[serde(default)]
    classes: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindFile {
    kind: Vec<Kind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectorFile {
    sector: Vec<Sector>,
}

/// Kinds and sectors, held against the ontology.
#[derive(Debug, Clone)]
pub struct Classification {
    kinds: Vec<Kind>,
    sectors: Vec<Sector>,
    /// Kind by local name of the predicate.
    kind_of: FxHashMap<String, Arc<str>>,
    /// Local names of the symmetric predicates.
    symmetric: FxHashSet<String>,
    /// Local names of each sector's classes, subclasses included; parallel to `sectors`.
    classes: Vec<FxHashSet<String>>,
}

impl Classification {
    /// Reads both files of `data`.
    ///
    /// # Errors
    /// [`ClassificationError`] names file and place.
    pub fn load(data: &Data, ontology: &Ontology) -> Result<Self, ClassificationError> {
        let kinds = read::<KindFile>(data, KINDS)?.kind;
        let sectors = read::<SectorFile>(data, SECTORS)?.sector;
        let mut classes = Vec::with_capacity(sectors.len());
        for sector in &sectors {
            let unknown = |name: &String| ClassificationError::Unknown {
                origin: SECTORS.to_owned(),
                id: sector.id.clone(),
                name: name.clone(),
            };
            if let Some(name) = sector
                .predicates
                .iter()
                .find(|name| ontology.predicate(name).is_none())
            {
                return Err(unknown(name));
            }
            let ids: Vec<ClassId> = sector
                .classes
                .iter()
                .map(|name| ontology.class(name).ok_or_else(|| unknown(name)))
                .collect::<Result<_, _>>()?;
            let lies_in = |class: &ClassId| ids.iter().any(|id| ontology.is_a(*class, *id));
            let names = ontology.classes().filter(lies_in);
            classes.push(names.map(|class| ontology.class_name(class).to_owned()).collect());
        }
        let name = |predicate| ontology.predicate_name(predicate).to_owned();
        let symmetric = ontology
            .predicates()
            .filter(|predicate| ontology.symmetric(*predicate));
        let kind_of = ontology.predicates().filter_map(|predicate| {
            let categories = ontology.categories(predicate);
            let fits = |category: &String| {
                categories.contains(category) || (categories.is_empty() && category.is_empty())
            };
            let kind = kinds.iter().find(|kind| kind.categories.iter().any(fits))?;
            Some((name(predicate), Arc::from(kind.id.as_str())))
        });
        Ok(Self {
            kind_of: kind_of.collect(),
            symmetric: symmetric.map(name).collect(),
            kinds,
            sectors,
            classes,
        })
    }

    /// The kind of a predicate's ties; empty where no kind fits.
    #[must_use]
    pub fn kind(&self, predicate: &str) -> Arc<str> {
        self.kind_of.get(predicate).cloned().unwrap_or_default()
    }

    /// Whether the predicate with this local name has no direction.
    #[must_use]
    pub fn is_symmetric(&self, predicate: &str) -> bool {
        self.symmetric.contains(predicate)
    }

    /// Id and label of every kind, in the order of the file.
    pub fn kinds(&self, language: Language) -> impl Iterator<Item = (&str, &str)> {
        self.kinds
            .iter()
            .map(move |kind| (kind.id.as_str(), kind.label.of(language)))
    }

    /// Id and label of every sector, in the order of the file.
    pub fn sectors(&self, language: Language) -> impl Iterator<Item = (&str, &str)> {
        self.sectors
            .iter()
            .map(move |sector| (sector.id.as_str(), sector.label.of(language)))
    }

    /// Whether the claim is about the sector with this id.
    #[must_use]
    pub fn is_about(&self, claim: &Claim, sector: &str) -> bool {
        let Some(index) = self.sectors.iter().position(|known| known.id == sector) else {
            return false;
        };
        let known = &self.sectors[index];
        let of_class = |party: &Party| self.classes[index].contains(&party.class);
        known.predicates.contains(&claim.predicate)
            || of_class(&claim.subject)
            || claim.object.party().is_some_and(|object| of_class(object))
            || claim
                .qualifiers
                .iter()
                .any(|(_, words)| mentions(words, &known.words))
    }
}

/// Whether a word of `text` is among `listed`, where `*` stands for any ending.
fn mentions(text: &str, listed: &[String]) -> bool {
    let folded: String = text
        .nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect();
    let fits = |word: &str| {
        listed.iter().any(|listed| match listed.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => word == listed,
        })
    };
    folded
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
        .any(|word| fits(word) || word.split('-').any(fits))
}

fn read<T: DeserializeOwned>(data: &Data, path: &'static str) -> Result<T, ClassificationError> {
    let file: &DataFile = data.get(path).ok_or(ClassificationError::Missing(path))?;
    file.toml().map_err(|error| ClassificationError::Syntax {
        origin: file.origin.clone(),
        message: error.message().to_owned(),
        at: error.span().map(Into::into),
        src: NamedSource::new(&file.origin, file.text().into_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn builtin() -> (Ontology, Classification) {
        let data = Data::builtin();
        let ontology = Ontology::load(&data).unwrap();
        let classification = Classification::load(&data, &ontology).unwrap();
        (ontology, classification)
    }

    #[test]
    fn every_predicate_has_a_kind() {
        let (ontology, classification) = builtin();
        for predicate in ontology.predicates() {
            let name = ontology.predicate_name(predicate);
            assert!(!classification.kind(name).is_empty(), "{name}");
        }
        assert_eq!(&*classification.kind("supplies"), "cooperative");
        assert_eq!(&*classification.kind("memberOf"), "structural");
    }

    #[test]
    fn words_are_compared_without_accents_and_by_their_beginning() {
        let listed = ["militaire*", "or", "cessez-le-feu"].map(str::to_owned);
        assert!(mentions("Coopération MILITAIRES", &listed));
        assert!(mentions("technico-militaire", &listed));
        assert!(mentions("l'or et le cuivre", &listed));
        assert!(mentions("accord de cessez-le-feu", &listed));
        assert!(!mentions("ordinateurs", &listed));
        assert!(mentions("éne\u{301}rgie", &["ener*".to_owned()]));
    }

    #[test]
    fn faults_name_their_place() {
        let mut data = Data::builtin();
        let (ontology, _) = builtin();
        let mut replaced = |path: &str, text: &'static str| {
            data.insert(path.to_owned(), path.to_owned(), text.as_bytes().into());
            Classification::load(&data, &ontology).unwrap_err().to_string()
        };
        let label = "label = { fr = \"a\", en = \"a\" }";
        assert!(replaced(SECTORS, "[[sector]]\nid = \"a\"\ncolour = 1\n").contains("colour"));
        let text: &'static str =
            Box::leak(format!("[[sector]]\nid = \"a\"\n{label}\npredicates = [\"loves\"]\n").into());
        assert!(replaced(SECTORS, text).contains("loves"));
    }
}
