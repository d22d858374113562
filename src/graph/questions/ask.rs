//! Asking a canned question: values are checked against its parameters and put in their places.

use super::{Parameter, ParameterKind, Question};
use crate::graph::query::{Answer, Dataset, QueryError};
use crate::graph::store::Store;
use crate::graph::vocabulary::{self, own};
use crate::graph::{StoreError, quads};
use crate::ontology::Language;
use miette::Diagnostic;
use oxigraph::model::vocab::rdfs;
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// Why a question could not be asked.
#[derive(Debug, Error, Diagnostic)]
pub enum AskError {
    /// No question has this name.
    #[error("there is no question `{name}`")]
    #[diagnostic(code(question::unknown), help("`griot query --list` lists them{near}"))]
    Unknown {
        /// The name asked for.
        name: String,
        /// `; did you mean …?`
        near: String,
    },
    /// The question has no such parameter.
    #[error("`{question}` has no parameter `{name}`")]
    #[diagnostic(code(question::unknown_parameter), help("its parameters: {known}"))]
    UnknownParameter {
        /// The question.
        question: String,
        /// The parameter.
        name: String,
        /// Those it has.
        known: String,
    },
    /// A parameter that must be given is not.
    #[error("`{question}` needs --{name}: {help}")]
    #[diagnostic(code(question::missing_parameter))]
    MissingParameter {
        /// The question.
        question: String,
        /// The parameter.
        name: String,
        /// What it means.
        help: String,
    },
    /// A value that the parameter cannot take.
    #[error("`{value}` is no {kind} for --{name}")]
    #[diagnostic(code(question::bad_value), help("{help}"))]
    BadValue {
        /// The parameter.
        name: String,
        /// The value.
        value: String,
        /// date, entity, status or predicate
        kind: ParameterKind,
        /// What would do.
        help: String,
    },
    /// The query fails.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Query(#[from] QueryError),
}

impl Store {
    /// Asks a canned question with `values` for its parameters.
    ///
    /// # Errors
    /// [`AskError`]
    pub fn ask(
        &self,
        question: &Question,
        values: &[(String, String)],
        dataset: Dataset,
    ) -> Result<Answer, AskError> {
        let mut terms = BTreeMap::new();
        for (name, value) in values {
            let parameter = question
                .parameters
                .iter()
                .find(|parameter| parameter.name == *name);
            let parameter = parameter.ok_or_else(|| AskError::UnknownParameter {
                question: question.name.clone(),
                name: name.clone(),
                known: known_parameters(question),
            })?;
            terms.insert(name.clone(), self.term_of(parameter, value)?);
        }
        let missing = question
            .parameters
            .iter()
            .find(|parameter| parameter.required && !terms.contains_key(&parameter.name));
        if let Some(parameter) = missing {
            return Err(AskError::MissingParameter {
                question: question.name.clone(),
                name: parameter.name.clone(),
                help: parameter.help(Language::English).to_owned(),
            });
        }
        Ok(self.query(&question.fill(&terms), dataset)?)
    }

    fn term_of(&self, parameter: &Parameter, value: &str) -> Result<Term, AskError> {
        let bad = |help: String| AskError::BadValue {
            name: parameter.name.clone(),
            value: value.to_owned(),
            kind: parameter.kind,
            help,
        };
        match parameter.kind {
            ParameterKind::Date if is_date(value) => Ok(Literal::from(value).into()),
            ParameterKind::Date => Err(bad("write 2024, 2024-05 or 2024-05-17".to_owned())),
            ParameterKind::Status if ["actual", "planned", "possible", "denied"].contains(&value) => {
                Ok(own(value).into())
            }
            ParameterKind::Status => Err(bad("actual, planned, possible or denied".to_owned())),
            ParameterKind::Predicate => Ok(self.mapping.predicate(value.trim_start_matches("griot:")).into()),
            ParameterKind::Entity => {
                let found = self.find_entity(value).map_err(QueryError::from)?;
                match found.as_slice() {
                    [entity] => Ok(NamedNode::new_unchecked(entity).into()),
                    [] => Err(bad("nothing in the store has this identifier or name".to_owned())),
                    several => Err(bad(format!(
                        "several bear this name; give one of: {}",
                        several.join(", ")
                    ))),
                }
            }
        }
    }

    /// IRIs of the entities that `name` may mean: an IRI or identifier, else a label, else another name
    /// (case does not matter), sorted.
    ///
    /// # Errors
    /// [`StoreError::Database`]
    pub fn find_entity(&self, name: &str) -> Result<Vec<String>, StoreError> {
        let local = name.strip_prefix("id:").unwrap_or(name);
        let identified = [
            name.to_owned(),
            format!("{}{local}", self.mapping.base().as_str()),
        ];
        for iri in identified {
            if let Ok(node) = NamedNode::new(iri)
                && self.is_named(&node)?
            {
                return Ok(vec![node.into_string()]);
            }
        }
        let folded = name.to_lowercase();
        for property in [rdfs::LABEL, vocabulary::skos::ALT_LABEL] {
            let mut found = BTreeSet::new();
            for quad in self.oxigraph.quads_for_pattern(None, Some(property), None, None) {
                let quad = quad?;
                if let (NamedOrBlankNode::NamedNode(node), Term::Literal(label)) = (quad.subject, quad.object)
                    && label.value().to_lowercase() == folded
                {
                    found.insert(node.into_string());
                }
            }
            if !found.is_empty() {
                return Ok(found.into_iter().collect());
            }
        }
        Ok(Vec::new())
    }

    fn is_named(&self, node: &NamedNode) -> Result<bool, StoreError> {
        let mut labels = self
            .oxigraph
            .quads_for_pattern(Some(node.into()), Some(rdfs::LABEL), None, None);
        Ok(labels.next().transpose()?.is_some())
    }
}

fn known_parameters(question: &Question) -> String {
    if question.parameters.is_empty() {
        return "none".to_owned();
    }
    let names: Vec<&str> = question
        .parameters
        .iter()
        .map(|parameter| parameter.name.as_str())
        .collect();
    names.join(", ")
}

/// A year, a month or a day.
fn is_date(value: &str) -> bool {
    let kind = quads::date_literal(value);
    kind.datatype() != vocabulary::EDTF
}
