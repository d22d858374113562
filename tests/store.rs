//! The sample corpus in a store: lean, within the ontology, the same however it came about.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use griot::article::Article;
use griot::data::Data;
use griot::engine::{DEFAULT_BASE, Engine};
use griot::graph::{Base, ExportOptions, GraphFormat, Mapping, SharedEntity, Store};
use griot::statement::{ObjectTerm, Statement};
use std::sync::OnceLock;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::load(&Data::builtin(), DEFAULT_BASE).unwrap())
}

/// The sample corpus with what it says.
fn corpus() -> Vec<(Article, Vec<Statement>)> {
    let data = Data::builtin();
    let article = |file: &griot::data::DataFile| {
        let article = Article {
            key: file.path.clone(),
            name: file.path.clone(),
            date: Some("2025-04-04".parse().unwrap()),
            publisher: Some("Griot".to_owned()),
            text: String::from_utf8(file.bytes.to_vec()).unwrap(),
            ..Article::default()
        };
        let statements = engine().extract(&article);
        (article, statements)
    };
    data.below("articles/").map(article).collect()
}

fn store() -> Store {
    let engine = engine();
    let entities = engine.gazetteer().iter().map(|(_, entity)| {
        let shared = SharedEntity {
            label: entity.label.to_string(),
            class: engine.ontology().class_name(entity.class).to_owned(),
            aliases: entity.aliases.iter().map(ToString::to_string).collect(),
            wikidata: None,
        };
        (format!("{DEFAULT_BASE}{}", entity.id), shared)
    });
    let base = Base::new(DEFAULT_BASE).unwrap();
    Store::memory(Mapping::new(base, engine.ontology()).with_entities(entities)).unwrap()
}

fn export(store: &Store) -> String {
    let mut out = Vec::new();
    store
        .export(ExportOptions::new(GraphFormat::NQuads), &mut out)
        .unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn at_most_fourteen_quads_per_statement() {
    let store = store();
    let mut statements = 0;
    for (article, found) in corpus() {
        store.replace_article(&article, &found, "v").unwrap();
        statements += found.len();
    }
    let quads = export(&store);
    // Shared entities are described once for all articles, and so are no cost of a statement.
    let shared = quads.lines().filter(|line| line.contains("/entities>")).count();
    let all = quads.lines().count();
    let lean = (all - shared) as f64 / statements as f64;
    println!("{statements} statements, {all} quads, {shared} of them on shared entities; {lean:.2} each");
    assert!(lean <= 14.0, "{lean:.2} quads per statement");
}

#[test]
fn every_statement_keeps_to_the_ontology() {
    let ontology = engine().ontology();
    for (article, statements) in corpus() {
        for statement in statements {
            let name = format!("{} in {}", statement.predicate, article.key);
            let predicate = ontology.predicate(&statement.predicate).unwrap();
            let class = |name: &Option<String>| ontology.class(name.as_deref().unwrap()).unwrap();
            assert!(
                ontology.accepts_subject(predicate, class(&statement.subject.class)),
                "{name}"
            );
            match &statement.object {
                ObjectTerm::Entity(entity) => {
                    assert!(ontology.accepts_object(predicate, class(&entity.class)), "{name}");
                }
                ObjectTerm::Literal { .. } => assert!(ontology.literal_range(predicate).is_some(), "{name}"),
            }
        }
    }
}

#[test]
fn detours_leave_no_trace() {
    let corpus = corpus();
    let straight = store();
    for (article, statements) in &corpus {
        straight.replace_article(article, statements, "v2").unwrap();
    }
    let winding = store();
    for (article, statements) in corpus.iter().rev() {
        let half = &statements[..statements.len() / 2];
        winding.replace_article(article, half, "v1").unwrap();
    }
    winding.drop_article(&corpus[0].0.key).unwrap();
    for (article, statements) in &corpus {
        winding.replace_article(article, statements, "v2").unwrap();
    }
    assert_eq!(export(&winding), export(&straight));
}
