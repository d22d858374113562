//! The requests that the service knows, and what it answers.

use super::body::Bodies;
use super::description::Description;
use super::explorer::Explorer;
use super::negotiation::{Accept, DATASETS, GRAPH_NAMES, GRAPHS, formats_named, graph_format};
use super::parameters::Parameters;
use super::pool::{Fulfilled, Pool};
use super::problem::Problem;
use super::task::{Formats, Page, Task};
use crate::graph::{Dataset, Edition, Scope};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use http_body_util::BodyExt;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// The header that tells which edition of the store an answer tells of.
pub(super) const EDITION: &str = "griot-edition";

const FORM: &str = "application/x-www-form-urlencoded";

/// What requests share.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) pool: Pool,
    pub(super) explorer: Explorer,
    pub(super) bodies: Bodies,
    /// Hash of the token that allows changes, if any are allowed.
    pub(super) token: Option<blake3::Hash>,
    /// The last summary, and the edition that it tells of.
    pub(super) summary: Mutex<Option<(Edition, Bytes)>>,
    pub(super) started: Instant,
}

/// What came with a request.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
}

type Answered = Result<Response, Problem>;

impl Asked {
    fn parameters(&self) -> Result<Parameters, Problem> {
        Parameters::parse(self.uri.query().unwrap_or_default().as_bytes())
    }

    fn accept(&self) -> Accept {
        Accept::of(&self.headers)
    }

    /// The media type of the body, without its parameters, in lower case.
    fn media_type(&self) -> String {
        let value = self.headers.get(header::CONTENT_TYPE);
        let value = value.and_then(|value| value.to_str().ok()).unwrap_or_default();
        let essence = value.split(';').next().unwrap_or_default();
        essence.trim().to_ascii_lowercase()
    }

    /// The address of `path` on this server, as the client knows it.
    fn address(&self, path: &str) -> String {
        let host = self.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        // A host that may stand in an IRI; others are not believed.
        let host = host.filter(|host| host.parse::<axum::http::uri::Authority>().is_ok());
        format!("http://{}{path}", host.unwrap_or("localhost"))
    }
}

impl Service {
    async fn answer(&self, task: Task) -> Answered {
        let answered = self.pool.perform(&task, &[]).await;
        if let (Err(problem), Task::Query { sparql, .. }) = (&answered, &task) {
            tracing::info!(
                code = problem.code(),
                query = excerpt(sparql),
                "query not answered"
            );
        }
        respond(answered?)
    }

    /// The SPARQL protocol's query operation by GET; without a query, the service's description.
    pub(super) async fn query_by_address(&self, asked: Asked, dataset: Dataset) -> Answered {
        let parameters = asked.parameters()?;
        let accept = asked.accept();
        if parameters.is_empty() {
            return self.describe(&asked, &accept, dataset);
        }
        if parameters.has("update") {
            return Err(Problem::bad("update", "updates are sent by POST, to /update"));
        }
        let Some(sparql) = parameters.one("query")? else {
            return Err(Problem::bad("query", "there is no `query`"));
        };
        let named = format_of(&parameters);
        if named.is_none() && accept.wants_page() {
            let facts = if dataset == Dataset::Facts { "&facts" } else { "" };
            let query: String =
                percent_encoding::utf8_percent_encode(sparql, percent_encoding::NON_ALPHANUMERIC).collect();
            return Ok(Redirect::to(&format!("/?query={query}{facts}")).into_response());
        }
        let task = Task::Query {
            sparql: sparql.to_owned(),
            scope: scope(dataset, &parameters),
            formats: named.unwrap_or_else(|| accept.formats()),
        };
        self.answer(task).await
    }

    /// The SPARQL protocol's query operation by POST, as a form or as a query.
    pub(super) async fn query_by_body(&self, asked: Asked, dataset: Dataset) -> Answered {
        let accept = asked.accept();
        let address = asked.parameters()?;
        let media_type = asked.media_type();
        let form = match media_type.as_str() {
            "application/sparql-query" => false,
            FORM => true,
            "application/sparql-update" => return Err(Problem::bad("update", "updates are sent to /update")),
            _ => {
                return Err(Problem::unsupported(
                    "send application/sparql-query or application/x-www-form-urlencoded",
                ));
            }
        };
        // Held until the answer is there: the query waits with it.
        let mut body = self.bodies.take(&asked.headers, asked.body).await?;
        let (sparql, parameters) = if form {
            let form = Parameters::parse(&body.bytes)?;
            if form.has("update") {
                return Err(Problem::bad("update", "updates are sent to /update"));
            }
            let query = form.one("query")?;
            let query = query.ok_or_else(|| Problem::bad("query", "the form has no `query`"))?;
            (query.to_owned(), form)
        } else {
            (body.text("query")?, address)
        };
        let task = Task::Query {
            sparql,
            scope: scope(dataset, &parameters),
            formats: format_of(&parameters).unwrap_or_else(|| accept.formats()),
        };
        self.answer(task).await
    }

