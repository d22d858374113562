//! SPARQL 1.1 queries over the store.
//!
//! The default graph is the union of all graphs, as a set: an edge that ten articles tell is one triple.
//! [`Dataset::Facts`] leaves the promises out. The
//! prefixes of [`super::PREFIXES`] and `id:` (the base) need no declaration. `SERVICE` is refused: a
//! query never leaves the machine.

use super::error::StoreError;
use super::export::write_triples;
use super::format::{GraphFormat, TableFormat};
use super::scan::scan;
use super::store::Store;
use super::view::View;
use super::vocabulary::PREFIXES;
use miette::{Diagnostic, NamedSource, SourceSpan};
use oxigraph::model::{GraphName, NamedNode, Term, Triple};
use oxigraph::sparql::results::QueryResultsSerializer;
use oxigraph::sparql::{
    CancellationToken, DefaultServiceHandler, QueryEvaluationError, QueryResults, QuerySolution,
    QuerySolutionIter, SparqlEvaluator, SparqlSyntaxError,
};
use oxigraph::store::StorageError;
use oxiri::Iri;
use serde::{Deserialize, Serialize};
use spareval::QueryDatasetSpecification;
use spargebra::algebra::GraphPattern;
use spargebra::{Query, SparqlParser};
use std::io::Write;
use thiserror::Error;

/// Which graphs a query sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Dataset {
    /// All of them.
    #[default]
    All,
    /// All but the promises.
    Facts,
}

/// What a query is asked of.
///
/// The graphs that SPARQL's protocol names beside a query take the place of its `FROM` clauses: the
/// default graph is then the union of `default_graphs`, and `GRAPH` reaches `named_graphs` alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Scope {
    /// With or without promises.
    pub dataset: Dataset,
    /// IRIs of the graphs that make the default graph.
    pub default_graphs: Vec<String>,
    /// IRIs of the named graphs.
    pub named_graphs: Vec<String>,
}

impl From<Dataset> for Scope {
    fn from(dataset: Dataset) -> Self {
        Self {
            dataset,
            ..Self::default()
        }
    }
}

impl Scope {
    /// The graphs named beside the query, if any are.
    fn named(&self) -> Result<Option<QueryDatasetSpecification>, QueryError> {
        if self.default_graphs.is_empty() && self.named_graphs.is_empty() {
            return Ok(None);
        }
        let node = |iri: &String| {
            NamedNode::new(iri).map_err(|error| QueryError::Graph {
                iri: iri.clone(),
                reason: error.to_string(),
            })
        };
        let nodes = |iris: &[String]| iris.iter().map(node).collect::<Result<Vec<_>, _>>();
        let mut named = QueryDatasetSpecification::new();
        named.set_default_graph(nodes(&self.default_graphs)?.into_iter().map(Into::into).collect());
        named.set_available_named_graphs(nodes(&self.named_graphs)?.into_iter().map(Into::into).collect());
        Ok(Some(named))
    }
}

/// Why a query was not answered.
#[derive(Debug, Error, Diagnostic)]
pub enum QueryError {
    /// The text is no SPARQL query.
    #[error("this is no SPARQL query: {message}")]
    #[diagnostic(
        code(query::syntax),
        help("https://www.w3.org/TR/sparql11-query/ describes the language")
    )]
    Syntax {
        /// What the parser expected.
        message: String,
        /// The query.
        #[source_code]
        src: NamedSource<String>,
        /// Where.
        #[label("here")]
        at: SourceSpan,
    },
    /// It would change the store.
    #[error("queries cannot change the store")]
    #[diagnostic(
        code(query::update),
        help(
            "the store changes by `griot build` and `griot import`; to add facts of your own, import a file"
        )
    )]
    Update,
    /// The query calls another endpoint.
    #[error("SERVICE <{service}> is refused: queries do not leave this machine")]
    #[diagnostic(code(query::service), help("`griot import` the data that you want to join"))]
    Service {
        /// The endpoint.
        service: String,
    },
    /// A graph is named by something else than an IRI.
    #[error("`{iri}` names no graph: {reason}")]
    #[diagnostic(code(query::graph), help("write an absolute IRI"))]
    Graph {
        /// What was given.
        iri: String,
        /// Why it is no IRI.
        reason: String,
    },
    /// It was stopped from outside.
    #[error("the query was cancelled")]
    #[diagnostic(code(query::cancelled))]
    Cancelled,
    /// It failed while it ran.
    #[error("the query failed: {0}")]
    #[diagnostic(code(query::evaluation))]
    Evaluation(String),
    /// The answer is a table and the format is for graphs, or the other way round.
    #[error("{answer} cannot be written as {format}")]
    #[diagnostic(code(query::format), help("formats for it: {possible}"))]
    Format {
        /// What the query gives.
        answer: &'static str,
        /// The format asked for.
        format: String,
        /// Those that fit.
        possible: &'static str,
    },
    /// The answer cannot be written.
    #[error("cannot write the answer: {0}")]
    #[diagnostic(code(query::write))]
    Write(#[from] std::io::Error),
    /// The store fails.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] StoreError),
}

