//! The graph over HTTP: SPARQL's protocol, the Graph Store protocol, and a page for people.
//!
//! The only module that knows HTTP. The server itself opens no database: queries run in processes of
//! their own ([`work`]), over what the store's writer has published, and are ended from outside when
//! they take too long. `docs/serve.md` says what clients may rely on.

mod body;
mod description;
mod explorer;
mod frame;
mod listener;
mod negotiation;
mod parameters;
mod picture;
mod pool;
mod problem;
mod routes;
mod service;
mod spool;
mod task;
mod work;

pub use explorer::Words;
pub use picture::Drawing;
pub use pool::Launch;
pub use problem::Problem;
pub use routes::Origins;
pub use work::{WorkError, Workplace, work};

use crate::graph::{Questions, StoreError};
use crate::ontology::{Language, Ontology};
use body::Bodies;
use explorer::Explorer;
use pool::{Bounds, Pool};
use routes::Hosts;
use service::Service;
use spool::Shelf;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::Instant;

/// What a service is started with.
#[derive(Debug)]
pub struct Options {
    /// The store's folder.
    pub store: PathBuf,
    /// IRI before the identifiers in it.
    pub base: String,
    /// Where to listen.
    pub address: SocketAddr,
    /// How workers are started; they bound their own memory.
    pub launch: Launch,
    /// Queries at once.
    pub workers: usize,
    /// Queries that wait.
    pub waiting: usize,
    /// For one query.
    pub time: Duration,
    /// Bytes of one answer.
    pub longest_answer: usize,
    /// Bytes of one body.
    pub longest_body: usize,
    /// For requests to end when the service stops.
    pub grace: Duration,
    /// Sites whose pages may ask.
    pub origins: Origins,
    /// Names under which the service is reached beside those of this machine.
    pub hosts: Vec<String>,
    /// What allows changes, if any are allowed.
    pub token: Option<String>,
    /// The page's words in French and English.
    pub words: [Words; 2],
    /// The page's language where the client does not say.
    pub language: Language,
}

/// Why the service did not start, or ended.
#[derive(Debug, Error, miette::Diagnostic)]
pub enum ServeError {
    /// The address is taken, or not ours.
    #[error("cannot listen on {address}: {source}")]
    #[diagnostic(
        code(serve::address),
        help("choose another with --bind ADDRESS:PORT; port 0 takes any that is free")
    )]
    Address {
        /// The address.
        address: SocketAddr,
        /// The system's reason.
        source: io::Error,
    },
    /// No query could be answered.
    #[error("no worker starts: {0}")]
    #[diagnostic(code(serve::worker))]
    Worker(String),
    /// The system refuses something else.
    #[error(transparent)]
    #[diagnostic(code(serve::system))]
    System(#[from] io::Error),
    /// The store does not open.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] StoreError),
}

/// Space for the bodies of all requests together.
const BODIES: usize = 64 << 20;
/// Answers of full length that lie on disk at once.
const ANSWERS: usize = 16;

/// Serves until the process is told to stop; `listening` is told the address.
///
/// # Errors
/// [`ServeError`]
pub fn serve(
    options: Options,
    ontology: &Ontology,
    questions: &Questions,
    listening: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let explorer = Explorer::new(
        ontology,
        questions,
        &options.base,
        options.words.clone(),
        options.language,
    );
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(run(options, explorer, listening));
    // What still runs was given its time.
    runtime.shutdown_timeout(Duration::from_secs(1));
    served
}

async fn run(
    options: Options,
    explorer: Explorer,
    listening: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let shelf = Shelf::new(
        options.longest_answer.saturating_mul(ANSWERS),
        options.longest_answer,
    );
    let bounds = Bounds {
        workers: options.workers,
        waiting: options.waiting,
        time: options.time,
    };
    let pool = Pool::new(options.launch, options.store, bounds, shelf);
    let edition = pool
        .warm()
        .await
        .map_err(|problem| ServeError::Worker(problem.cause.unwrap_or_default()))?;
    let address = options.address;
    let failed = |source| ServeError::Address { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr()?;
    let service = Arc::new(Service {
        pool,
        explorer,
        bodies: Bodies::new(BODIES, options.longest_body),
        token: options.token.map(|token| blake3::hash(token.trim().as_bytes())),
        summary: tokio::sync::Mutex::default(),
        started: Instant::now(),
    });
    let hosts = hosts(bound, options.hosts);
    let router = routes::router(Arc::clone(&service), &options.origins, hosts);
    tracing::info!(address = %bound, edition = edition.map(|edition| edition.number), "listening");
    listening(bound);
    let refreshing = tokio::spawn(refresh(service));
    let stop = async {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
    };
    listener::listen(listener, router, stop, options.grace).await;
    refreshing.abort();
    tracing::info!("stopped");
    Ok(())
}

/// Only names of this machine reach a service on loopback; elsewhere any name does, unless some are
/// given.
fn hosts(address: SocketAddr, given: Vec<String>) -> Hosts {
    let own = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned);
    let loopback = address.ip().is_loopback();
    let this = match address {
        SocketAddr::V4(address) => address.ip().to_string(),
        SocketAddr::V6(address) => format!("[{}]", address.ip()),
    };
    Hosts {
        any: !loopback && given.is_empty(),
        names: own
            .into_iter()
            .chain([this])
            .chain(given.into_iter().map(|name| name.to_ascii_lowercase()))
            .collect(),
    }
}

/// Lets go of old states of the store also while nobody asks: they take space on disk.
async fn refresh(service: Arc<Service>) {
    let mut ticks = tokio::time::interval(Duration::from_secs(5));
    loop {
        ticks.tick().await;
        service.pool.refresh();
    }
}
