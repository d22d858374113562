//! The workers, seen from the server: started, given tasks, ended.

use super::frame::{self, Kind};
use super::problem::Problem;
use super::spool::{Shelf, Spool, SpoolError};
use super::task::{End, Head, Ready, Task};
use crate::graph::{Edition, Store};
use serde::Deserialize;
use std::ffi::OsString;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, BufReader};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Instant, timeout};

/// How a worker is started.
#[derive(Debug, Clone)]
pub struct Launch {
    /// The program: Griot itself.
    pub program: PathBuf,
    /// What makes it a worker that reads.
    pub reading: Vec<OsString>,
    /// What makes it a worker that writes.
    pub writing: Vec<OsString>,
}

/// What tasks may use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Workers at once.
    pub(super) workers: usize,
    /// Tasks that wait for one.
    pub(super) waiting: usize,
    /// For one task.
    pub(super) time: Duration,
}

/// A process that never gets ready is given up.
const START: Duration = Duration::from_secs(20);
/// Memory that was used and given back falls to pieces: a worker is replaced after so many tasks.
const TASKS: usize = 2000;
/// What is kept of a worker's last words.
const WORDS: usize = 4096;

/// The workers.
#[derive(Debug)]
pub(super) struct Pool {
    launch: Launch,
    store: PathBuf,
    bounds: Bounds,
    shelf: Shelf,
    idle: Mutex<Vec<Worker>>,
    slots: Semaphore,
    waiting: AtomicUsize,
    /// One writes at a time.
    writing: tokio::sync::Mutex<()>,
}

/// An answer, whole.
#[derive(Debug)]
pub(super) struct Fulfilled {
    pub(super) media_type: String,
    pub(super) body: Spool,
    pub(super) created: bool,
    /// The state of the store that it tells of.
    pub(super) edition: Option<Edition>,
}

/// What the pool is doing.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub(super) struct Load {
    workers: usize,
    busy: usize,
    waiting: usize,
}

impl Pool {
    pub(super) fn new(launch: Launch, store: PathBuf, bounds: Bounds, shelf: Shelf) -> Self {
        Self {
            launch,
            store,
            bounds,
            shelf,
            idle: Mutex::default(),
            slots: Semaphore::new(bounds.workers),
            waiting: AtomicUsize::new(0),
            writing: tokio::sync::Mutex::default(),
        }
    }

    pub(super) fn load(&self) -> Load {
        Load {
            workers: self.bounds.workers,
            busy: self.bounds.workers - self.slots.available_permits(),
            waiting: self.waiting.load(Ordering::Relaxed),
        }
    }

    /// Starts a worker before anybody asks, which also shows whether that works.
    pub(super) async fn warm(&self) -> Result<Option<Edition>, Problem> {
        let worker = Worker::start(&self.launch.program, &self.launch.reading).await?;
        let edition = worker.edition;
        self.rest(worker);
        Ok(edition)
    }

    /// What is published of the store now.
    pub(super) fn newest_edition(&self) -> Option<Edition> {
        Store::newest_edition(&self.store).ok().flatten()
    }

    /// Does `task`, with `data` if it has any. Dropping the future ends the worker.
    pub(super) async fn perform(&self, task: &Task, data: &[u8]) -> Result<Fulfilled, Problem> {
        if task.writes() {
            return self.write(task, data).await;
        }
        let _slot = self.slot().await?;
        let mut worker = self.reader().await?;
        let answer = self
            .within_time(worker.perform(task, data, self.shelf.spool()))
            .await;
        match answer {
            Ok(Ok((fulfilled, retire))) => {
                if !retire && worker.tasks < TASKS {
                    self.rest(worker);
                }
                Ok(fulfilled)
            }
            Ok(Err(Failure::Problem(problem))) => {
                self.rest(worker);
                Err(*problem)
            }
            Ok(Err(Failure::Worker(failed))) => Err(self.explain(worker, failed).await),
            Err(problem) => Err(problem),
        }
    }

    /// Changes the store, in a worker that opens it for that alone: between two changes others, like
    /// a build, may write.
    async fn write(&self, task: &Task, data: &[u8]) -> Result<Fulfilled, Problem> {
        let turn = timeout(self.bounds.time, self.writing.lock()).await;
        let _turn = turn.map_err(|_| Problem::busy("other changes take all the time"))?;
        let mut worker = Worker::start(&self.launch.program, &self.launch.writing).await?;
        let answer = self
            .within_time(worker.perform(task, data, self.shelf.spool()))
            .await?;
        match answer {
            Ok((fulfilled, _)) => {
                // The store is free when the process has ended.
                worker.end().await;
                Ok(fulfilled)
            }
            Err(Failure::Problem(problem)) => {
                worker.end().await;
                Err(*problem)
            }
            Err(Failure::Worker(failed)) => Err(self.explain(worker, failed).await),
        }
    }