    fn describe(&self, asked: &Asked, accept: &Accept, dataset: Dataset) -> Answered {
        if accept.wants_page() {
            return Ok(Redirect::to("/").into_response());
        }
        let format = accept
            .best(GRAPHS)
            .ok_or_else(|| Problem::not_acceptable(GRAPH_NAMES))?;
        let endpoint = asked.address(asked.uri.path());
        let update = asked.address("/update");
        let description = Description {
            endpoint: &endpoint,
            facts: dataset == Dataset::Facts,
            update: self.token.is_some().then_some(update.as_str()),
        };
        let written = description
            .write(format)
            .map_err(|error| Problem::internal(error.to_string()))?;
        Ok(typed(format.media_type(), written))
    }

    /// The Graph Store Protocol's GET.
    pub(super) async fn graph(&self, asked: Asked) -> Answered {
        let accept = asked.accept();
        let parameters = asked.parameters()?;
        let named = format_of(&parameters);
        let graph = parameters.one("graph")?;
        let missing = || Problem::not_acceptable(GRAPH_NAMES);
        let (graph, offers) = match (graph, parameters.has("default")) {
            (Some(_), true) => return Err(Problem::bad("graph", "give `graph` or `default`, not both")),
            (None, false) => (None, DATASETS),
            (graph, _) => (Some(graph), GRAPHS),
        };
        let format = match named {
            Some(Formats { graph, .. }) => {
                graph.filter(|format| offers.iter().any(|(_, offer)| offer == format))
            }
            None => accept.best(offers),
        };
        let format = format.ok_or_else(missing)?;
        let task = match graph {
            None => Task::Everything { format },
            Some(graph) => Task::Graph {
                graph: graph.map(str::to_owned),
                format,
            },
        };
        self.answer(task).await
    }

    /// The Graph Store Protocol's PUT (`merge` is false) and POST.
    pub(super) async fn put_graph(&self, asked: Asked, merge: bool) -> Answered {
        self.authorise(&asked.headers)?;
        let graph = asked.named_graph()?;
        let media_type = asked.media_type();
        let format = graph_format(&media_type).ok_or_else(|| {
            Problem::unsupported(
                "send RDF: text/turtle, application/n-triples, application/rdf+xml, application/ld+json …",
            )
        })?;
        let body = self.bodies.take(&asked.headers, asked.body).await?;
        let task = Task::Put { graph, format, merge };
        let fulfilled = self.pool.perform(&task, &body.bytes).await?;
        self.pool.refresh();
        let status = if fulfilled.created {
            StatusCode::CREATED
        } else {
            StatusCode::NO_CONTENT
        };
        Ok(status.into_response())
    }

    /// The Graph Store Protocol's DELETE.
    pub(super) async fn drop_graph(&self, asked: Asked) -> Answered {
        self.authorise(&asked.headers)?;
        let graph = asked.named_graph()?;
        self.pool.perform(&Task::Drop { graph }, &[]).await?;
        self.pool.refresh();
        Ok(StatusCode::NO_CONTENT.into_response())
    }

    /// The SPARQL protocol's update operation.
    pub(super) async fn update(&self, asked: Asked) -> Answered {
        self.authorise(&asked.headers)?;
        let address = asked.parameters()?;
        let media_type = asked.media_type();
        let form = match media_type.as_str() {
            "application/sparql-update" => false,
            FORM => true,
            _ => {
                return Err(Problem::unsupported(
                    "send application/sparql-update or application/x-www-form-urlencoded",
                ));
            }
        };
        let mut body = self.bodies.take(&asked.headers, asked.body).await?;
        let (sparql, parameters) = if form {
            let form = Parameters::parse(&body.bytes)?;
            let update = form.one("update")?;
            let update = update.ok_or_else(|| Problem::bad("update", "the form has no `update`"))?;
            (update.to_owned(), form)
        } else {
            (body.text("update")?, address)
        };
        if parameters.has("using-graph-uri") || parameters.has("using-named-graph-uri") {
            let detail = "`using-graph-uri` is not supported; write USING in the update";
            return Err(Problem::bad("parameter", detail));
        }
        self.pool.perform(&Task::Update { sparql }, &[]).await?;
        self.pool.refresh();
        Ok(StatusCode::NO_CONTENT.into_response())
    }