impl From<QueryEvaluationError> for QueryError {
    fn from(error: QueryEvaluationError) -> Self {
        match error {
            QueryEvaluationError::Service(source) => match source.downcast::<Refused>() {
                Ok(refused) => Self::Service { service: refused.0 },
                Err(other) => Self::Evaluation(other.to_string()),
            },
            QueryEvaluationError::UnsupportedService(service) => Self::Service {
                service: service.into_string(),
            },
            QueryEvaluationError::UnboundService => Self::Service {
                service: String::new(),
            },
            QueryEvaluationError::InvalidServiceName(name) => Self::Service {
                service: name.to_string(),
            },
            QueryEvaluationError::Cancelled => Self::Cancelled,
            QueryEvaluationError::Dataset(source) => match source.downcast::<StorageError>() {
                Ok(source) => Self::Store((*source).into()),
                Err(other) => Self::Evaluation(other.to_string()),
            },
            other => Self::Evaluation(other.to_string()),
        }
    }
}

/// Refuses every `SERVICE`.
pub(super) struct Refuse;

#[derive(Debug, Error)]
#[error("SERVICE <{0}> is refused")]
pub(super) struct Refused(pub(super) String);

impl DefaultServiceHandler for Refuse {
    type Error = Refused;

    fn handle(
        &self,
        service: &NamedNode,
        _pattern: &GraphPattern,
        _base: Option<&Iri<String>>,
    ) -> Result<QuerySolutionIter<'static>, Refused> {
        Err(Refused(service.as_str().to_owned()))
    }
}

/// Lets another thread stop a query; see FINDINGS: Oxigraph looks at it only when it reads quads.
#[derive(Clone, Default)]
pub struct Cancellation(CancellationToken);

impl std::fmt::Debug for Cancellation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Cancellation")
    }
}

impl Cancellation {
    /// A fresh one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops the queries that were given this.
    pub fn cancel(&self) {
        self.0.cancel();
    }
}

/// What a query gives; rows and triples are computed as they are read.
pub struct Answer {
    results: QueryResults<'static>,
    base: String,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Answer").field(&self.kind()).finish()
    }
}

/// What sort of thing an [`Answer`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerKind {
    /// Of SELECT.
    Table,
    /// Of ASK.
    Boolean,
    /// Of CONSTRUCT and DESCRIBE.
    Graph,
}

/// An answer as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Names of the columns, without `?`.
    pub columns: Vec<String>,
    /// One entry per column; empty where unbound.
    pub rows: Vec<Vec<String>>,
}

impl Store {
    /// Answers a SPARQL query.
    ///
    /// # Errors
    /// [`QueryError::Syntax`] points at the place; see the other variants.
    pub fn query(&self, sparql: &str, dataset: Dataset) -> Result<Answer, QueryError> {
        self.query_until(sparql, &dataset.into(), &Cancellation::new())
    }

