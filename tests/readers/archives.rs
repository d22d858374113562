//! Web archives.

use crate::pages::page;
use crate::{inputs, paragraphs};
use std::io::Write;
use std::path::Path;
use tempfile::TempDir;

/// An archive as another program (the `warc` crate) writes it.
fn archive() -> Vec<u8> {
    use warc::{RecordBuilder, RecordType, WarcHeader, WarcWriter};
    let html = page(
        "<article><h1>Titre du jour</h1><p>Il pleut sur Gao depuis mardi, et le fleuve monte.</p></article>",
    );
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(html.as_bytes()).unwrap();
    let packed = gzip.finish().unwrap();
    let chunked = format!(
        "5\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n",
        &html[..5],
        html.len() - 5,
        &html[5..]
    );
    let response = |head: &str, body: &[u8]| [head.as_bytes(), b"\r\n\r\n", body].concat();
    let mut bytes = Vec::new();
    let mut writer = WarcWriter::new(&mut bytes);
    let mut write = |kind: RecordType, uri: &str, content: &str, body: Vec<u8>| {
        let record = RecordBuilder::default()
            .version("1.0".to_owned())
            .warc_type(kind)
            .header(WarcHeader::TargetURI, uri)
            .header(WarcHeader::ContentType, content)
            .body(body)
            .build()
            .unwrap();
        writer.write(&record).unwrap();
    };
    let http = "application/http; msgtype=response";
    write(
        RecordType::WarcInfo,
        "urn:x",
        "application/warc-fields",
        b"software: x".to_vec(),
    );
    let ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8";
    write(
        RecordType::Response,
        "https://a.example/1",
        http,
        response(ok, html.as_bytes()),
    );
    let gzip = format!("{ok}\r\nContent-Encoding: gzip");
    write(
        RecordType::Response,
        "https://a.example/2",
        http,
        response(&gzip, &packed),
    );
    let chunks = format!("{ok}\r\nTransfer-Encoding: chunked");
    write(
        RecordType::Response,
        "https://a.example/3",
        http,
        response(&chunks, chunked.as_bytes()),
    );
    let missing = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html";
    write(
        RecordType::Response,
        "https://a.example/4",
        http,
        response(missing, html.as_bytes()),
    );
    let picture = "HTTP/1.1 200 OK\r\nContent-Type: image/png";
    write(
        RecordType::Response,
        "https://a.example/5",
        http,
        response(picture, b"\x89PNG"),
    );
    write(
        RecordType::Conversion,
        "https://a.example/6",
        "text/plain",
        b"Il pleut.".to_vec(),
    );
    write(
        RecordType::Resource,
        "https://a.example/7",
        "text/html",
        html.into_bytes(),
    );
    bytes
}

#[test]
fn archives() {
    let folder = TempDir::new().unwrap();
    let plain = folder.path().join("a.warc");
    std::fs::write(&plain, archive()).unwrap();
    let keys = |path: &Path| {
        let articles = inputs(&[path]).into_iter().map(Result::unwrap);
        articles
            .map(|article| format!("{} {}", article.key, paragraphs(&article).join("/")))
            .collect::<Vec<_>>()
    };
    let found = keys(&plain);
    let numbers: Vec<char> = found.iter().map(|key| key.chars().nth(18).unwrap()).collect();
    assert_eq!(numbers, ['1', '2', '3', '6', '7'], "{found:?}");
    assert!(found.iter().all(|text| text.contains("Il pleut")), "{found:?}");
    let packed = folder.path().join("a.warc.gz");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&archive()).unwrap();
    std::fs::write(&packed, gzip.finish().unwrap()).unwrap();
    assert_eq!(keys(&packed), found);
}

#[test]
fn a_broken_archive_is_read_on_at_the_next_record() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.warc");
    let good = archive();
    let broken = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 5\r\n\r\nHTTP/1\r\n\r\n";
    let absurd =
        b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 99999999999999999999999\r\n\r\n\r\n\r\n";
    std::fs::write(
        &path,
        [
            &broken[..],
            absurd,
            b"du bruit\r\n",
            &good,
            b"WARC/1.0\r\nContent-Length: 18446744073709551615\r\n\r\nfin",
        ]
        .concat(),
    )
    .unwrap();
    let found = inputs(&[&path]);
    assert_eq!(found.iter().filter(|result| result.is_ok()).count(), 5);
    let shown = found.iter().filter_map(|result| result.as_ref().err());
    let shown: Vec<String> = shown
        .map(|error| error.to_string().replace(&*path.to_string_lossy(), "A"))
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    A, record 1: is no valid WARC record: the HTTP response has no valid header
    A, record 2: is no valid WARC record: no Content-Length
    A, record 11: is no valid WARC record: the record ends before its Content-Length
    "#);
}
