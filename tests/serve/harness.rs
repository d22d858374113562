//! A real `griot serve` over a real store, and a client for it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

pub const TOKEN: &str = "a-token-long-enough-for-tests";

fn griot() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_griot"));
    command.env("LC_ALL", "C").env("NO_COLOR", "1");
    command
}

pub fn build(input: &Path, store: &Path) {
    let built = griot()
        .arg("build")
        .arg(input)
        .arg("--store")
        .arg(store)
        .output()
        .unwrap();
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
}

pub fn sample_articles() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles")
}

/// The sample corpus in a store, built once for all tests that only read.
pub fn sample_store() -> &'static Path {
    static STORE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = STORE.get_or_init(|| {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("store");
        build(&sample_articles(), &path);
        (home, path)
    });
    path
}

pub struct Server {
    child: Child,
    pub address: String,
    pub log: Arc<Mutex<Vec<String>>>,
    agent: ureq::Agent,
}

/// A response, read to its end.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The code of the problem that it tells.
    pub fn problem(&self) -> String {
        let told = self.json();
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(told["status"].as_u64(), Some(u64::from(self.status)));
        told["type"]
            .as_str()
            .unwrap()
            .rsplit(':')
            .next()
            .unwrap()
            .to_owned()
    }

    /// The answers to a SELECT, as one string per row.
    pub fn rows(&self) -> Vec<String> {
        assert_eq!(self.status, 200, "{}", self.text());
        let told = self.json();
        let columns: Vec<_> = told["head"]["vars"].as_array().unwrap().clone();
        let rows = told["results"]["bindings"].as_array().unwrap();
        let cell = |row: &serde_json::Value, column: &serde_json::Value| {
            row[column.as_str().unwrap()]["value"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        };
        rows.iter()
            .map(|row| {
                columns
                    .iter()
                    .map(|column| cell(row, column))
                    .collect::<Vec<_>>()
                    .join(" | ")
            })
            .collect()
    }
}

impl Server {
    pub fn over(store: &Path, arguments: &[&str]) -> Self {
        let mut child = griot()
            .args(["serve", "--bind", "127.0.0.1:0", "--log", "json", "--store"])
            .arg(store)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let log = Arc::new(Mutex::new(Vec::new()));
        let address = loop {
            let line = lines.next().expect("the server says where it listens").unwrap();
            let told: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
            log.lock().unwrap().push(line);
            if told["message"] == "listening" {
                break told["address"].as_str().unwrap().to_owned();
            }
        };
        let kept = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                kept.lock().unwrap().push(line);
            }
        });
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into();
        Self {
            child,
            address,
            log,
            agent,
        }
    }

    pub fn sample(arguments: &[&str]) -> Self {
        Self::over(sample_store(), arguments)
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&[u8]>) -> Reply {
        let mut request = ureq::http::Request::builder().method(method).uri(self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answered = match body {
            Some(body) => self.agent.run(request.body(body).unwrap()),
            None => self.agent.run(request.body(()).unwrap()),
        };
        let mut response = answered.unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let mut body = Vec::new();
        response.body_mut().as_reader().read_to_end(&mut body).unwrap();
        Reply {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body,
        }
    }

    pub fn get(&self, path: &str, accept: &str) -> Reply {
        self.request("GET", path, &[("accept", accept)], None)
    }

    pub fn post(&self, path: &str, media_type: &str, body: &str) -> Reply {
        self.request(
            "POST",
            path,
            &[("content-type", media_type)],
            Some(body.as_bytes()),
        )
    }

    pub fn query(&self, sparql: &str) -> Reply {
        self.post("/sparql", "application/sparql-query", sparql)
    }

    /// What is sent as it stands, and what comes back until the server closes the connection.
    pub fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Processes that the server has started and that live.
    pub fn workers(&self) -> Vec<u32> {
        let mut workers = Vec::new();
        for entry in std::fs::read_dir("/proc").unwrap().flatten() {
            let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
                continue;
            };
            let stat = std::fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
            let fields: Vec<&str> = stat
                .rsplit(')')
                .next()
                .unwrap_or_default()
                .split_whitespace()
                .collect();
            if let [state, parent, ..] = fields[..]
                && state != "Z"
                && parent.parse() == Ok(self.pid())
            {
                workers.push(pid);
            }
        }
        workers
    }

    pub fn signal(&self, signal: rustix::process::Signal) {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, signal).unwrap();
    }

    pub fn wait(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "the server does not stop"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Memory of a process, in bytes.
pub fn memory(pid: u32, field: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(field))
        .unwrap_or("0");
    line.trim().trim_end_matches("kB").trim().parse::<u64>().unwrap() * 1024
}

/// Waits until `condition` holds.
pub fn eventually(what: &str, condition: impl Fn() -> bool) {
    let begun = Instant::now();
    while !condition() {
        assert!(begun.elapsed() < Duration::from_secs(10), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

pub fn encode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
