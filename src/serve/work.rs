//! A worker: a process of its own that evaluates one task at a time.
//!
//! Queries run here and not in the server, because only a process can be ended at any moment: Oxigraph
//! looks for a cancellation where it reads quads, and a product of what it has read, or the sorting of
//! it, may take hours and all memory. The server kills a worker that takes too long; the kernel
//! refuses it memory beyond its bound; a query so deep that it exhausts the stack ends a worker, not
//! the service.

use super::frame::{self, DataWriter, Kind};
use super::negotiation::{GRAPH_NAMES, TABLE_NAMES};
use super::picture::{Claims, Drawing};
use super::problem::Problem;
use super::task::{End, Formats, Head, Ready, Task};
use crate::graph::{
    Answer, AnswerKind, Cancellation, ExportOptions, GraphFormat, Mapping, Questions, Store, StoreError,
    Summary,
};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use thiserror::Error;

/// What a worker works on.
#[derive(Debug)]
pub struct Workplace {
    /// The store's folder.
    pub store: PathBuf,
    /// How statements are quads in it.
    pub mapping: Mapping,
    /// The canned questions.
    pub questions: Questions,
    /// What pictures are drawn with.
    pub drawing: Drawing,
    /// Bytes that tasks may use beyond what an idle worker does.
    pub memory: u64,
    /// Whether to open the store for writing.
    pub writing: bool,
}

/// Why a worker ended before its time.
#[derive(Debug, Error)]
pub enum WorkError {
    /// The store does not open.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The server cannot be understood, or answered.
    #[error("the pipe to the server fails: {0}")]
    Pipe(#[from] io::Error),
    /// The system refuses a bound.
    #[error("cannot bound this process: {0}")]
    Bound(rustix::io::Errno),
}

/// Deep queries are parsed and evaluated by recursion.
const STACK: usize = 32 << 20;

/// Does what the frames of `input` ask for until they end, and answers in `output`.
///
/// When the input ends, the process ends, whatever it is doing: without a server nobody waits for
/// the answer.
///
/// # Errors
/// [`WorkError`]
pub fn work(
    place: Workplace,
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
) -> Result<(), WorkError> {
    let (tasks, queue) = sync_channel(1);
    thread::spawn(move || {
        let mut input = input;
        while let Ok(frame) = frame::read(&mut input) {
            if tasks.send(frame).is_err() {
                return;
            }
        }
        std::process::exit(0);
    });
    let worker = thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || serve_tasks(&place, &queue, output))?;
    // A panic was already told on stderr, whence the server knows it.
    worker.join().unwrap_or(Ok(()))
}

fn serve_tasks(
    place: &Workplace,
    queue: &Receiver<(Kind, Vec<u8>)>,
    mut output: impl Write,
) -> Result<(), WorkError> {
    let store = match place.open() {
        Ok(store) => store,
        Err(error) => {
            frame::write(&mut output, Kind::Fault, &json(&Problem::from(&error))?)?;
            return Err(error.into());
        }
    };
    bound(place.memory)?;
    let ready = Ready {
        edition: store.edition(),
    };
    frame::write(&mut output, Kind::Ready, &json(&ready)?)?;
    let claims = Claims::new();
    while let Ok((_, bytes)) = queue.recv() {
        let task: Task = serde_json::from_slice(&bytes).map_err(io::Error::from)?;
        let data = if task.has_data() {
            queue.recv().map(|(_, data)| data).unwrap_or_default()
        } else {
            Vec::new()
        };
        match place.perform(&store, &claims, task, &data, &mut output) {
            Ok(mut end) => {
                end.retire = resident().is_some_and(|bytes| bytes > place.memory / 2);
                frame::write(&mut output, Kind::End, &json(&end)?)?;
            }
            Err(Unfulfilled::Pipe(error)) => return Err(error.into()),
            Err(Unfulfilled::Problem(problem)) => {
                frame::write(&mut output, Kind::Fault, &json(&*problem)?)?;
            }
        }
    }
    Ok(())
}

