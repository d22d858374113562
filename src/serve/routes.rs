//! Which address answers what, and what holds for all of them: hosts, headers, the log.

use super::body::close_unread;
use super::explorer::{BOLD_FONT, FONT, SCRIPT, STYLE, SYMBOL};
use super::listener::Peer;
use super::problem::{Problem, Told};
use super::service::{Asked, EDITION, Service, typed};
use crate::graph::Dataset;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, get, post};
use axum::{Extension, Router};
use hyper::body::Body as _;
use std::sync::Arc;
use tokio::time::Instant;
use tower_http::cors::{AllowOrigin, CorsLayer};

type Shared = State<Arc<Service>>;

/// From which other sites pages may ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Origins {
    /// From none.
    #[default]
    None,
    /// From these.
    Some(Vec<String>),
    /// From all.
    All,
}

/// Under which names the service is reached.
#[derive(Debug, Clone)]
pub(super) struct Hosts {
    /// Names without port, in lower case.
    pub(super) names: Vec<String>,
    /// Whether any name will do.
    pub(super) any: bool,
}

/// All of the service.
pub(super) fn router(service: Arc<Service>, origins: &Origins, hosts: Hosts) -> Router {
    let mut router = Router::new()
        .route("/", get(page))
        .route("/explorer.js", asset("text/javascript; charset=utf-8", SCRIPT))
        .route("/explorer.css", asset("text/css; charset=utf-8", STYLE))
        .route("/griot.svg", asset("image/svg+xml", SYMBOL))
        .route("/griot-sans.ttf", asset("font/ttf", FONT))
        .route("/griot-sans-semibold.ttf", asset("font/ttf", BOLD_FONT))
        .route("/sparql", queries(Dataset::All))
        .route("/sparql/facts", queries(Dataset::Facts))
        .route("/update", post(update))
        .route(
            "/store",
            get(graph).put(put_graph).post(post_graph).delete(drop_graph),
        )
        .route("/questions", get(questions))
        .route("/questions/{name}", get(question))
        .route("/summary", get(summary))
        .route("/picture", get(picture))
        .route("/health", get(health))
        .fallback(any(nothing_here))
        .method_not_allowed_fallback(wrong_method)
        .with_state(service);
    if let Some(cors) = cors(origins) {
        router = router.layer(cors);
    }
    let hosts = Arc::new(hosts);
    router
        .layer(middleware::from_fn(move |request, next| {
            known_host(Arc::clone(&hosts), request, next)
        }))
        .layer(middleware::from_fn(close_unread))
        .layer(middleware::from_fn(log))
}

fn queries(dataset: Dataset) -> MethodRouter<Arc<Service>> {
    get(move |State(service): Shared, request: Request| async move {
        service.query_by_address(asked(request), dataset).await
    })
    .post(move |State(service): Shared, request: Request| async move {
        service.query_by_body(asked(request), dataset).await
    })
}

fn asset(media_type: &'static str, content: impl Into<Bytes>) -> MethodRouter<Arc<Service>> {
    let content: Bytes = content.into();
    get(move || async move {
        let mut response = typed(media_type, content);
        let fresh = HeaderValue::from_static("max-age=600");
        response.headers_mut().insert(header::CACHE_CONTROL, fresh);
        response
    })
}

fn asked(request: Request) -> Asked {
    let (parts, body) = request.into_parts();
    Asked {
        uri: parts.uri,
        headers: parts.headers,
        body,
    }
}

async fn page(State(service): Shared, request: Request) -> Response {
    service.explorer.page(&asked(request))
}

async fn graph(State(service): Shared, request: Request) -> Result<Response, Problem> {
    service.graph(asked(request)).await
}

async fn put_graph(State(service): Shared, request: Request) -> Result<Response, Problem> {
    service.put_graph(asked(request), false).await
}

async fn post_graph(State(service): Shared, request: Request) -> Result<Response, Problem> {
    service.put_graph(asked(request), true).await
}

async fn drop_graph(State(service): Shared, request: Request) -> Result<Response, Problem> {
    service.drop_graph(asked(request)).await
}

async fn update(State(service): Shared, request: Request) -> Result<Response, Problem> {
    service.update(asked(request)).await
}

async fn questions(State(service): Shared) -> Response {
    typed("application/json", service.explorer.questions.clone())
}

async fn question(
    State(service): Shared,
    Path(name): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    service.question(asked(request), name).await
}

async fn summary(State(service): Shared) -> Result<Response, Problem> {
    service.summary().await
}

async fn picture(State(service): Shared, request: Request) -> Result<Response, Problem> {
    service.picture(asked(request)).await
}

async fn health(State(service): Shared) -> Response {
    service.health()
}

async fn nothing_here() -> Problem {
    let detail = "there is nothing at this address";
    Problem::new(StatusCode::NOT_FOUND, "address", detail)
        .help("/ , /sparql, /sparql/facts, /store, /questions, /summary, /picture, /health")
}

async fn wrong_method() -> Problem {
    let detail = "this address does not take this method";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method", detail)
}

fn cors(origins: &Origins) -> Option<CorsLayer> {
    let origin = match origins {
        Origins::None => return None,
        Origins::All => AllowOrigin::any(),
        Origins::Some(origins) => AllowOrigin::list(
            origins
                .iter()
                .filter_map(|origin| origin.parse::<HeaderValue>().ok()),
        ),
    };
    let methods = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::DELETE,
    ];
    Some(
        CorsLayer::new()
            .allow_origin(origin)
            .allow_methods(methods)
            .allow_headers([header::ACCEPT, header::CONTENT_TYPE, header::AUTHORIZATION])
            .expose_headers([HeaderName::from_static(EDITION)]),
    )
}

/// Refuses names under which nobody should know this service: a foreign page can make its own name
/// point at this machine, and then read what is meant for those who sit before it.
async fn known_host(hosts: Arc<Hosts>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST);
    let known = hosts.any || host.is_none_or(|host| host.to_str().is_ok_and(|host| hosts.know(host)));
    if known {
        next.run(request).await
    } else {
        let detail = "this service is not known under this name";
        Problem::new(StatusCode::MISDIRECTED_REQUEST, "host", detail)
            .help("start it with --host NAME")
            .into_response()
    }
}

impl Hosts {
    fn know(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<axum::http::uri::Authority>() else {
            return false;
        };
        let name = authority.host().to_ascii_lowercase();
        self.names.contains(&name)
    }
}

/// Adds what every response carries, and notes it.
async fn log(Extension(Peer(peer)): Extension<Peer>, request: Request, next: Next) -> Response<Body> {
    let begun = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(header::SERVER, HeaderValue::from_static("griot"));
    let status = response.status();
    let milliseconds = begun.elapsed().as_secs_f64() * 1000.0;
    let bytes = response.body().size_hint().exact();
    let problem = response
        .extensions()
        .get::<Told>()
        .map(|told| told.code.to_string());
    let cause = response
        .extensions()
        .get::<Told>()
        .and_then(|told| told.cause.clone());
    if status.is_server_error() {
        tracing::error!(%peer, %method, path, status = status.as_u16(), milliseconds, problem, cause, "failed");
    } else {
        tracing::info!(%peer, %method, path, status = status.as_u16(), milliseconds, bytes, problem, "answered");
    }
    response
}