    /// A place among the workers, in the order of coming.
    async fn slot(&self) -> Result<SemaphorePermit<'_>, Problem> {
        let closed = |_| Problem::busy("the server is stopping");
        if let Ok(permit) = self.slots.try_acquire() {
            return Ok(permit);
        }
        let waiting = Waiting::join(&self.waiting);
        if waiting.place > self.bounds.waiting {
            return Err(Problem::busy("too many queries are waiting"));
        }
        match timeout(self.bounds.time, self.slots.acquire()).await {
            Ok(permit) => permit.map_err(closed),
            Err(_) => Err(Problem::busy("no worker became free in time")),
        }
    }

    /// A worker over what is published now.
    async fn reader(&self) -> Result<Worker, Problem> {
        let newest = self.newest_edition();
        let found = {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            // An old state of the store stays on disk as long as somebody holds it.
            idle.retain(|worker| newest.is_none() || worker.edition == newest);
            idle.pop()
        };
        if let Some(mut worker) = found
            && worker.is_alive()
        {
            return Ok(worker);
        }
        Worker::start(&self.launch.program, &self.launch.reading).await
    }

    /// Lets go of workers over what is no longer the newest.
    pub(super) fn refresh(&self) {
        let newest = self.newest_edition();
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|worker| newest.is_none() || worker.edition == newest);
    }

    fn rest(&self, worker: Worker) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < self.bounds.workers {
            idle.push(worker);
        }
    }

    async fn within_time<T>(&self, doing: impl Future<Output = T>) -> Result<T, Problem> {
        let time = self.bounds.time;
        timeout(time, doing).await.map_err(|_| {
            let detail = format!(
                "the query took longer than {} s and was ended",
                time.as_secs_f32()
            );
            Problem::costly("timeout", detail)
                .help("ask for less: fewer patterns without a common variable, a LIMIT")
        })
    }

    /// Why a worker ended.
    async fn explain(&self, worker: Worker, failed: WorkerFailure) -> Problem {
        match failed {
            WorkerFailure::Spool(SpoolError::TooLong) => {
                Problem::costly("result-size", "the answer is longer than an answer may be")
                    .help("ask for less: a LIMIT, or fewer columns")
            }
            WorkerFailure::Spool(SpoolError::Full) => {
                Problem::busy("answers that others have not yet fetched take all the space")
            }
            WorkerFailure::Spool(SpoolError::Io(error)) => Problem::internal(error.to_string()),
            WorkerFailure::Pipe(error) => {
                let (status, words) = worker.last_words().await;
                end_of_worker(status, &words, &error)
            }
        }
    }
}

/// What the end of a worker in the middle of a task means.
fn end_of_worker(status: Option<ExitStatus>, words: &str, error: &io::Error) -> Problem {
    let signal = status.and_then(|status| status.signal());
    // Rust's runtime and C++'s say so before they abort; the kernel, when all memory is gone, kills.
    if words.contains("memory allocation") || words.contains("bad_alloc") || signal == Some(9) {
        return Problem::costly("memory", "the query needs more memory than a query may use")
            .help("ask for less: sort or group fewer rows, or add a LIMIT");
    }
    if words.contains("overflowed its stack") || signal == Some(11) {
        return Problem::costly("depth", "the query is nested too deeply");
    }
    let status = status.map_or_else(String::new, |status| status.to_string());
    Problem::internal(format!("a worker ended: {error}; {status}; {words}"))
}

/// Counts those who wait, as long as they do.
struct Waiting<'a> {
    count: &'a AtomicUsize,
    place: usize,
}