fn json(value: &impl serde::Serialize) -> io::Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(io::Error::from)
}

/// Why a task is not fulfilled.
enum Unfulfilled {
    Problem(Box<Problem>),
    /// The server has gone.
    Pipe(io::Error),
}

impl<E> From<E> for Unfulfilled
where
    for<'a> Problem: From<&'a E>,
    E: std::error::Error,
{
    fn from(error: E) -> Self {
        Self::Problem(Box::new(Problem::from(&error)))
    }
}

impl Workplace {
    fn open(&self) -> Result<Store, StoreError> {
        let mapping = self.mapping.clone();
        if self.writing {
            Store::open_existing(&self.store, mapping)
        } else {
            Store::open_published(&self.store, mapping)
        }
    }

    fn perform(
        &self,
        store: &Store,
        claims: &Claims,
        task: Task,
        data: &[u8],
        output: &mut impl Write,
    ) -> Result<End, Unfulfilled> {
        match task {
            Task::Query {
                sparql,
                scope,
                formats,
            } => answer(
                store.query_until(&sparql, &scope, &Cancellation::new())?,
                formats,
                output,
            ),
            Task::Question {
                name,
                values,
                dataset,
                formats,
            } => {
                let question = self.questions.find(&name)?;
                answer(store.ask(question, &values, dataset)?, formats, output)
            }
            Task::Graph { graph, format } => {
                let mut body = Body::begin(output, format.media_type())?;
                if store.write_graph(graph.as_deref(), format, &mut body)? {
                    body.finish()
                } else {
                    Err(no_graph(graph.as_deref().unwrap_or_default()))
                }
            }
            Task::Everything { format } => {
                let mut body = Body::begin(output, format.media_type())?;
                store.export(ExportOptions::new(format), &mut body)?;
                body.finish()
            }
            Task::Summary => {
                let mut body = Body::begin(output, "application/json")?;
                body.write_all(&summary(&store.summary()?))
                    .map_err(Unfulfilled::Pipe)?;
                body.finish()
            }
            Task::Picture { entity, tongue, page } => {
                let picture = self
                    .drawing
                    .draw(store, claims, entity.as_deref(), tongue, page)?;
                let mut body = Body::begin(output, "image/svg+xml")?;
                body.write_all(picture.as_bytes()).map_err(Unfulfilled::Pipe)?;
                body.finish()
            }
            Task::Update { sparql } => {
                store.update(&sparql)?;
                Ok(End::default())
            }
            Task::Put { graph, format, merge } => put(store, &graph, data, format, merge),
            Task::Drop { graph } => {
                let name = import_name(store, &graph)?;
                if store.drop_import(&name)? {
                    Ok(End::default())
                } else {
                    Err(no_graph(&graph))
                }
            }
        }
    }
}

fn no_graph(graph: &str) -> Unfulfilled {
    let detail = format!("the store has no graph <{graph}>");
    Unfulfilled::Problem(Box::new(Problem::new(
        axum::http::StatusCode::NOT_FOUND,
        "no-graph",
        detail,
    )))
}

/// The name of the import whose graph `graph` is; no other graph may be written.
fn import_name(store: &Store, graph: &str) -> Result<String, Unfulfilled> {
    let base = store.mapping().base();
    base.import_name(graph).ok_or_else(|| {
        let detail = format!("<{graph}> is not a graph of imports");
        let problem = Problem::new(axum::http::StatusCode::FORBIDDEN, "read-only-graph", detail);
        let help = format!("only graphs <{}import/NAME> may be written", base.as_str());
        Unfulfilled::Problem(Box::new(problem.help(help)))
    })
}

