//! SPARQL's protocol, the Graph Store protocol, negotiation, and what surrounds them.

use crate::harness::{Server, encode, sample_store};
use std::io::{Read, Write};

const LEAVES: &str = "SELECT ?who WHERE { ?s a griot:Statement ; rdf:predicate griot:leaves ; \
                      rdf:subject/rdfs:label ?who ; rdf:object id:cedeao } ORDER BY ?who";

#[test]
fn every_way_to_ask_gives_the_same_answer() {
    let server = Server::sample(&[]);
    let by_get = server.get(&format!("/sparql?query={}", encode(LEAVES)), "*/*");
    assert_eq!(by_get.header("content-type"), "application/sparql-results+json");
    assert!(by_get.header("griot-edition").parse::<u64>().is_ok());
    let rows = by_get.rows();
    for state in ["Burkina Faso", "Mali", "Niger"] {
        assert!(rows.iter().any(|row| row == state), "{state}: {rows:?}");
    }
    assert_eq!(server.query(LEAVES).body, by_get.body);
    let form = server.post(
        "/sparql",
        "application/x-www-form-urlencoded",
        &format!("query={}", encode(LEAVES)),
    );
    assert_eq!(form.body, by_get.body);
    let charset = server.post("/sparql", "Application/SPARQL-Query; charset=utf-8", LEAVES);
    assert_eq!(charset.body, by_get.body);
    let head = server.request("HEAD", &format!("/sparql?query={}", encode(LEAVES)), &[], None);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), by_get.body.len().to_string());
}

#[test]
fn answers_come_in_the_format_that_is_liked_best() {
    let server = Server::sample(&[]);
    let select = format!("/sparql?query={}", encode(LEAVES));
    let construct = format!(
        "/sparql?query={}",
        encode("CONSTRUCT { ?a griot:leaves ?b } WHERE { ?a griot:leaves ?b }")
    );
    let check = |path: &str, accept: &str, media_type: &str, inside: &str| {
        let reply = server.get(path, accept);
        assert_eq!(reply.status, 200, "{accept}: {}", reply.text());
        assert!(
            reply.header("content-type").starts_with(media_type),
            "{accept}: {:?}",
            reply.headers
        );
        assert!(reply.header("vary").contains("accept"), "{accept}");
        assert!(reply.text().contains(inside), "{accept}: {}", reply.text());
    };
    check(&select, "text/csv", "text/csv", "who\r\n");
    check(
        &select,
        "text/tab-separated-values",
        "text/tab-separated-values",
        "?who\n",
    );
    check(
        &select,
        "application/sparql-results+xml",
        "application/sparql-results+xml",
        "<sparql",
    );
    check(
        &select,
        "application/xml;q=0.5, text/csv;q=0.4",
        "application/sparql-results+xml",
        "<sparql",
    );
    check(
        &select,
        "text/csv;q=0.1, application/json;q=0.2",
        "application/sparql-results+json",
        "\"bindings\"",
    );
    check(
        &select,
        "text/turtle, */*;q=0.1",
        "application/sparql-results+json",
        "\"bindings\"",
    );
    check(
        &format!("{select}&format=csv"),
        "application/json",
        "text/csv",
        "who\r\n",
    );
    check(&construct, "*/*", "text/turtle", "griot:leaves");
    check(
        &construct,
        "application/n-triples",
        "application/n-triples",
        "ontology#leaves>",
    );
    check(
        &construct,
        "application/rdf+xml",
        "application/rdf+xml",
        "<rdf:RDF",
    );
    check(
        &construct,
        "application/ld+json",
        "application/ld+json",
        "\"@id\"",
    );
    check(&construct, "application/trig", "application/trig", "griot:leaves");
    check(
        &construct,
        "application/n-quads;q=0.9, text/turtle;q=0.8",
        "application/n-quads",
        "ontology#leaves>",
    );
    check(
        &format!("{construct}&format=nt"),
        "text/html",
        "application/n-triples",
        "ontology#leaves>",
    );
    for (path, accept) in [
        (&select, "text/turtle"),
        (&construct, "text/csv"),
        (&select, "image/png"),
    ] {
        let reply = server.get(path, accept);
        assert_eq!(
            (reply.status, reply.problem().as_str()),
            (406, "not-acceptable"),
            "{accept}"
        );
    }
    let ask = server.get(
        &format!("/sparql?query={}", encode("ASK { ?a griot:leaves id:cedeao }")),
        "text/csv, */*;q=0.5",
    );
    assert_eq!(ask.text().trim(), "true");
}

