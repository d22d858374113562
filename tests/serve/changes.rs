//! What readers see while the store changes, and who may change it over HTTP.

use crate::harness::{Server, TOKEN, build, encode, eventually};
use std::path::{Path, PathBuf};

const IMPORT: &str = "https://w3id.org/griot/id/import/notes.ttl";
const ARTICLES: &str = "SELECT ?key { ?a griot:articleKey ?key } ORDER BY ?key";

fn article(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

/// A store of one article in a folder of its own.
fn small_store() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let (input, store) = (home.path().join("in"), home.path().join("store"));
    std::fs::create_dir(&input).unwrap();
    article(&input, "a.txt", "Ankara a livré six drones au Mali.");
    build(&input, &store);
    (home, input, store)
}

#[test]
fn a_build_goes_on_while_the_store_is_served() {
    let (_home, input, store) = small_store();
    let server = Server::over(&store, &["--workers", "2"]);
    let before = server.query(ARTICLES);
    assert_eq!(before.rows(), ["a.txt"]);
    article(&input, "b.txt", "Le Mali a quitté la CEDEAO.");
    build(&input, &store);
    let after = server.query(ARTICLES);
    assert_eq!(after.rows(), ["a.txt", "b.txt"]);
    let edition = |reply: &crate::harness::Reply| reply.header("griot-edition").parse::<u64>().unwrap();
    assert!(edition(&after) > edition(&before));
    // Old states of the store are let go: one checkpoint is left on disk.
    let checkpoints = || {
        let entries = std::fs::read_dir(store.join("snapshots")).unwrap().flatten();
        entries.filter(|entry| entry.path().is_dir()).count()
    };
    eventually("idle workers are over the newest edition", || {
        server.workers().len() <= 2
    });
    std::fs::remove_file(input.join("a.txt")).unwrap();
    build(&input, &store);
    server.query(ARTICLES);
    build(&input, &store);
    assert!(checkpoints() <= 2, "{}", checkpoints());
    // Another store in the same place is noticed.
    std::fs::remove_dir_all(&store).unwrap();
    std::fs::remove_file(input.join("b.txt")).unwrap();
    article(&input, "c.txt", "Le Niger a quitté la CEDEAO.");
    build(&input, &store);
    assert_eq!(server.query(ARTICLES).rows(), ["c.txt"]);
}

fn writable(store: &Path, arguments: &[&str]) -> Server {
    let file = store.with_file_name("token");
    std::fs::write(&file, format!("{TOKEN}\n")).unwrap();
    let mut all = vec!["--writable", "--token-file", file.to_str().unwrap()];
    all.extend(arguments);
    Server::over(store, &all)
}

