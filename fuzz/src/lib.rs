//! What the fuzz targets share: reading, and what must hold of every article read.

use griot::article::{Article, Format, Inputs, Piece, Readers};
use griot::data::Data;
use griot::engine::{DEFAULT_BASE, Engine};
use std::sync::LazyLock;

static READERS: LazyLock<Readers> =
    LazyLock::new(|| Readers::load(&Data::builtin()).expect("the built-in conventions load"));

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::load(&Data::builtin(), DEFAULT_BASE).expect("the built-in knowledge loads"));

/// Draws the statements of `text`; every quotation must be a slice of it.
pub fn extract(text: &str) {
    let article = Article {
        key: "fuzz".into(),
        name: "fuzz".into(),
        text: text.into(),
        ..Article::default()
    };
    for statement in ENGINE.extract(&article) {
        assert!(
            statement
                .evidence
                .iter()
                .all(|evidence| text.contains(&evidence.quote))
        );
    }
}

/// Reads `bytes` as one piece of `format`.
pub fn read(format: Format, bytes: &[u8]) {
    let piece = Piece::from_bytes("fuzz", format, bytes.to_vec());
    READERS.read(&piece).iter().flatten().for_each(check);
}

/// Reads `bytes` as a file called `name`.
pub fn open(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder for the file");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("the file is written");
    Inputs::new([path], &READERS)
        .flatten()
        .for_each(|article| check(&article));
}

fn check(article: &Article) {
    let mut last = 0;
    for mark in &article.marks {
        assert!(mark.span.start <= mark.span.end && mark.span.start >= last);
        assert!(article.text.get(mark.span.range()).is_some());
        last = mark.span.start;
    }
    assert!(!article.key.is_empty() && !article.name.is_empty());
}
