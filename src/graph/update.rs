//! SPARQL Update, kept to graphs of imports.
//!
//! What was drawn from articles can be defended only while nothing but Griot writes it, so an update
//! may read every graph and change those alone that `import` makes: `<base>import/<name>`. `LOAD` is
//! refused, as `SERVICE` is: nothing is fetched.

use super::error::StoreError;
use super::iri::Base;
use super::query::{QueryError, Refuse, Refused, syntax_error};
use super::store::Store;
use miette::Diagnostic;
use oxigraph::sparql::{SparqlEvaluator, UpdateEvaluationError};
use oxrdf::NamedNode;
use spargebra::algebra::GraphTarget;
use spargebra::term::{GraphName, GraphNamePattern};
use spargebra::{GraphUpdateOperation, Update};
use thiserror::Error;

/// Why an update was refused; the store is then as before.
#[derive(Debug, Error, Diagnostic)]
pub enum UpdateError {
    /// It would change what articles say.
    #[error("an update may not change {graph}")]
    #[diagnostic(
        code(update::graph),
        help(
            "only graphs of imports may be changed, and must be named: GRAPH <{imports}NAME> {{ … }}; what \
             articles say changes by `griot build` alone"
        )
    )]
    Graph {
        /// What it would change.
        graph: String,
        /// What IRIs of imports begin with.
        imports: String,
    },
    /// It would fetch something.
    #[error("LOAD <{address}> is refused: nothing is fetched")]
    #[diagnostic(
        code(update::load),
        help("fetch the file yourself and put it into a graph, or `griot import` it")
    )]
    Load {
        /// What it would fetch.
        address: String,
    },
    /// A graph to make is there, or one to remove is not.
    #[error("{0}")]
    #[diagnostic(code(update::graph), help("say SILENT if that is no fault"))]
    Presence(String),
    /// It is no update, or fails as a query would.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Query(#[from] QueryError),
}

impl From<StoreError> for UpdateError {
    fn from(error: StoreError) -> Self {
        Self::Query(error.into())
    }
}

impl From<UpdateEvaluationError> for UpdateError {
    fn from(error: UpdateEvaluationError) -> Self {
        let service = |service: String| Self::Query(QueryError::Service { service });
        match error {
            UpdateEvaluationError::Storage(source) => StoreError::from(source).into(),
            UpdateEvaluationError::Service(source) => match source.downcast::<Refused>() {
                Ok(refused) => service(refused.0),
                Err(other) => Self::Query(QueryError::Evaluation(other.to_string())),
            },
            UpdateEvaluationError::UnboundService => service(String::new()),
            UpdateEvaluationError::UnsupportedService(name) => service(name.into_string()),
            UpdateEvaluationError::InvalidServiceName(name) => service(name.to_string()),
            error @ (UpdateEvaluationError::GraphAlreadyExists(_)
            | UpdateEvaluationError::GraphDoesNotExist(_)) => Self::Presence(error.to_string()),
            other => Self::Query(QueryError::Evaluation(other.to_string())),
        }
    }
}

impl Store {
    /// Carries out a SPARQL Update in one transaction. Its patterns see all graphs, as queries do.
    ///
    /// # Errors
    /// See [`UpdateError`]; the store is then as before.
    pub fn update(&self, sparql: &str) -> Result<(), UpdateError> {
        self.require_writable()?;
        let update = self
            .parser()?
            .parse_update(sparql)
            .map_err(|error| syntax_error(sparql, &error))?;
        check(&update, self.mapping.base())?;
        self.change(|store| {
            let mut prepared = SparqlEvaluator::new()
                .with_default_service_handler(Refuse)
                .for_update(update);
            for dataset in prepared.using_datasets_mut() {
                if dataset.is_default_dataset() {
                    dataset.set_default_graph_as_union();
                }
            }
            Ok(prepared.on_store(&store.oxigraph).execute()?)
        })
    }
}

/// Fails unless everything that `update` changes is a graph of imports.
fn check(update: &Update, base: &Base) -> Result<(), UpdateError> {
    let targets = Targets { base };
    update
        .operations
        .iter()
        .try_for_each(|operation| targets.operation(operation))
}

/// Tells which graphs may be changed.
struct Targets<'a> {
    base: &'a Base,
}