#[test]
fn only_those_with_the_token_change_and_only_imports() {
    let (_home, input, store) = small_store();
    let server = writable(&store, &[]);
    let token = format!("Bearer {TOKEN}");
    let put = |graph: &str, authorization: &str, turtle: &str| {
        let headers = [("content-type", "text/turtle"), ("authorization", authorization)];
        let path = format!("/store?graph={}", encode(graph));
        server.request("PUT", &path, &headers, Some(turtle.as_bytes()))
    };
    let note = "<https://w3id.org/griot/id/mali> <https://example.org/code> 'ML', 'MLI' .";
    for wrong in [
        "",
        "Bearer",
        "Bearer no",
        "Basic eDp5",
        &format!("Bearer {TOKEN}x"),
        TOKEN,
    ] {
        let reply = put(IMPORT, wrong, note);
        assert_eq!(
            (reply.status, reply.problem().as_str()),
            (401, "token"),
            "{wrong}"
        );
        assert!(reply.header("www-authenticate").starts_with("Bearer"));
    }
    assert_eq!(put(IMPORT, &token, note).status, 201);
    assert_eq!(put(IMPORT, &token, note).status, 204);
    let codes = "SELECT ?c { id:mali <https://example.org/code> ?c } ORDER BY ?c";
    assert_eq!(server.query(codes).rows(), ["ML", "MLI"]);
    let broken = put(IMPORT, &token, "<x:a> <x:b> 1 .\n<x:a> nope:b 2 .");
    assert_eq!((broken.status, broken.problem().as_str()), (400, "rdf-syntax"));
    assert_eq!(broken.json()["line"], 2);
    let article = "https://w3id.org/griot/id/article/a.txt";
    for graph in [
        article,
        "https://w3id.org/griot/id/entities",
        "https://w3id.org/griot/id/import/",
        "x:y",
        "no iri",
    ] {
        let reply = put(graph, &token, note);
        assert_eq!(
            (reply.status, reply.problem().as_str()),
            (403, "read-only-graph"),
            "{graph}"
        );
    }
    let headers = [("content-type", "text/turtle"), ("authorization", token.as_str())];
    let more = server.request(
        "POST",
        &format!("/store?graph={}", encode(IMPORT)),
        &headers,
        Some(b"<x:a> <x:b> <x:c> ."),
    );
    assert_eq!(more.status, 204);
    let default = server.request("PUT", "/store?default", &headers, Some(note.as_bytes()));
    assert_eq!(default.status, 403);
    let graph = server.get(
        &format!("/store?graph={}", encode(IMPORT)),
        "application/n-triples",
    );
    assert_eq!(graph.text().lines().count(), 3);
    let update = |sparql: &str| {
        let headers = [
            ("content-type", "application/sparql-update"),
            ("authorization", token.as_str()),
        ];
        server.request("POST", "/update", &headers, Some(sparql.as_bytes()))
    };
    let derived =
        format!("INSERT {{ GRAPH <{IMPORT}> {{ ?a <x:supplied> ?b }} }} WHERE {{ ?a griot:supplies ?b }}");
    assert_eq!(update(&derived).status, 204);
    assert_eq!(
        server.query("SELECT ?b { ?a <x:supplied>/rdfs:label ?b }").rows(),
        ["Mali"]
    );
    for (sparql, status, code) in [
        ("INSERT DATA { <x:a> <x:b> <x:c> }", 403, "read-only-graph"),
        ("DROP ALL", 403, "read-only-graph"),
        (
            "LOAD <http://127.0.0.1:1/x> INTO GRAPH <https://w3id.org/griot/id/import/x>",
            403,
            "load",
        ),
        ("INSERT DATA", 400, "syntax"),
        ("SELECT * {}", 400, "syntax"),
        (
            "DROP GRAPH <https://w3id.org/griot/id/import/none>",
            409,
            "graph-presence",
        ),
    ] {
        let reply = update(sparql);
        assert_eq!(
            (reply.status, reply.problem().as_str()),
            (status, code),
            "{sparql}"
        );
    }
    let form = format!("update={}", encode(&format!("CLEAR GRAPH <{IMPORT}>")));
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("authorization", token.as_str()),
    ];
    assert_eq!(
        server
            .request("POST", "/update", &headers, Some(form.as_bytes()))
            .status,
        204
    );
    assert!(server.query(codes).rows().is_empty());
    assert_eq!(put(IMPORT, &token, note).status, 204);
    let drop = |graph: &str| {
        let path = format!("/store?graph={}", encode(graph));
        server
            .request("DELETE", &path, &[("authorization", &token)], None)
            .status
    };
    assert_eq!((drop(IMPORT), drop(IMPORT), drop(article)), (204, 404, 403));
    // Between changes a build may write, and what it finds is what articles say.
    build(&input, &store);
    assert_eq!(server.query(ARTICLES).rows(), ["a.txt"]);
}

#[test]
fn a_change_that_takes_too_long_is_ended_and_leaves_no_trace() {
    let (_home, _input, store) = small_store();
    let server = writable(&store, &["--timeout", "1"]);
    let token = format!("Bearer {TOKEN}");
    let headers = [
        ("content-type", "application/sparql-update"),
        ("authorization", token.as_str()),
    ];
    let sparql = format!(
        "INSERT {{ GRAPH <{IMPORT}> {{ ?a <x:y> ?i }} }} WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }}"
    );
    let reply = server.request("POST", "/update", &headers, Some(sparql.as_bytes()));
    assert_eq!((reply.status, reply.problem().as_str()), (422, "timeout"));
    assert_eq!(server.query("SELECT * { ?a <x:y> ?b }").rows().len(), 0);
    let change = format!("INSERT DATA {{ GRAPH <{IMPORT}> {{ <x:a> <x:y> <x:b> }} }}");
    eventually("the store is free again", || {
        server
            .request("POST", "/update", &headers, Some(change.as_bytes()))
            .status
            == 204
    });
    assert_eq!(server.query("SELECT * { ?a <x:y> ?b }").rows(), ["x:a | x:b"]);
}

#[test]
fn a_store_that_another_process_writes_is_not_changed() {
    let (_home, _input, store) = small_store();
    let server = writable(&store, &[]);
    let lock = std::fs::File::open(store.join("lock")).unwrap();
    lock.lock().unwrap();
    let token = format!("Bearer {TOKEN}");
    let headers = [
        ("content-type", "application/sparql-update"),
        ("authorization", token.as_str()),
    ];
    let change = format!("INSERT DATA {{ GRAPH <{IMPORT}> {{ <x:a> <x:y> <x:b> }} }}");
    let reply = server.request("POST", "/update", &headers, Some(change.as_bytes()));
    assert_eq!((reply.status, reply.problem().as_str()), (409, "locked"));
    assert_ne!(reply.header("retry-after"), "");
    drop(lock);
    assert_eq!(
        server
            .request("POST", "/update", &headers, Some(change.as_bytes()))
            .status,
        204
    );
}