#[test]
fn promises_are_seen_unless_facts_are_asked_for() {
    let server = Server::sample(&[]);
    let count = |path: &str, graphs: &str| {
        let sparql = "SELECT (COUNT(*) AS ?n) { ?a griot:supports ?b }";
        let reply = server.get(&format!("{path}?query={}{graphs}", encode(sparql)), "*/*");
        reply.rows()[0].parse::<usize>().unwrap()
    };
    assert!(count("/sparql", "") > count("/sparql/facts", ""));
    let graph = server
        .query("SELECT DISTINCT ?g { GRAPH ?g { ?a griot:supports ?b } FILTER(STRENDS(STR(?g), '/promises')) } ORDER BY ?g LIMIT 1")
        .rows()
        .remove(0);
    let graph = encode(&graph);
    let promised = count("/sparql", &format!("&default-graph-uri={graph}"));
    assert!(promised > 0);
    assert_eq!(count("/sparql/facts", &format!("&default-graph-uri={graph}")), 0);
    assert_eq!(count("/sparql", &format!("&named-graph-uri={graph}")), 0);
    let sparql = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a griot:supports ?b } }";
    let form = format!("query={}&named-graph-uri={graph}", encode(sparql));
    let named = server.post("/sparql", "application/x-www-form-urlencoded", &form);
    assert_eq!(named.rows(), [promised.to_string()]);
    let direct = server.post(
        &format!("/sparql?named-graph-uri={graph}"),
        "application/sparql-query",
        sparql,
    );
    assert_eq!(direct.rows(), [promised.to_string()]);
}

#[test]
fn what_is_wrong_with_a_request_is_said() {
    let server = Server::sample(&["--max-body", "20K"]);
    let check = |reply: crate::harness::Reply, status: u16, code: &str| {
        assert_eq!(
            (reply.status, reply.problem().as_str()),
            (status, code),
            "{}",
            reply.text()
        );
        reply
    };
    let syntax = check(server.query("SELECT *\nWHERE { ?é nope:x ?y }"), 400, "syntax");
    assert_eq!(
        (&syntax.json()["line"], syntax.json()["detail"].is_string()),
        (&2.into(), true)
    );
    check(server.query(""), 400, "syntax");
    check(server.query("\u{feff}SELECT * {} \0"), 400, "syntax");
    check(server.query("DROP ALL"), 400, "update");
    check(server.get("/sparql?query=", "*/*"), 400, "syntax");
    check(server.get("/sparql?default-graph-uri=x:a", "*/*"), 400, "query");
    check(
        server.get("/sparql?query=ASK{}&query=ASK{}", "*/*"),
        400,
        "parameter",
    );
    check(server.get("/sparql?update=DROP+ALL", "*/*"), 400, "update");
    check(server.get("/sparql?query=%FF", "*/*"), 400, "encoding");
    check(
        server.get("/sparql?query=ASK{}&default-graph-uri=no+iri", "*/*"),
        400,
        "graph",
    );
    check(
        server.post("/sparql", "application/x-www-form-urlencoded", "q=1"),
        400,
        "query",
    );
    check(
        server.post("/sparql", "application/sparql-update", "DROP ALL"),
        400,
        "update",
    );
    check(server.post("/sparql", "text/plain", LEAVES), 415, "media-type");
    let packed = [
        ("content-type", "application/sparql-query"),
        ("content-encoding", "gzip"),
    ];
    check(
        server.request("POST", "/sparql", &packed, Some(b"x")),
        415,
        "media-type",
    );
    check(server.query(&" ".repeat(21_000)), 413, "body-size");
    check(server.get("/nothing", "*/*"), 404, "address");
    check(
        server.get("/store?graph=https://example.org/none", "*/*"),
        404,
        "no-graph",
    );
    check(server.get("/store?graph=x:a&default", "*/*"), 400, "graph");
    check(server.get("/questions/nothing", "*/*"), 404, "question");
    check(
        server.get("/questions/timeline?one=Mali", "*/*"),
        400,
        "parameter",
    );
    check(
        server.get("/questions/who-left-what?since=hier", "*/*"),
        400,
        "parameter",
    );
    let method = check(server.request("DELETE", "/sparql", &[], None), 405, "method");
    assert!(method.header("allow").contains("POST"), "{:?}", method.headers);
    for service in ["SERVICE", "SERVICE SILENT"] {
        let sparql = format!("SELECT * {{ {service} <http://127.0.0.1:1/sparql> {{ ?s ?p ?o }} }}");
        let reply = server.query(&sparql);
        // SILENT asks not to be told; either way nothing leaves.
        assert!(
            reply.status == 403 && reply.problem() == "service" || service.ends_with("SILENT"),
            "{service}"
        );
    }
    check(
        server.post("/update", "application/sparql-update", "DROP ALL"),
        403,
        "read-only",
    );
    check(
        server.request(
            "PUT",
            "/store?graph=x:a",
            &[("content-type", "text/turtle")],
            Some(b""),
        ),
        403,
        "read-only",
    );
    check(
        server.request("DELETE", "/store?graph=x:a", &[], None),
        403,
        "read-only",
    );
}

