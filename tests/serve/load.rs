//! Many clients at once, some of them rude: nothing but intended answers, and bounded memory.

use crate::harness::{Server, encode, memory};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Mutex;
use std::time::{Duration, Instant};

const CLIENTS: usize = 240;
const ROUNDS: usize = 5;

#[test]
fn hundreds_of_clients_and_the_rude_among_them() {
    let server = Server::sample(&[
        "--workers",
        "2",
        "--queue",
        "150",
        "--timeout",
        "4",
        "--memory",
        "64M",
        "--max-body",
        "100K",
    ]);
    let statuses = Mutex::new(BTreeMap::<String, usize>::new());
    let note = |what: &str| *statuses.lock().unwrap().entry(what.to_owned()).or_default() += 1;
    let good = [
        "SELECT ?who { ?s rdf:predicate griot:leaves ; rdf:subject/rdfs:label ?who }",
        "CONSTRUCT { ?a griot:meets ?b } WHERE { ?a griot:meets ?b }",
        "ASK { id:mali griot:leaves id:cedeao }",
        "SELECT ?s ?q { ?s griot:evidence/oa:exact ?q } ORDER BY ?q",
    ];
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (server, note) = (&server, &note);
            scope.spawn(move || {
                for round in 0..ROUNDS {
                    match (client + round) % 12 {
                        0 => note(&format!("huge {}", exchange(server, &huge()))),
                        1 => note(&format!(
                            "malformed {}",
                            exchange(server, malformed(client / 12 + round))
                        )),
                        2 => vanish(server),
                        kind => {
                            let reply = if kind % 2 == 0 {
                                server.query(good[kind % 4])
                            } else {
                                server.get(&format!("/sparql?query={}", encode(good[kind % 4])), "*/*")
                            };
                            note(&format!("good {}", reply.status));
                        }
                    }
                }
            });
        }
        // Clients who begin and never end, and those who never take their answer.
        for _ in 0..30 {
            scope.spawn(|| note(&format!("slow {}", slow_head(&server))));
            scope.spawn(|| slow_reader(&server));
        }
    });
    let took = begun.elapsed();
    let statuses = statuses.into_inner().unwrap();
    println!("{statuses:?} in {took:?}");
    for what in statuses.keys() {
        let intended = [
            "good 200",
            "good 429",
            "huge 413",
            "malformed 400",
            "malformed 404",
            "malformed 405",
            "malformed 414",
            "malformed 415",
            "malformed 431",
            "slow closed",
        ];
        assert!(intended.contains(&what.as_str()), "{statuses:?}");
    }
    assert!(statuses["good 200"] > 100, "{statuses:?}");
    let most = memory(server.pid(), "VmHWM:");
    println!("the server's memory at its highest: {} MB", most >> 20);
    assert!(most < 200 << 20, "{most}");
    assert!(server.workers().len() <= 2);
    let health = server.get("/health", "*/*").json();
    assert_eq!(
        (&health["queries"]["busy"], &health["queries"]["waiting"]),
        (&0.into(), &0.into()),
        "{health}"
    );
    assert_eq!(server.query(good[2]).json()["boolean"], true);
    let log = server.log.lock().unwrap();
    assert!(log.iter().all(|line| line.starts_with('{')), "every line is JSON");
    assert!(
        !log.iter().any(|line| line.contains("\"level\":\"ERROR\"")),
        "{:?}",
        log.iter().find(|line| line.contains("ERROR"))
    );
}

/// Sends `bytes` as they stand; the status that comes back.
fn exchange(server: &Server, bytes: &[u8]) -> String {
    let answer = server.raw(bytes);
    answer.split_whitespace().nth(1).unwrap_or("closed").to_owned()
}

/// A body of 50 MB, announced, of which the server wants nothing.
fn huge() -> Vec<u8> {
    let mut request = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
        Content-Type: application/sparql-query\r\nContent-Length: 52428800\r\n\r\n"
        .to_vec();
    request.resize(request.len() + 10_000, b' ');
    request
}

fn malformed(number: usize) -> &'static [u8] {
    const LONG: usize = 200_000;
    static LONG_ADDRESS: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| {
        format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(LONG)).into_bytes()
    });
    static LONG_HEAD: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| {
        format!(
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n",
            "a".repeat(LONG)
        )
        .into_bytes()
    });
    let all: [&[u8]; 9] = [
        b"\0\x01\x02\xff\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /sparql?query=%FF%FE HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"FETCH /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        b"GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        &LONG_ADDRESS,
        &LONG_HEAD,
    ];
    all[number % all.len()]
}

/// Asks and goes away.
fn vanish(server: &Server) {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let product = encode("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }");
    let _ = stream
        .write_all(format!("GET /sparql?query={product} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes());
    std::thread::sleep(Duration::from_millis(20));
}

/// Sends a head byte by byte, and is not waited for.
fn slow_head(server: &Server) -> &'static str {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
    let begun = Instant::now();
    let mut head = b"GET /health HTTP/1.1\r\nX-Slow: "
        .iter()
        .chain(std::iter::repeat(&b'x'));
    while begun.elapsed() < Duration::from_secs(14) {
        let byte = [*head.next().unwrap()];
        let mut answer = [0; 64];
        let gone = stream.write_all(&byte).is_err() || matches!(stream.read(&mut answer), Ok(0));
        if gone {
            return "closed";
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    "borne"
}

/// Asks for much and takes it slowly.
fn slow_reader(server: &Server) {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let all = encode("SELECT * { ?a ?b ?c }");
    let _ =
        stream.write_all(format!("GET /sparql?query={all} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes());
    let mut bytes = [0; 100];
    for _ in 0..20 {
        let _ = stream.read(&mut bytes);
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_body_that_never_arrives_is_not_waited_for() {
    let server = Server::sample(&[]);
    let begun = Instant::now();
    let answer = server.raw(
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK",
    );
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(begun.elapsed() < Duration::from_secs(30));
}