    /// As [`Store::query`], until `cancellation` says stop.
    ///
    /// # Errors
    /// As [`Store::query`], and [`QueryError::Cancelled`].
    pub fn query_until(
        &self,
        sparql: &str,
        scope: &Scope,
        cancellation: &Cancellation,
    ) -> Result<Answer, QueryError> {
        let query = self.parse(sparql)?;
        let reads = scan(&query, &|predicate| self.mapping.is_edge(predicate));
        let facts = scope.dataset == Dataset::Facts;
        let mut prepared = SparqlEvaluator::new()
            .with_default_service_handler(Refuse)
            .with_cancellation_token(cancellation.0.clone())
            .for_query(query);
        if let Some(named) = scope.named()? {
            *prepared.dataset_mut() = named;
        }
        let whole = prepared.dataset().is_default_dataset();
        let results = if reads.edges || (facts && (reads.graphs || !whole)) {
            let mut view = View::new(&self.oxigraph, &self.mapping, !facts);
            if !whole && let Some(graphs) = prepared.dataset().default_graph_graphs() {
                view = view.of_graphs(graphs);
                let own = vec![GraphName::DefaultGraph];
                prepared.dataset_mut().set_default_graph(own);
            }
            prepared.on_queryable_dataset(view).execute()?
        } else {
            if whole {
                prepared.dataset_mut().set_default_graph_as_union();
            }
            prepared.on_store(&self.oxigraph).execute()?
        };
        Ok(Answer {
            results,
            base: self.mapping.base().as_str().to_owned(),
        })
    }

    /// A parser that knows Griot's prefixes.
    pub(super) fn parser(&self) -> Result<SparqlParser, QueryError> {
        let mut parser = SparqlParser::new();
        let id = ("id", self.mapping.base().as_str());
        for (prefix, iri) in PREFIXES.into_iter().chain([id]) {
            parser = parser
                .with_prefix(prefix, iri)
                .map_err(|error| QueryError::Evaluation(error.to_string()))?;
        }
        Ok(parser)
    }

    fn parse(&self, sparql: &str) -> Result<Query, QueryError> {
        let parser = self.parser()?;
        parser.clone().parse_query(sparql).map_err(|error| {
            if !sparql.trim().is_empty() && parser.parse_update(sparql).is_ok() {
                QueryError::Update
            } else {
                syntax_error(sparql, &error)
            }
        })
    }
}

impl Answer {
    /// Table, truth value or graph.
    #[must_use]
    pub const fn kind(&self) -> AnswerKind {
        match self.results {
            QueryResults::Solutions(_) => AnswerKind::Table,
            QueryResults::Boolean(_) => AnswerKind::Boolean,
            QueryResults::Graph(_) => AnswerKind::Graph,
        }
    }

    /// Calls `visit` with each solution of a SELECT.
    pub(super) fn each_solution(self, mut visit: impl FnMut(&QuerySolution)) -> Result<(), QueryError> {
        if let QueryResults::Solutions(solutions) = self.results {
            for solution in solutions {
                visit(&solution?);
            }
        }
        Ok(())
    }

    /// Writes a table or truth value for programs.
    ///
    /// # Errors
    /// [`QueryError::Format`] for a graph; what comes up while the query runs.
    pub fn write_table(self, format: TableFormat, out: impl Write) -> Result<(), QueryError> {
        let serializer = QueryResultsSerializer::from_format(format.oxigraph());
        match self.results {
            QueryResults::Boolean(value) => {
                serializer.serialize_boolean_to_writer(out, value)?.flush()?;
            }
            QueryResults::Solutions(solutions) => {
                let mut writer =
                    serializer.serialize_solutions_to_writer(out, solutions.variables().to_vec())?;
                for solution in solutions {
                    writer.serialize(&solution?)?;
                }
                writer.finish()?.flush()?;
            }
            QueryResults::Graph(_) => {
                return Err(QueryError::Format {
                    answer: "a graph (CONSTRUCT or DESCRIBE)",
                    format: format.to_string(),
                    possible: "ttl, trig, nt, nq, rdf, jsonld",
                });
            }
        }
        Ok(())
    }

