//! What other vocabularies call classes: tables of `data/draw/`, with inheritance.

use super::DrawError;
use crate::data::Data;
use crate::ontology::{ClassId, Ontology};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Reads a table.
///
/// # Errors
/// [`DrawError::Table`] where the file is missing or broken.
pub fn read<T: DeserializeOwned>(data: &Data, path: &str) -> Result<T, DrawError> {
    let fault = |origin: &str, message: String| DrawError::Table {
        origin: origin.to_owned(),
        message,
    };
    let file = data
        .get(path)
        .ok_or_else(|| fault(path, "the file is missing".to_owned()))?;
    file.toml()
        .map_err(|error| fault(&file.origin, error.to_string()))
}

/// The entry of a class: its own, else that of the nearest class above that has one.
#[must_use]
pub fn nearest<'a, T>(
    entries: &'a BTreeMap<String, T>,
    ontology: &Ontology,
    class: &str,
) -> Option<(&'a str, &'a T)> {
    if let Some((name, entry)) = entries.get_key_value(class) {
        return Some((name, entry));
    }
    let own = ontology.class(class)?;
    let above = entries.iter().filter_map(|(name, entry)| {
        let above = ontology.class(name)?;
        ontology.is_a(own, above).then_some((above, name.as_str(), entry))
    });
    // Of two classes above, the one that lies in the other is nearer.
    let depth = |class: ClassId| {
        ontology
            .classes()
            .filter(|above| ontology.is_a(class, *above))
            .count()
    };
    above
        .max_by_key(|(above, _, _)| depth(*above))
        .map(|(_, name, entry)| (name, entry))
}