    /// Fails unless changes are allowed, and to this client.
    fn authorise(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let Some(token) = &self.token else {
            let detail = "this service is read-only";
            return Err(Problem::new(StatusCode::FORBIDDEN, "read-only", detail));
        };
        let given = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.as_bytes().split_first_chunk::<7>())
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case(b"bearer "));
        // Hashes compare in constant time.
        if given.is_some_and(|(_, given)| blake3::hash(given.trim_ascii()) == *token) {
            return Ok(());
        }
        let detail = "changes need the token: Authorization: Bearer …";
        Err(Problem::new(StatusCode::UNAUTHORIZED, "token", detail)
            .header(header::WWW_AUTHENTICATE.as_str(), "Bearer realm=\"griot\""))
    }

    /// A canned question by its name.
    pub(super) async fn question(&self, asked: Asked, name: String) -> Answered {
        let parameters = asked.parameters()?;
        let named = format_of(&parameters);
        let dataset = if parameters.has("facts") {
            Dataset::Facts
        } else {
            Dataset::All
        };
        let mut values = Vec::new();
        for (parameter, _) in parameters
            .iter()
            .filter(|(name, value)| !matches!(*name, "format" | "facts") && !value.is_empty())
        {
            let value = parameters.one(parameter)?.unwrap_or_default();
            values.push((parameter.to_owned(), value.to_owned()));
        }
        let task = Task::Question {
            name,
            values,
            dataset,
            formats: named.unwrap_or_else(|| asked.accept().formats()),
        };
        self.answer(task).await
    }

    /// What the store holds, in numbers; counted once per edition, since that reads every statement.
    pub(super) async fn summary(&self) -> Answered {
        let mut known = self.summary.lock().await;
        let newest = self.pool.newest_edition();
        if let Some((edition, counted)) = known.as_ref()
            && Some(*edition) == newest
        {
            return Ok(typed("application/json", counted.clone()));
        }
        let fulfilled = self.pool.perform(&Task::Summary, &[]).await?;
        let failed = |error: &dyn std::fmt::Display| Problem::internal(error.to_string());
        let edition = fulfilled.edition;
        let body = fulfilled.body.into_body().map_err(|error| failed(&error))?;
        let counted = body.collect().await.map_err(|error| failed(&error))?.to_bytes();
        *known = edition.map(|edition| (edition, counted.clone()));
        Ok(typed("application/json", counted))
    }

    /// The strongest ties, or those of `entity`, as a picture.
    pub(super) async fn picture(&self, asked: Asked) -> Answered {
        let parameters = asked.parameters()?;
        let page = if parameters.one("style")? == Some("dark") {
            Page::Dark
        } else {
            Page::Light
        };
        let task = Task::Picture {
            entity: parameters.one("entity")?.map(str::to_owned),
            tongue: self.explorer.language_of(&asked).into(),
            page,
        };
        let mut response = self.answer(task).await?;
        // A picture opened by itself is a document, and may do no more than be looked at.
        let policy = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'");
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
        Ok(response)
    }

    /// Whether the service can answer.
    pub(super) fn health(&self) -> Response {
        let edition = self.pool.newest_edition();
        let (status, word) = match edition {
            Some(_) => (StatusCode::OK, "ok"),
            None => (StatusCode::SERVICE_UNAVAILABLE, "nothing published"),
        };
        let health = serde_json::json!({
            "status": word,
            "edition": edition,
            "queries": self.pool.load(),
            "uptime_seconds": self.started.elapsed().as_secs(),
            "version": env!("CARGO_PKG_VERSION"),
            "writable": self.token.is_some(),
        });
        let mut response = typed("application/json", format!("{health}\n").into_bytes());
        *response.status_mut() = status;
        response
    }
}

impl Asked {
    /// The graph that a change is for.
    fn named_graph(&self) -> Result<String, Problem> {
        let parameters = self.parameters()?;
        match parameters.one("graph")? {
            Some(graph) => Ok(graph.to_owned()),
            None => Err(Problem::new(
                StatusCode::FORBIDDEN,
                "read-only-graph",
                "only named graphs of imports can be changed: give `graph`",
            )),
        }
    }
}

/// The format that an address asks for. Some clients name theirs several times over, in names of
/// their own; they send an Accept header too.
fn format_of(parameters: &Parameters) -> Option<Formats> {
    parameters
        .all("format")
        .iter()
        .find_map(|name| formats_named(name))
}

fn scope(dataset: Dataset, parameters: &Parameters) -> Scope {
    Scope {
        dataset,
        default_graphs: parameters.all("default-graph-uri"),
        named_graphs: parameters.all("named-graph-uri"),
    }
}

fn respond(fulfilled: Fulfilled) -> Answered {
    let media_type = fulfilled.media_type.parse::<HeaderValue>();
    let body = fulfilled
        .body
        .into_body()
        .map_err(|error| Problem::internal(error.to_string()))?;
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    if let Ok(media_type) = media_type {
        headers.insert(header::CONTENT_TYPE, media_type);
    }
    if let Some(Edition { number, .. }) = fulfilled.edition {
        headers.insert(EDITION, number.into());
    }
    // The store may change at any time, and the answer depends on what the client accepts.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

pub(super) fn typed(media_type: &'static str, bytes: impl Into<Bytes>) -> Response {
    let content_type = HeaderValue::from_static(media_type);
    ([(header::CONTENT_TYPE, content_type)], bytes.into()).into_response()
}

/// The beginning of a query, on one line, for the log.
fn excerpt(sparql: &str) -> String {
    const SHOWN: usize = 300;
    let words = sparql.split_whitespace();
    words
        .flat_map(|word| word.chars().chain([' ']))
        .take(SHOWN)
        .collect()
}