/// A client that keeps its connection would otherwise send its next request where nobody listens.
#[test]
fn a_response_that_waits_for_no_body_says_that_the_connection_ends() {
    let server = Server::sample(&["--max-body", "20K"]);
    let closes = |head: &str, body: usize| {
        let length = if body == 0 {
            String::new()
        } else {
            format!("Content-Length: {body}\r\n")
        };
        let request = format!(
            "{head} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n{length}\r\n"
        );
        let mut stream = std::net::TcpStream::connect(&server.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        // The server may have closed the connection before all of it is sent.
        let _ = stream.write_all(&b"ASK{}".repeat(body / 5));
        let mut answer = [0; 4096];
        let length = stream.read(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer[..length]).to_lowercase();
        answer.contains("connection: close")
    };
    assert!(closes("POST /sparql", 30_000), "longer than what is taken");
    assert!(closes("POST /nothing", 10_000), "nobody wants it");
    assert!(closes("DELETE /sparql", 10), "nobody wants it");
    assert!(!closes("POST /sparql", 5), "read");
    assert!(!closes("POST /sparql", 10), "read, and no query");
    assert!(!closes("GET /nothing", 0), "nothing to read");
}

#[test]
fn graphs_are_fetched_whole() {
    let server = Server::sample(&[]);
    let article = server
        .query("SELECT ?a { ?a a schema:NewsArticle } ORDER BY ?a LIMIT 1")
        .rows()
        .remove(0);
    let graph = server.get(
        &format!("/store?graph={}", encode(&article)),
        "application/n-triples",
    );
    assert_eq!(graph.header("content-type"), "application/n-triples");
    let count = format!("SELECT (COUNT(*) AS ?n) {{ GRAPH <{article}> {{ ?s ?p ?o }} }}");
    assert_eq!(
        server.query(&count).rows(),
        [graph.text().lines().count().to_string()]
    );
    let turtle = server.get(&format!("/store?graph={}", encode(&article)), "");
    assert_eq!(turtle.header("content-type"), "text/turtle");
    let all = server.get("/store", "application/n-quads");
    let default = server.get("/store?default", "application/n-triples");
    let quads = all.text().lines().count();
    assert!(quads >= default.text().lines().count() && default.text().lines().count() > quads / 2);
    let count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }";
    assert_eq!(
        server.query(count).rows(),
        [default.text().lines().count().to_string()]
    );
    assert_eq!(server.get("/store", "text/csv").status, 406);
    let head = server.request(
        "HEAD",
        "/store?default",
        &[("accept", "application/n-triples")],
        None,
    );
    assert_eq!(head.header("content-length"), default.body.len().to_string());
}

#[test]
fn the_service_describes_itself() {
    let server = Server::sample(&[]);
    let description = server.get("/sparql", "application/n-triples");
    let endpoint = server.url("/sparql");
    for line in [
        format!("<{endpoint}> <http://www.w3.org/ns/sparql-service-description#endpoint> <{endpoint}> ."),
        format!(
            "<{endpoint}> <http://www.w3.org/ns/sparql-service-description#feature> \
             <http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph> ."
        ),
    ] {
        assert!(description.text().contains(&line), "{}", description.text());
    }
    assert!(!description.text().contains("Update"));
    for accept in ["text/turtle", "application/rdf+xml", "application/ld+json", "*/*"] {
        assert!(
            server
                .get("/sparql/facts", accept)
                .text()
                .contains("SPARQL11Query"),
            "{accept}"
        );
    }
    assert_eq!(server.get("/sparql", "text/csv").status, 406);
    let health = server.get("/health", "*/*").json();
    assert_eq!(health["status"], "ok");
    assert!(health["edition"]["number"].is_u64(), "{health}");
}

#[test]
fn canned_questions_are_asked_by_address() {
    let server = Server::sample(&[]);
    let listed = server.get("/questions", "*/*").json();
    let names: Vec<&str> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert!(
        names.contains(&"who-left-what") && names.contains(&"timeline"),
        "{names:?}"
    );
    let rows = server
        .get("/questions/who-left-what?who=mali&since=", "*/*")
        .rows();
    assert!(
        !rows.is_empty() && rows.iter().all(|row| row.contains("Mali")),
        "{rows:?}"
    );
    let csv = server.get("/questions/who-left-what?format=csv", "*/*");
    assert!(
        csv.text().starts_with("date,leaver,organisation"),
        "{}",
        csv.text()
    );
    let pair = server.get(
        &format!(
            "/questions/timeline?one={}&other=Russie",
            encode("Force conjointe de l'AES")
        ),
        "*/*",
    );
    assert!(!pair.rows().is_empty());
}