fn put(
    store: &Store,
    graph: &str,
    data: &[u8],
    format: GraphFormat,
    merge: bool,
) -> Result<End, Unfulfilled> {
    let name = import_name(store, graph)?;
    let there = store.has_graph(graph)?;
    if merge {
        store.import_more(&name, data, format)?;
    } else {
        store.import(&name, data, format)?;
    }
    Ok(End {
        created: !there,
        ..End::default()
    })
}

/// Writes an answer in the format of `formats` that fits it.
fn answer(answer: Answer, formats: Formats, output: &mut impl Write) -> Result<End, Unfulfilled> {
    let not_acceptable = |possible| Unfulfilled::Problem(Box::new(Problem::not_acceptable(possible)));
    if answer.kind() == AnswerKind::Graph {
        let format = formats.graph.ok_or_else(|| not_acceptable(GRAPH_NAMES))?;
        let mut body = Body::begin(output, format.media_type())?;
        answer.write_graph(format, &mut body)?;
        return body.finish();
    }
    let format = formats.table.ok_or_else(|| not_acceptable(TABLE_NAMES))?;
    let mut body = Body::begin(output, format.media_type())?;
    answer.write_table(format, &mut body)?;
    body.finish()
}

/// The body of an answer on its way to the server. What has not filled a frame when the task fails
/// is never sent, and the server drops what it has.
struct Body<'a, W: Write>(DataWriter<'a, W>);

impl<'a, W: Write> Body<'a, W> {
    fn begin(output: &'a mut W, media_type: &str) -> Result<Self, Unfulfilled> {
        let head = Head {
            media_type: media_type.to_owned(),
        };
        let head = json(&head).map_err(Unfulfilled::Pipe)?;
        frame::write(output, Kind::Head, &head).map_err(Unfulfilled::Pipe)?;
        Ok(Self(DataWriter::new(output)))
    }

    fn finish(self) -> Result<End, Unfulfilled> {
        self.0.finish().map_err(Unfulfilled::Pipe)?;
        Ok(End::default())
    }
}

impl<W: Write> Write for Body<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// What the page shows of a store at first sight.
fn summary(summary: &Summary) -> Vec<u8> {
    let ties: Vec<_> = summary
        .ties
        .iter()
        .map(|tie| {
            serde_json::json!({
                "one": {"iri": tie.one.iri, "label": tie.one.label, "class": tie.one.class},
                "other": {"iri": tie.other.iri, "label": tie.other.label, "class": tie.other.class},
                "sources": tie.sources, "statements": tie.statements, "predicates": tie.predicates,
            })
        })
        .collect();
    let summary = serde_json::json!({
        "articles": summary.articles, "statements": summary.statements, "entities": summary.entities,
        "quads": summary.quads, "status": summary.by_status, "predicates": summary.by_predicate,
        "published": summary.published, "ties": ties,
    });
    summary.to_string().into_bytes()
}

/// Lets this process use `memory` more bytes than it does now, and leave no core file behind.
///
/// `RLIMIT_DATA` counts what is allocated and writable, not what is merely reserved; Linux heeds it
/// for all memory since 4.7.
fn bound(memory: u64) -> Result<(), WorkError> {
    let used = process_memory("VmData:").unwrap_or(128 << 20);
    set_limit(Resource::Data, used.saturating_add(memory))?;
    set_limit(Resource::Core, 0)
}

fn set_limit(resource: Resource, bytes: u64) -> Result<(), WorkError> {
    let maximum = getrlimit(resource).maximum;
    let bytes = maximum.map_or(bytes, |maximum| maximum.min(bytes));
    let limit = Rlimit {
        current: Some(bytes),
        maximum: Some(bytes),
    };
    setrlimit(resource, limit).map_err(WorkError::Bound)
}

/// Bytes of memory that this process holds, where the system tells.
fn resident() -> Option<u64> {
    process_memory("VmRSS:")
}

fn process_memory(field: &str) -> Option<u64> {
    let status = std::fs::read_to_string(Path::new("/proc/self/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
}