impl Targets<'_> {
    fn operation(&self, operation: &GraphUpdateOperation) -> Result<(), UpdateError> {
        match operation {
            GraphUpdateOperation::InsertData { data } => {
                data.iter().try_for_each(|quad| self.name(&quad.graph_name))
            }
            GraphUpdateOperation::DeleteData { data } => {
                data.iter().try_for_each(|quad| self.name(&quad.graph_name))
            }
            GraphUpdateOperation::DeleteInsert { delete, insert, .. } => {
                let deleted = delete.iter().map(|quad| &quad.graph_name);
                let inserted = insert.iter().map(|quad| &quad.graph_name);
                deleted.chain(inserted).try_for_each(|graph| self.pattern(graph))
            }
            GraphUpdateOperation::Load { source, .. } => Err(UpdateError::Load {
                address: source.as_str().to_owned(),
            }),
            GraphUpdateOperation::Create { graph, .. } => self.node(graph),
            GraphUpdateOperation::Clear { graph, .. } | GraphUpdateOperation::Drop { graph, .. } => {
                match graph {
                    GraphTarget::NamedNode(graph) => self.node(graph),
                    GraphTarget::DefaultGraph => self.refuse("the default graph"),
                    GraphTarget::NamedGraphs | GraphTarget::AllGraphs => self.refuse("all graphs"),
                }
            }
        }
    }

    fn name(&self, graph: &GraphName) -> Result<(), UpdateError> {
        match graph {
            GraphName::NamedNode(graph) => self.node(graph),
            GraphName::DefaultGraph => self.refuse("the default graph"),
        }
    }

    fn pattern(&self, graph: &GraphNamePattern) -> Result<(), UpdateError> {
        match graph {
            GraphNamePattern::NamedNode(graph) => self.node(graph),
            GraphNamePattern::DefaultGraph => self.refuse("the default graph"),
            // It could become any graph.
            GraphNamePattern::Variable(variable) => self.refuse(&format!("GRAPH {variable}")),
        }
    }

    fn node(&self, graph: &NamedNode) -> Result<(), UpdateError> {
        if self.base.import_name(graph.as_str()).is_some() {
            Ok(())
        } else {
            self.refuse(&graph.to_string())
        }
    }

    fn refuse(&self, graph: &str) -> Result<(), UpdateError> {
        Err(UpdateError::Graph {
            graph: graph.to_owned(),
            imports: format!("{}import/", self.base.as_str()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::Dataset;
    use super::super::samples::{mapping, summit};
    use super::*;

    fn store() -> Store {
        let store = Store::memory(mapping()).unwrap();
        let (article, statements) = summit();
        store.replace_article(&article, &statements, "v1").unwrap();
        store
    }

    const NOTES: &str = "<https://w3id.org/griot/id/import/notes>";

    fn notes(store: &Store) -> usize {
        let sparql = format!("SELECT * {{ GRAPH {NOTES} {{ ?s ?p ?o }} }}");
        let answer = store.query(&sparql, Dataset::All).unwrap();
        answer.into_table().unwrap().rows.len()
    }

    #[test]
    fn notes_are_written_and_what_articles_say_is_read() {
        let store = store();
        let update = |sparql: &str| store.update(&sparql.replace("NOTES", NOTES)).unwrap();
        update("INSERT DATA { GRAPH NOTES { id:mali <x:code> 'ML' , 'MLI' } }");
        assert_eq!(notes(&store), 2);
        update("INSERT { GRAPH NOTES { ?b <x:met> ?a } } WHERE { ?a griot:meets ?b }");
        assert_eq!(notes(&store), 6, "two meetings, told both ways");
        update("DELETE { GRAPH NOTES { ?a <x:code> ?c } } WHERE { ?a <x:code> ?c FILTER(?c = 'ML') }");
        update("DELETE DATA { GRAPH NOTES { id:mali <x:code> 'MLI' } }");
        assert_eq!(notes(&store), 4);
        update("CLEAR GRAPH NOTES");
        assert_eq!(notes(&store), 0);
        update("DROP GRAPH NOTES");
    }

    #[test]
    fn what_articles_say_is_not_changed() {
        let store = store();
        let before = store.quad_count().unwrap();
        let article = store.articles().unwrap().remove(0).iri;
        for sparql in [
            "INSERT DATA { <x:a> <x:b> <x:c> }",
            "INSERT DATA { GRAPH <ARTICLE> { <x:a> <x:b> <x:c> } }",
            "INSERT DATA { GRAPH NOTES { <x:a> <x:b> <x:c> } GRAPH <x:g> { <x:a> <x:b> <x:c> } }",
            "DELETE WHERE { GRAPH <ARTICLE> { ?s ?p ?o } }",
            "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
            "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
            "INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }",
            "CLEAR ALL",
            "DROP DEFAULT",
            "DROP NAMED",
            "CREATE GRAPH <x:g>",
            "MOVE <ARTICLE> TO NOTES",
            "ADD NOTES TO <ARTICLE>",
            "INSERT DATA { GRAPH NOTES { <x:a> <x:b> <x:c> } } ; DROP ALL",
        ] {
            let sparql = sparql.replace("ARTICLE", &article).replace("NOTES", NOTES);
            let error = store.update(&sparql);
            assert!(
                matches!(error, Err(UpdateError::Graph { .. })),
                "{sparql}: {error:?}"
            );
        }
        assert_eq!(store.quad_count().unwrap(), before);
    }

    #[test]
    fn nothing_is_fetched() {
        let store = store();
        let load = store.update(&format!("LOAD <https://example.org/x> INTO GRAPH {NOTES}"));
        assert!(matches!(load, Err(UpdateError::Load { .. })));
        let silent = store.update(&format!("LOAD SILENT <file:///etc/passwd> INTO GRAPH {NOTES}"));
        assert!(matches!(silent, Err(UpdateError::Load { .. })));
        let service = store.update(&format!(
            "INSERT {{ GRAPH {NOTES} {{ ?s ?p ?o }} }} WHERE {{ SERVICE <https://example.org/> {{ ?s ?p ?o }} }}"
        ));
        assert!(
            matches!(service, Err(UpdateError::Query(QueryError::Service { .. }))),
            "{service:?}"
        );
        let query = store.update("SELECT * { ?s ?p ?o }");
        assert!(matches!(
            query,
            Err(UpdateError::Query(QueryError::Syntax { .. }))
        ));
        let missing = store.update(&format!("DROP GRAPH {NOTES}"));
        assert!(matches!(missing, Err(UpdateError::Presence(_))), "{missing:?}");
    }
}