#[test]
fn people_get_a_page_in_their_language() {
    let server = Server::sample(&["--lang", "en"]);
    let page = |headers: &[(&str, &str)], path: &str| server.request("GET", path, headers, None);
    let french = page(&[("accept-language", "fr-FR,fr;q=0.9,en;q=0.8")], "/");
    assert!(french.text().contains("<html lang=\"fr\">"));
    assert!(
        page(&[("accept-language", "de, en")], "/")
            .text()
            .contains("<html lang=\"en\">")
    );
    assert!(page(&[], "/?lang=fr").text().contains("<html lang=\"fr\">"));
    assert!(page(&[], "/").text().contains("<html lang=\"en\">"));
    assert!(
        french
            .header("content-security-policy")
            .starts_with("default-src 'none'")
    );
    for asset in ["/explorer.js", "/explorer.css", "/griot.svg"] {
        let reply = server.get(asset, "*/*");
        assert_eq!(reply.status, 200, "{asset}");
        let foreign = reply.text().replace("http://www.w3.org/2000/svg", "");
        assert!(
            !foreign.contains("http://") && !foreign.contains("https://") || asset.ends_with("js"),
            "{asset}"
        );
    }
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    let sent = server.get("/sparql?query=ASK%20%7B%7D", browser);
    assert_eq!(
        (sent.status, sent.header("location")),
        (303, "/?query=ASK%20%7B%7D")
    );
    assert_eq!(server.get("/sparql", browser).header("location"), "/");
}

#[test]
fn an_entity_and_its_ties_are_drawn() {
    let server = Server::sample(&[]);
    let mali = encode("https://w3id.org/griot/id/mali");
    let picture = server.get(&format!("/picture?entity={mali}&lang=fr"), "*/*");
    assert_eq!(
        (picture.status, picture.header("content-type")),
        (200, "image/svg+xml")
    );
    assert!(
        picture
            .header("content-security-policy")
            .starts_with("default-src 'none'")
    );
    for words in ["Mali", "CEDEAO", "quitte"] {
        assert!(picture.text().contains(words), "{words}");
    }
    assert_eq!(
        server.get(&format!("/picture?entity={mali}&lang=fr"), "*/*").body,
        picture.body
    );
    assert!(
        server
            .get("/picture?lang=en&style=dark", "*/*")
            .text()
            .starts_with("<svg")
    );
    let nobody = server.get("/picture?entity=https://example.org/nobody", "*/*");
    assert_eq!((nobody.status, nobody.problem().as_str()), (404, "no-picture"));
}

#[test]
fn other_sites_are_let_in_only_where_wanted() {
    let ask = |server: &Server| {
        let headers = [("origin", "https://news.example")];
        let reply = server.request(
            "GET",
            &format!("/sparql?query={}", encode(LEAVES)),
            &headers,
            None,
        );
        reply.header("access-control-allow-origin").to_owned()
    };
    assert_eq!(ask(&Server::sample(&[])), "");
    assert_eq!(ask(&Server::sample(&["--cors", "https://other.example"])), "");
    assert_eq!(ask(&Server::sample(&["--cors", "*"])), "*");
    let server = Server::sample(&["--cors", "https://news.example", "--host", "graph.example"]);
    assert_eq!(ask(&server), "https://news.example");
    let preflight = [
        ("origin", "https://news.example"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type"),
    ];
    let reply = server.request("OPTIONS", "/sparql", &preflight, None);
    assert_eq!(reply.status, 200);
    assert!(reply.header("access-control-allow-methods").contains("POST"));
    // A foreign page that makes its own name point here is refused.
    let host = |name: &str| {
        server.raw(format!("GET /health HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n").as_bytes())
    };
    assert!(
        host("evil.example:7878").starts_with("HTTP/1.1 421"),
        "{}",
        host("evil.example")
    );
    for known in ["localhost:1", "127.0.0.1", "[::1]:80", "GRAPH.example"] {
        assert!(host(known).starts_with("HTTP/1.1 200"), "{known}");
    }
}

#[test]
fn a_store_that_is_none_is_named_at_once() {
    let home = tempfile::tempdir().unwrap();
    let serve = |store: &std::path::Path, bind: &str, arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_griot"))
            .args(["serve", "--bind", bind, "--store"])
            .arg(store)
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let free = "127.0.0.1:0";
    assert!(serve(&home.path().join("none"), free, &[]).contains("no store"));
    assert!(serve(sample_store(), "nowhere", &[]).contains("nowhere"));
    assert!(serve(sample_store(), free, &["--writable"]).contains("--token-file"));
    let token = home.path().join("token");
    std::fs::write(&token, "short").unwrap();
    let short = serve(
        sample_store(),
        free,
        &["--writable", "--token-file", token.to_str().unwrap()],
    );
    assert!(short.contains("too short"), "{short}");
    let server = Server::sample(&[]);
    assert!(serve(sample_store(), &server.address, &[]).contains("cannot listen"));
}
