//! `griot serve`: the graph over HTTP; and the workers that it starts.

use super::messages::{Language, Messages};
use super::stores::{StoreArgument, reader_mapping};
use super::{Global, Outcome};
use crate::graph::Questions;
use crate::ontology::Ontology;
use crate::serve::{self, Drawing, Launch, Options, Origins, Workplace};
use clap::{Args, ValueEnum};
use fluent_bundle::FluentArgs;
use miette::{Context, IntoDiagnostic, Result, miette};
use std::ffi::OsString;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// Answer SPARQL over HTTP, with a page to explore the graph
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    store: StoreArgument,
    /// Where to listen; port 0 takes any that is free
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7878")]
    bind: String,
    /// Name under which the service is reached, beside those of this machine
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
    /// Site whose pages may ask the service from a browser; `*` for all
    #[arg(long, value_name = "ORIGIN")]
    cors: Vec<String>,
    #[command(flatten)]
    bounds: BoundArguments,
    /// Let clients that have the token change graphs of imports (SPARQL Update, Graph Store protocol)
    #[arg(long, requires = "token_file")]
    writable: bool,
    /// File that holds the token
    #[arg(long, value_name = "FILE", requires = "writable")]
    token_file: Option<PathBuf>,
    /// How to tell on stderr what is going on
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    log: Log,
}

/// What a query may use.
#[derive(Debug, Args)]
#[command(next_help_heading = "Bounds")]
struct BoundArguments {
    /// Seconds that a query may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30.0)]
    timeout: f64,
    /// Memory that a query may use
    #[arg(long, value_name = "SIZE", default_value = "1G")]
    memory: Size,
    /// Longest answer
    #[arg(long, value_name = "SIZE", default_value = "64M")]
    max_answer: Size,
    /// Longest body of a request
    #[arg(long, value_name = "SIZE", default_value = "1M")]
    max_body: Size,
    /// Queries at once (default: one per core, at least 2 and at most 8)
    #[arg(long, value_name = "N")]
    workers: Option<usize>,
    /// Queries that wait for their turn; more are turned away
    #[arg(long, value_name = "N", default_value_t = 256)]
    queue: usize,
    /// Seconds that requests have to end when the service stops
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0)]
    grace: f64,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Log {
    /// Lines for people.
    Text,
    /// One JSON object per line.
    Json,
    /// Only what goes wrong.
    Quiet,
}

/// Bytes, written `65536`, `64K`, `64M` or `2G`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Size(u64);

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim().trim_end_matches("iB").trim_end_matches('B');
        let (digits, shift) = match text.char_indices().last() {
            Some((at, 'k' | 'K')) => (&text[..at], 10),
            Some((at, 'm' | 'M')) => (&text[..at], 20),
            Some((at, 'g' | 'G')) => (&text[..at], 30),
            _ => (text, 0),
        };
        let number: u64 = digits
            .trim()
            .parse()
            .map_err(|_| "write bytes, or a number with K, M or G".to_owned())?;
        number
            .checked_shl(shift)
            .filter(|bytes| bytes >> shift == number && *bytes > 0)
            .map(Self)
            .ok_or_else(|| "this is no size".to_owned())
    }
}

