//! No query takes more time, memory or space than it may, and none outlives those who asked.

use crate::harness::{Server, encode, eventually, memory};
use rustix::process::Signal;
use std::io::Write;
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Hours of work, in which no quads are read after the first moments.
const PRODUCT: &str = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
const SORTED: &str = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c LIMIT 1";

/// Seconds of processor time that a process has used.
fn processor_time(pid: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let ticks = |at: usize| {
        fields
            .get(at)
            .and_then(|field| field.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    (ticks(11) + ticks(12)) / 100.0
}

#[test]
fn time_ends_a_query_and_its_process() {
    let server = Server::sample(&["--timeout", "1", "--memory", "8G", "--workers", "1"]);
    for sparql in [PRODUCT, SORTED] {
        let before = server.workers();
        let begun = Instant::now();
        let reply = server.query(sparql);
        let took = begun.elapsed();
        assert_eq!(
            (reply.status, reply.problem().as_str()),
            (422, "timeout"),
            "{sparql}"
        );
        assert!(
            took > Duration::from_millis(900) && took < Duration::from_secs(5),
            "{took:?}"
        );
        eventually("the worker is gone", || {
            server.workers().iter().all(|pid| !before.contains(pid))
        });
        let used: f64 = server.workers().into_iter().map(processor_time).sum();
        assert!(used < 0.9, "a worker still works");
        assert_eq!(server.query("ASK {}").json()["boolean"], true);
    }
    assert_eq!(server.get("/health", "*/*").json()["queries"]["busy"], 0);
}

#[test]
fn memory_ends_a_query_and_nothing_else() {
    let server = Server::sample(&["--timeout", "50", "--memory", "48M", "--workers", "2"]);
    for sparql in [
        SORTED,
        "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT ?c ?f ?i (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?c ?f ?i",
        "CONSTRUCT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    ] {
        let asking = AtomicBool::new(true);
        let most = std::thread::scope(|scope| {
            let watcher = scope.spawn(|| {
                let mut most = 0;
                while asking.load(Ordering::Relaxed) {
                    let now = server.workers().into_iter().map(|pid| memory(pid, "VmRSS:"));
                    most = now.fold(most, u64::max);
                    std::thread::sleep(Duration::from_millis(5));
                }
                most
            });
            let reply = server.query(sparql);
            asking.store(false, Ordering::Relaxed);
            let told = (reply.status, reply.problem());
            assert_eq!(told, (422, "memory".to_owned()), "{sparql}: {}", reply.text());
            watcher.join().unwrap()
        });
        assert!(most < 200 << 20, "{most} bytes for {sparql}");
    }
    assert_eq!(server.query("ASK {}").json()["boolean"], true);
}

#[test]
fn depth_ends_a_query_and_nothing_else() {
    let server = Server::sample(&["--timeout", "20", "--max-body", "4M"]);
    let deep = 200_000;
    for sparql in [
        format!("SELECT * {{ FILTER({}1{}) }}", "(".repeat(deep), ")".repeat(deep)),
        format!("SELECT * {{ FILTER({}1) }}", "!".repeat(deep)),
        format!("SELECT * {{ {}{} }}", "{".repeat(deep), "}".repeat(deep)),
        format!("SELECT (1{} AS ?n) {{}}", "+1".repeat(deep)),
        format!("ASK {{ ?a {}rdf:type ?b }}", "^".repeat(deep)),
        format!(
            "ASK {{ {} }}",
            "{ ?a ?b ?c } UNION ".repeat(20_000) + "{ ?a ?b ?c }"
        ),
        format!("SELECT * {{ ?a ?b {} }}", "[ ?p ".repeat(deep)),
    ] {
        let reply = server.query(&sparql);
        let shown = &sparql[..40];
        // Some are legal and answered; what is not told is that the server failed.
        assert!(
            [200, 400, 422].contains(&reply.status),
            "{shown}: {} {}",
            reply.status,
            reply.text()
        );
        assert_eq!(server.query("ASK {}").json()["boolean"], true, "{shown}");
    }
}

#[test]
fn long_answers_are_refused_and_not_cut() {
    let server = Server::sample(&["--max-answer", "300K"]);
    let reply = server.query("SELECT * { ?a ?b ?c . ?d ?e ?f }");
    assert_eq!((reply.status, reply.problem().as_str()), (422, "result-size"));
    // One that fits lies on disk and arrives whole.
    let long = server.query("SELECT * { ?a ?b ?c } LIMIT 900");
    assert!(long.body.len() > 140_000, "{}", long.body.len());
    assert_eq!(long.rows().len(), 900);
    let all = server.get("/store", "application/n-quads");
    assert_eq!(all.status, 422);
}

#[test]
fn a_client_that_goes_takes_its_query_along() {
    let server = Server::sample(&["--timeout", "50", "--workers", "1"]);
    let busy = |server: &Server| {
        server.get("/health", "*/*").json()["queries"]["busy"]
            .as_u64()
            .unwrap()
    };
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let request = format!(
        "GET /sparql?query={} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        encode(PRODUCT)
    );
    stream.write_all(request.as_bytes()).unwrap();
    eventually("the query runs", || busy(&server) == 1);
    let workers = server.workers();
    drop(stream);
    eventually("the query ends", || busy(&server) == 0);
    eventually("its worker too", || {
        server.workers().iter().all(|pid| !workers.contains(pid))
    });
}

#[test]
fn stopping_lets_queries_end_and_leaves_nothing_behind() {
    for (signal, grace, answered) in [(Signal::TERM, "20", true), (Signal::INT, "0.3", false)] {
        let mut server = Server::sample(&["--timeout", "1.5", "--grace", grace]);
        let address = server.address.clone();
        let (status, reply) = std::thread::scope(|scope| {
            let query = scope.spawn(|| {
                let url = format!("http://{address}/sparql?query={}", encode(PRODUCT));
                let agent: ureq::Agent = ureq::Agent::config_builder()
                    .http_status_as_error(false)
                    .build()
                    .into();
                agent.get(url).call().map(|response| response.status().as_u16())
            });
            std::thread::sleep(Duration::from_millis(500));
            server.signal(signal);
            // Nobody new is let in.
            eventually("the door is shut", || TcpStream::connect(&address).is_err());
            (server.wait(), query.join().unwrap())
        });
        assert_eq!(status.code(), Some(0), "{signal:?}");
        assert_eq!(reply.ok(), answered.then_some(422), "{signal:?}");
        eventually("no worker is left", || server.workers().is_empty());
        let log = server.log.lock().unwrap().join("\n");
        assert!(log.contains("\"message\":\"stopped\""), "{log}");
    }
}

#[test]
fn workers_end_with_a_server_that_is_killed() {
    let mut server = Server::sample(&["--timeout", "50"]);
    let address = server.address.clone();
    let query = std::thread::spawn(move || {
        let _ = ureq::get(format!("http://{address}/sparql?query={}", encode(PRODUCT))).call();
    });
    eventually("the query runs", || {
        server.get("/health", "*/*").json()["queries"]["busy"] == 1
    });
    let workers = server.workers();
    assert!(!workers.is_empty());
    server.signal(Signal::KILL);
    server.wait();
    query.join().unwrap();
    eventually("the workers are gone", || {
        workers.iter().all(|pid| {
            let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            stat.is_empty() || stat.contains(") Z ")
        })
    });
}