    /// Writes a graph, sorted.
    ///
    /// # Errors
    /// [`QueryError::Format`] for a table; what comes up while the query runs.
    pub fn write_graph(self, format: GraphFormat, out: impl Write) -> Result<(), QueryError> {
        let QueryResults::Graph(triples) = self.results else {
            return Err(QueryError::Format {
                answer: "a table (SELECT or ASK)",
                format: format.to_string(),
                possible: "csv, tsv, json, xml",
            });
        };
        let triples = triples.collect::<Result<Vec<Triple>, _>>()?;
        write_triples(triples, format, &self.base, out)?;
        Ok(())
    }

    /// The rows as people read them: prefixes instead of namespaces, literals without their types. A
    /// truth value is one row, a graph three columns.
    ///
    /// # Errors
    /// What comes up while the query runs.
    pub fn into_table(self) -> Result<Table, QueryError> {
        let base = self.base;
        match self.results {
            QueryResults::Boolean(value) => Ok(Table {
                columns: vec!["answer".to_owned()],
                rows: vec![vec![value.to_string()]],
            }),
            QueryResults::Solutions(solutions) => {
                let variables = solutions.variables().to_vec();
                let mut rows = Vec::new();
                for solution in solutions {
                    let solution = solution?;
                    let cell =
                        |term: Option<&Term>| term.map_or_else(String::new, |term| display(term, &base));
                    rows.push(
                        variables
                            .iter()
                            .map(|variable| cell(solution.get(variable)))
                            .collect(),
                    );
                }
                let columns = variables
                    .iter()
                    .map(|variable| variable.as_str().to_owned())
                    .collect();
                Ok(Table { columns, rows })
            }
            QueryResults::Graph(triples) => {
                let mut rows = Vec::new();
                for triple in triples {
                    let triple = triple?;
                    let terms = [triple.subject.into(), triple.predicate.into(), triple.object];
                    rows.push(terms.iter().map(|term| display(term, &base)).collect());
                }
                let columns = ["subject", "predicate", "object"].map(str::to_owned).to_vec();
                Ok(Table { columns, rows })
            }
        }
    }
}