impl<'a> Waiting<'a> {
    fn join(count: &'a AtomicUsize) -> Self {
        let place = count.fetch_add(1, Ordering::Relaxed) + 1;
        Self { count, place }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.count.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Why a task is not fulfilled.
enum Failure {
    /// The worker says so, and goes on.
    Problem(Box<Problem>),
    /// The worker is of no use any more.
    Worker(WorkerFailure),
}

enum WorkerFailure {
    Pipe(io::Error),
    Spool(SpoolError),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Worker(WorkerFailure::Pipe(error))
    }
}

impl From<SpoolError> for Failure {
    fn from(error: SpoolError) -> Self {
        Self::Worker(WorkerFailure::Spool(error))
    }
}

/// A process; dropping it kills it.
#[derive(Debug)]
struct Worker {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    words: Arc<Mutex<String>>,
    edition: Option<Edition>,
    tasks: usize,
}

impl Worker {
    async fn start(program: &PathBuf, arguments: &[OsString]) -> Result<Self, Problem> {
        let begun = Instant::now();
        let failed = |cause: String| Problem::internal(format!("no worker starts: {cause}"));
        let mut worker = Self::spawn(program, arguments).map_err(|error| failed(error.to_string()))?;
        let ready = timeout(START, frame::receive(&mut worker.output)).await;
        let ready = ready.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
        match ready {
            Ok((Kind::Ready, bytes)) => {
                let ready: Ready = parse(&bytes).map_err(|error| failed(error.to_string()))?;
                worker.edition = ready.edition;
                let milliseconds = begun.elapsed().as_millis() as u64;
                tracing::debug!(worker = worker.child.id(), milliseconds, "worker ready");
                Ok(worker)
            }
            Ok((Kind::Fault, bytes)) => {
                Err(parse::<Problem>(&bytes).unwrap_or_else(|error| failed(error.to_string())))
            }
            Ok(_) => Err(failed("it says something else than that it is ready".to_owned())),
            Err(error) => {
                let (_, words) = worker.last_words().await;
                Err(failed(format!("{error}; {words}")))
            }
        }
    }

    fn spawn(program: &PathBuf, arguments: &[OsString]) -> io::Result<Self> {
        let mut child = Command::new(program)
            .args(arguments)
            // What the allocator sets aside in advance counts as used: a worker's bound would lie a gibibyte too high.
            .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // A key pressed at the server's terminal is for the server, which ends its workers itself.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()?;
        let missing = || io::Error::from(io::ErrorKind::BrokenPipe);
        let input = child.stdin.take().ok_or_else(missing)?;
        let output = child.stdout.take().ok_or_else(missing)?;
        let words = Arc::default();
        tokio::spawn(listen(
            child.stderr.take().ok_or_else(missing)?,
            Arc::clone(&words),
        ));
        Ok(Self {
            child,
            input,
            output: BufReader::new(output),
            words,
            edition: None,
            tasks: 0,
        })
    }

    fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Does a task; tells, too, whether the worker should be replaced.
    async fn perform(
        &mut self,
        task: &Task,
        data: &[u8],
        mut body: Spool,
    ) -> Result<(Fulfilled, bool), Failure> {
        self.tasks += 1;
        let bytes = serde_json::to_vec(task).map_err(io::Error::from)?;
        frame::send(&mut self.input, Kind::Task, &bytes).await?;
        if task.has_data() {
            frame::send(&mut self.input, Kind::Data, data).await?;
        }
        let mut media_type = String::new();
        loop {
            let (kind, bytes) = frame::receive(&mut self.output).await?;
            match kind {
                Kind::Head => media_type = parse::<Head>(&bytes)?.media_type,
                Kind::Data => body.push(&bytes)?,
                Kind::Fault => return Err(Failure::Problem(Box::new(parse(&bytes)?))),
                Kind::End => {
                    let End { created, retire } = parse(&bytes)?;
                    let fulfilled = Fulfilled {
                        media_type,
                        body,
                        created,
                        edition: self.edition,
                    };
                    return Ok((fulfilled, retire));
                }
                Kind::Ready | Kind::Task => return Err(io::Error::from(io::ErrorKind::InvalidData).into()),
            }
        }
    }

    /// Lets the process end by itself.
    async fn end(self) {
        let Self { mut child, input, .. } = self;
        drop(input);
        if timeout(START, child.wait()).await.is_err() {
            let _ = child.kill().await;
        }
    }

    /// How the process ended, and what it said on standard error.
    async fn last_words(mut self) -> (Option<ExitStatus>, String) {
        let status = timeout(Duration::from_secs(2), self.child.wait()).await;
        // The listener may be a moment behind.
        tokio::time::sleep(Duration::from_millis(20)).await;
        let words = self.words.lock().unwrap_or_else(PoisonError::into_inner).clone();
        (status.ok().and_then(Result::ok), words)
    }
}

fn parse<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> io::Result<T> {
    serde_json::from_slice(bytes).map_err(io::Error::from)
}

/// Keeps the end of what a worker says on standard error.
async fn listen(mut stderr: ChildStderr, words: Arc<Mutex<String>>) {
    let mut buffer = [0; 1024];
    while let Ok(length @ 1..) = stderr.read(&mut buffer).await {
        let mut words = words.lock().unwrap_or_else(PoisonError::into_inner);
        words.push_str(&String::from_utf8_lossy(&buffer[..length]));
        let excess = words.len().saturating_sub(WORDS);
        let cut = (excess..words.len()).find(|at| words.is_char_boundary(*at));
        words.drain(..cut.unwrap_or(0));
    }
}
