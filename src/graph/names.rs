//! What an entity is called elsewhere: other names, its Wikidata item.

use super::error::StoreError;
use super::store::Store;
use super::vocabulary::skos;
use oxigraph::model::{NamedNode, Term};
use std::collections::BTreeSet;

const WIKIDATA: &str = "http://www.wikidata.org/entity/";

/// Other names of an entity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Official, older, other spellings.
    pub aliases: BTreeSet<String>,
    /// Item id (`Q912`), where it is certain.
    pub wikidata: Option<String>,
}

impl Store {
    /// Other names of the entity with this IRI; none where the store knows none.
    ///
    /// # Errors
    /// [`StoreError::Database`]
    pub fn names(&self, iri: &str) -> Result<Names, StoreError> {
        let mut names = Names::default();
        let Ok(entity) = NamedNode::new(iri) else {
            return Ok(names);
        };
        for quad in self
            .oxigraph
            .quads_for_pattern(Some((&entity).into()), None, None, None)
        {
            let quad = quad?;
            match quad.object {
                Term::Literal(name) if quad.predicate == skos::ALT_LABEL => {
                    names.aliases.insert(name.value().to_owned());
                }
                Term::NamedNode(other) if quad.predicate == skos::EXACT_MATCH => {
                    let item = other.as_str().strip_prefix(WIKIDATA).map(str::to_owned);
                    names.wikidata = names.wikidata.or(item);
                }
                _ => {}
            }
        }
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{BASE, mapping, summit};
    use super::*;

    #[test]
    fn other_names_come_back() {
        let store = Store::memory(mapping()).unwrap();
        let (article, statements) = summit();
        store.replace_article(&article, &statements, "v1").unwrap();
        let names = |id: &str| store.names(&format!("{BASE}{id}")).unwrap();
        assert!(names("mali").aliases.contains("République de Mali"));
        assert_eq!(names("mali").wikidata.as_deref(), Some("Q912"));
        assert_eq!(names("niger").wikidata, None);
        assert_eq!(names("nobody"), Names::default());
        assert_eq!(store.names("no IRI").unwrap(), Names::default());
    }
}