/// A term as people read it.
fn display(term: &Term, base: &str) -> String {
    match term {
        Term::NamedNode(node) => {
            let iri = node.as_str();
            let short = PREFIXES
                .into_iter()
                .chain([("id", base)])
                .find_map(|(prefix, namespace)| {
                    let local = iri.strip_prefix(namespace)?;
                    (!local.is_empty() && !local.contains(['/', '#'])).then(|| format!("{prefix}:{local}"))
                });
            short.unwrap_or_else(|| iri.to_owned())
        }
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

/// The parser says `error at LINE:COLUMN: expected …`, columns counted in characters.
pub(super) fn syntax_error(sparql: &str, error: &SparqlSyntaxError) -> QueryError {
    let text = error.to_string();
    let place = text
        .strip_prefix("error at ")
        .and_then(|rest| rest.split_once(": "))
        .and_then(|(place, message)| {
            let (line, column) = place.split_once(':')?;
            Some((offset(sparql, line.parse().ok()?, column.parse().ok()?), message))
        });
    let (at, message) = place.unwrap_or((0, &text));
    QueryError::Syntax {
        message: shorten(message),
        src: NamedSource::new("query", sparql.to_owned()),
        at: (at, usize::from(at < sparql.len())).into(),
    }
}

/// Byte offset of a line and column, both from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = text.get(start..).unwrap_or_default();
    let within = rest
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(rest.len(), |(at, _)| at);
    start + within
}

/// The first few of the many things that a parser may expect; character classes say nothing to people.
fn shorten(message: &str) -> String {
    const SHOWN: usize = 6;
    if message.contains("Prefix not found") {
        return "a prefix is used that no PREFIX line declares".to_owned();
    }
    let expected = message
        .trim_start_matches("expected ")
        .trim_start_matches("one of ");
    let mut words: Vec<&str> = expected
        .split(", ")
        .filter(|word| !word.starts_with('['))
        .collect();
    if words.is_empty() {
        return "something else is expected".to_owned();
    }
    let more = words.len() > SHOWN;
    words.truncate(SHOWN);
    format!("expected {}{}", words.join(" or "), if more { " …" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::super::samples::{mapping, summit};
    use super::*;

    fn store() -> Store {
        let store = Store::memory(mapping()).unwrap();
        let (article, statements) = summit();
        store.replace_article(&article, &statements, "v1").unwrap();
        store
    }

    fn rows(sparql: &str, dataset: Dataset) -> Vec<Vec<String>> {
        let mut rows = store().query(sparql, dataset).unwrap().into_table().unwrap().rows;
        rows.sort_unstable();
        rows
    }

    #[test]
    fn promises_are_seen_unless_facts_are_asked_for() {
        let supplies = "SELECT ?a ?b { ?a griot:supplies ?b }";
        assert_eq!(rows(supplies, Dataset::All), [["id:russie", "id:mali"]]);
        assert!(rows(supplies, Dataset::Facts).is_empty());
        let meets = "SELECT ?b { id:russie griot:meets ?b }";
        assert_eq!(rows(meets, Dataset::Facts), [["id:mali"], ["id:niger"]]);
        assert_eq!(rows(meets, Dataset::All), rows(meets, Dataset::Facts));
        let promised = "SELECT ?g { GRAPH ?g { ?a griot:supplies ?b } }";
        assert_eq!(rows(promised, Dataset::All).len(), 1);
        assert!(rows(promised, Dataset::Facts).is_empty());
        let graphs = "SELECT ?g { GRAPH ?g {} }";
        assert_eq!(
            rows(graphs, Dataset::All).len(),
            rows(graphs, Dataset::Facts).len() + 1
        );
        let path = "SELECT ?x { id:mali (griot:meets|griot:supplies)+ ?x }";
        assert_eq!(rows(path, Dataset::All), rows(path, Dataset::Facts));
    }

    #[test]
    fn graphs_named_beside_a_query_are_its_dataset() {
        let store = store();
        let other = super::super::samples::article("autre", "2025-05-01", "Encore Moscou et Bamako.");
        let lines = [
            "Mali | meets | Russie | actual",
            "Mali | supplies | Niger | planned",
        ];
        store
            .replace_article(&other, &super::super::samples::read(&other, &lines), "v1")
            .unwrap();
        let (first, _) = summit();
        let graph = |key: &str| mapping().base().article(key).into_string();
        let (one, two) = (graph(&first.key), graph("autre"));
        let count = |sparql: &str, dataset, default: &[&String], named: &[&String]| {
            let graphs = |names: &[&String]| names.iter().map(|name| (*name).clone()).collect();
            let scope = Scope {
                dataset,
                default_graphs: graphs(default),
                named_graphs: graphs(named),
            };
            let answer = store.query_until(sparql, &scope, &Cancellation::new()).unwrap();
            answer.into_table().unwrap().rows.len()
        };
        let meets = "SELECT * { id:mali griot:meets ?b }";
        assert_eq!(count(meets, Dataset::All, &[&one], &[]), 1);
        assert_eq!(count(meets, Dataset::All, &[&one, &two], &[]), 1, "one triple");
        assert_eq!(count(meets, Dataset::All, &[], &[&two]), 0);
        let anywhere = "SELECT * { GRAPH ?g { id:mali griot:meets ?b } }";
        assert_eq!(count(anywhere, Dataset::All, &[], &[&two]), 1);
        assert_eq!(count(anywhere, Dataset::Facts, &[&one], &[]), 0);
        let from = format!("SELECT * FROM <{one}> FROM <{two}> {{ id:mali griot:meets ?b }}");
        assert_eq!(count(&from, Dataset::All, &[], &[]), 1, "one triple");
        assert_eq!(
            count(&from, Dataset::All, &[&two], &[&one]),
            1,
            "the protocol wins"
        );
        let promised = format!("{two}/promises");
        let statements = "SELECT * { ?s griot:supplies ?o }";
        assert_eq!(count(statements, Dataset::All, &[&promised], &[]), 1);
        assert_eq!(count(statements, Dataset::Facts, &[&promised], &[]), 0);
        let articles = "SELECT * { ?s griot:articleKey ?o }";
        assert_eq!(count(articles, Dataset::All, &[&one, &two], &[]), 2);
        assert_eq!(count(articles, Dataset::Facts, &[&two], &[]), 1);
        let scope = Scope {
            named_graphs: vec!["no iri".to_owned()],
            ..Scope::default()
        };
        let error = store.query_until(meets, &scope, &Cancellation::new());
        assert!(matches!(error, Err(QueryError::Graph { .. })));
    }

    #[test]
    fn an_edge_that_two_articles_tell_is_one_triple() {
        let store = store();
        let other = super::super::samples::article("autre", "2025-05-01", "Encore Moscou et Bamako.");
        let lines = ["Mali | meets | Russie | actual"];
        store
            .replace_article(&other, &super::super::samples::read(&other, &lines), "v1")
            .unwrap();
        let count = |sparql: &str| {
            store
                .query(sparql, Dataset::All)
                .unwrap()
                .into_table()
                .unwrap()
                .rows
        };
        assert_eq!(
            count("SELECT (COUNT(*) AS ?n) { id:mali griot:meets id:russie }"),
            [["1"]]
        );
        assert_eq!(
            count("SELECT (COUNT(*) AS ?n) { GRAPH ?g { id:mali griot:meets id:russie } }"),
            [["2"]]
        );
        assert_eq!(
            count("SELECT (COUNT(*) AS ?n) { ?s rdf:subject id:mali ; rdf:predicate griot:meets }"),
            [["2"]]
        );
    }

    #[test]
    fn every_kind_of_answer_is_written() {
        let table = |format| {
            let mut out = Vec::new();
            let answer = store()
                .query("SELECT ?i { ?s griot:item ?i }", Dataset::All)
                .unwrap();
            answer.write_table(format, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(table(TableFormat::Csv), "i\r\nsix drones\r\n");
        assert_eq!(table(TableFormat::Tsv), "?i\n\"six drones\"@fr\n");
        assert!(table(TableFormat::Json).contains("\"xml:lang\":\"fr\""));
        assert!(table(TableFormat::Xml).contains("xml:lang=\"fr\""));
        let answer = store()
            .query("ASK { id:mali griot:meets id:russie }", Dataset::Facts)
            .unwrap();
        assert_eq!(answer.into_table().unwrap().rows, [["true"]]);
        let construct = "CONSTRUCT { ?a griot:meets ?b } WHERE { ?a griot:meets ?b }";
        let mut out = Vec::new();
        let answer = store().query(construct, Dataset::All).unwrap();
        assert_eq!(answer.kind(), AnswerKind::Graph);
        answer.write_graph(GraphFormat::Turtle, &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }

    #[test]
    fn formats_must_fit() {
        let graph = store().query("DESCRIBE id:mali", Dataset::All).unwrap();
        assert!(matches!(
            graph.write_table(TableFormat::Csv, Vec::new()),
            Err(QueryError::Format { .. })
        ));
        let table = store().query("SELECT * { ?s ?p ?o }", Dataset::All).unwrap();
        assert!(matches!(
            table.write_graph(GraphFormat::NQuads, Vec::new()),
            Err(QueryError::Format { .. })
        ));
    }

    #[test]
    fn service_is_refused() {
        let sparql = "SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }";
        for dataset in [Dataset::All, Dataset::Facts] {
            let error = match store().query(sparql, dataset) {
                Ok(answer) => answer.into_table().unwrap_err(),
                Err(error) => error,
            };
            assert!(matches!(error, QueryError::Service { .. }), "{error}");
        }
    }

    #[test]
    fn mistakes_are_pointed_at() {
        let error = |sparql: &str| {
            let error = store().query(sparql, Dataset::All).unwrap_err();
            let mut out = String::new();
            miette::NarratableReportHandler::new()
                .render_report(&mut out, &error)
                .unwrap();
            out
        };
        insta::assert_snapshot!(
            "missing_brace",
            error("SELECT ?été WHERE {\n  ?été griot:meets ?b \n")
        );
        insta::assert_snapshot!("unknown_prefix", error("SELECT * { ?a nope:x ?b }"));
        insta::assert_snapshot!("update", error("DROP ALL"));
    }
}
