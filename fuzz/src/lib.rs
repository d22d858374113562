//! What the fuzz targets share: reading, and what must hold of every article read.

use griot::article::{Article, Format, Inputs, Piece, Readers};
use griot::data::Data;
use griot::engine::{DEFAULT_BASE, Engine};
use griot::graph::{Base, Dataset, GraphFormat, Mapping, Shapes, Store};
use griot::rule::Rules;
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

/// Reads `text` as a rule file, beside nothing else: a mistake is an error, never a panic, and a rule that
/// is accepted can be tried on a text.
pub fn load_rule(text: &str) {
    let mut data = Data::default();
    let path = "rules/fuzz/fuzz.toml";
    data.insert(path.into(), path.into(), text.as_bytes().to_vec().into());
    let (rules, errors) = Rules::read(&data, ENGINE.ontology(), ENGINE.lexicon());
    for error in errors {
        let mut out = String::new();
        let _ = miette::NarratableReportHandler::new().render_report(&mut out, &error);
    }
    if !rules.is_empty() {
        let article = Article {
            text: "Ankara a livré six drones à l'armée malienne. Moscou, Paris et Bamako se sont réunis.".into(),
            ..Article::default()
        };
        let reading = ENGINE.read(&article);
        let _ = ENGINE.apply(&article, &reading, &rules);
    }
}

/// Reads `bytes` as SHACL shapes and holds a store of one article to them.
pub fn load_shapes(bytes: &[u8]) {
    let mut data = Data::default();
    let path = "ontology/shapes.ttl";
    data.insert(path.into(), path.into(), bytes.to_vec().into());
    if let Ok(shapes) = Shapes::load(&data, ENGINE.ontology()) {
        let _ = STORE.validate(&shapes).expect("the store in memory answers");
    }
}

/// Brings `bytes` into a store, as RDF of each format.
pub fn import(bytes: &[u8]) {
    for format in GraphFormat::ALL {
        let store = Store::memory(mapping()).expect("a store in memory");
        if store.import("fuzz", bytes, format).is_ok() {
            assert!(store.articles().expect("it answers").is_empty());
            assert_eq!(store.check().expect("it answers"), []);
        }
    }
}

/// Asks `sparql` of a store of one article; a query ends, or is refused, or fails.
pub fn query(sparql: &str) {
    if let Ok(answer) = STORE.query(sparql, Dataset::All) {
        let _ = answer.into_table();
    }
}

fn mapping() -> Mapping {
    let base = Base::new(DEFAULT_BASE).expect("the default base is one");
    Mapping::new(base, ENGINE.ontology())
}

static STORE: LazyLock<Store> = LazyLock::new(|| {
    let store = Store::memory(mapping()).expect("a store in memory");
    let article = Article {
        key: "fuzz".into(),
        text: "Ankara a livré six drones à l'armée malienne. Bamako n'a pas quitté la CEDEAO.".into(),
        ..Article::default()
    };
    let statements = ENGINE.extract(&article);
    store
        .replace_article(&article, &statements, "fuzz")
        .expect("the store takes an article");
    store
});

fn check(article: &Article) {
    let mut last = 0;
    for mark in &article.marks {
        assert!(mark.span.start <= mark.span.end && mark.span.start >= last);
        assert!(article.text.get(mark.span.range()).is_some());
        last = mark.span.start;
    }
    assert!(!article.key.is_empty() && !article.name.is_empty());
}