impl Size {
    fn as_length(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

impl Serve {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        self.log.begin();
        let data = global.knowledge()?;
        let ontology = Ontology::load(&data).into_diagnostic()?;
        let questions = Questions::load(&data)?;
        // Opened once, and closed: shows early what is wrong with it, and publishes what a killed
        // build left.
        let base = self.store.read(global)?.mapping().base().as_str().to_owned();
        let address = self.address()?;
        if !address.ip().is_loopback() {
            tracing::warn!(%address, "others than this machine can reach the service");
        }
        let options = Options {
            store: self.store.path().to_owned(),
            address,
            launch: self.launch(global, &base)?,
            base,
            workers: self.bounds.workers(),
            waiting: self.bounds.queue,
            time: seconds(self.bounds.timeout)?,
            longest_answer: self.bounds.max_answer.as_length(),
            longest_body: self.bounds.max_body.as_length(),
            grace: seconds(self.bounds.grace)?,
            origins: self.origins(),
            hosts: self.hosts.clone(),
            token: self.token()?,
            words: [Language::Fr, Language::En].map(|language| Messages::new(language).below("explorer-")),
            language: Language::choose(global.lang).into(),
        };
        let messages = Messages::new(Language::choose(global.lang));
        serve::serve(options, &ontology, &questions, |address| {
            if self.log == Log::Text {
                let mut arguments = FluentArgs::new();
                arguments.set("address", format!("http://{address}/"));
                eprintln!("{}", messages.with("serve-listening", &arguments));
            }
        })?;
        Ok(Outcome::Done)
    }

    fn address(&self) -> Result<SocketAddr> {
        let mut addresses = self
            .bind
            .to_socket_addrs()
            .into_diagnostic()
            .wrap_err_with(|| format!("--bind {}", self.bind))?;
        addresses
            .next()
            .ok_or_else(|| miette!(help = "write ADDRESS:PORT", "`{}` is no address", self.bind))
    }

    fn origins(&self) -> Origins {
        match self.cors.as_slice() {
            [] => Origins::None,
            origins if origins.iter().any(|origin| origin == "*") => Origins::All,
            origins => Origins::Some(origins.to_vec()),
        }
    }

    fn token(&self) -> Result<Option<String>> {
        const SHORTEST: usize = 16;
        let Some(file) = &self.token_file else {
            return Ok(None);
        };
        let token = std::fs::read_to_string(file)
            .into_diagnostic()
            .wrap_err_with(|| format!("--token-file {}", file.display()))?;
        if token.trim().len() < SHORTEST {
            return Err(miette!(
                help = "for instance: openssl rand -hex 24 > FILE",
                "the token in {} is too short to be safe",
                file.display()
            ));
        }
        Ok(Some(token.trim().to_owned()))
    }

    /// How workers are started: this program, over the same store and data.
    fn launch(&self, global: &Global, base: &str) -> Result<Launch> {
        let words = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        let mut reading = words(&["serve-worker", "--store"]);
        reading.push(self.store.path().into());
        reading.push("--memory".into());
        reading.push(self.bounds.memory.0.to_string().into());
        reading.extend(words(&["--base", base]));
        for folder in &global.data {
            reading.push("--data".into());
            reading.push(folder.into());
        }
        if global.no_builtin {
            reading.push("--no-builtin".into());
        }
        let mut writing = reading.clone();
        writing.push("--writing".into());
        // The kernel's name for this program is right also when its file has been replaced since.
        let own = PathBuf::from("/proc/self/exe");
        let program = if own.exists() {
            own
        } else {
            std::env::current_exe().into_diagnostic()?
        };
        Ok(Launch {
            program,
            reading,
            writing,
        })
    }
}

impl BoundArguments {
    fn workers(&self) -> usize {
        let cores = || {
            std::thread::available_parallelism()
                .map_or(2, usize::from)
                .clamp(2, 8)
        };
        self.workers.unwrap_or_else(cores).clamp(1, 256)
    }
}

fn seconds(number: f64) -> Result<Duration> {
    let duration = Duration::try_from_secs_f64(number)
        .ok()
        .filter(|duration| !duration.is_zero());
    duration.ok_or_else(|| miette!("`{number}` is no number of seconds"))
}

impl Log {
    /// From here on, what the service tells is written to stderr.
    fn begin(self) {
        let level = match self {
            Self::Quiet => tracing::Level::WARN,
            Self::Text | Self::Json => tracing::Level::INFO,
        };
        let lines = tracing_subscriber::fmt()
            .with_writer(std::io::stderr)
            .with_max_level(level)
            .with_target(false)
            .with_ansi(false);
        // A second call (in tests) leaves the first in place.
        let _ = match self {
            Self::Json => lines.json().flatten_event(true).try_init(),
            Self::Text | Self::Quiet => lines.try_init(),
        };
    }
}

/// Evaluate queries for `griot serve`
#[derive(Debug, Args)]
pub(super) struct ServeWorker {
    #[command(flatten)]
    store: StoreArgument,
    /// Memory that a query may use
    #[arg(long)]
    memory: Size,
    /// Open the store for writing
    #[arg(long)]
    writing: bool,
}

impl ServeWorker {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let data = global.knowledge()?;
        let drawing = Drawing {
            ontology: Ontology::load(&data).into_diagnostic()?,
            data: data.clone(),
            notes,
        };
        let place = Workplace {
            drawing,
            mapping: reader_mapping(global, &data)?,
            store: self.store.path().to_owned(),
            questions: Questions::load(&data)?,
            memory: self.memory.0,
            writing: self.writing,
        };
        serve::work(place, std::io::stdin(), std::io::stdout()).into_diagnostic()?;
        Ok(Outcome::Done)
    }
}

/// The notes below a picture.
fn notes(language: crate::ontology::Language, sources: usize, left_out: usize) -> (String, Option<String>) {
    let messages = Messages::new(language.into());
    (
        messages.counted("picture-sources", sources),
        (left_out > 0).then(|| messages.counted("picture-left-out-page", left_out)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        let size = |text: &str| text.parse::<Size>().map(|size| size.0);
        assert_eq!(size("65536"), Ok(65536));
        assert_eq!(size("64K"), Ok(65536));
        assert_eq!(size("2 GiB"), Ok(2 << 30));
        assert_eq!(size("1m"), Ok(1 << 20));
        for bad in ["", "0", "M", "-1", "1T", "99999999999G"] {
            assert!(size(bad).is_err(), "{bad}");
        }
    }
}
