//! What the fuzz targets share: reading, and what must hold of every article read.

use griot::article::{Article, Format, Inputs, Piece, Readers};
use griot::data::Data;
use std::sync::LazyLock;

static READERS: LazyLock<Readers> =
    LazyLock::new(|| Readers::load(&Data::builtin()).expect("the built-in conventions load"));

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
