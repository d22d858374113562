//! The same checks run on a store in memory and, with the feature, on one on disk.

use super::super::samples::{article, mapping, read, summit};
use super::*;
use proptest::prelude::*;

/// Every quad, as a sorted line.
fn dump(store: &Store) -> Vec<String> {
    let mut lines: Vec<String> = store
        .oxigraph
        .iter()
        .map(|quad| quad.unwrap().to_string())
        .collect();
    lines.sort_unstable();
    let mut graphs: Vec<String> = store
        .oxigraph
        .named_graphs()
        .map(|graph| graph.unwrap().to_string())
        .collect();
    graphs.sort_unstable();
    lines.extend(graphs);
    lines
}

/// Runs `check` with every kind of store there is.
fn everywhere(check: impl Fn(Store)) {
    check(Store::memory(mapping()).unwrap());
    #[cfg(feature = "rocksdb")]
    {
        let home = tempfile::tempdir().unwrap();
        check(Store::open(&home.path().join("store"), mapping(), true).unwrap());
    }
}

#[test]
fn building_again_changes_nothing() {
    everywhere(|store| {
        let (article, statements) = summit();
        let replace = || store.replace_article(&article, &statements, "v1").unwrap();
        assert_eq!(replace(), Outcome::Added);
        let before = dump(&store);
        assert_eq!(replace(), Outcome::Unchanged);
        assert_eq!(dump(&store), before);
        assert!(store.is_current(&article, "v1").unwrap());
        assert!(!store.is_current(&article, "v2").unwrap());
        assert_eq!(store.text(&article.key).unwrap(), Some(article.clone()));
    });
}

#[test]
fn a_dropped_article_leaves_no_trace() {
    everywhere(|store| {
        let (kept, statements) = summit();
        store.replace_article(&kept, &statements[..1], "v1").unwrap();
        let before = dump(&store);
        let other = article("autre", "2024-01-01", "Niamey et Paris.");
        let lines = [
            "France | supports | Niger | planned",
            "Russie | meets | Niger | actual",
        ];
        store
            .replace_article(&other, &read(&other, &lines), "v1")
            .unwrap();
        assert!(store.drop_article("autre").unwrap());
        assert!(!store.drop_article("autre").unwrap());
        assert_eq!(dump(&store), before);
        assert_eq!(store.text("autre").unwrap(), None);
        assert!(store.drop_article(&kept.key).unwrap());
        assert_eq!(dump(&store), Vec::<String>::new());
    });
}

#[test]
fn a_change_replaces_graph_and_text() {
    everywhere(|store| {
        let (old, statements) = summit();
        store.replace_article(&old, &statements, "v1").unwrap();
        let mut new = old.clone();
        new.text.push('!');
        let outcome = store.replace_article(&new, &statements[..2], "v1").unwrap();
        assert_eq!(outcome, Outcome::Replaced);
        assert_eq!(store.text(&old.key).unwrap(), Some(new.clone()));
        let scratch = Store::memory(mapping()).unwrap();
        scratch.replace_article(&new, &statements[..2], "v1").unwrap();
        assert_eq!(dump(&store), dump(&scratch));
        let entries = store.articles().unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].content_hash, new.content_hash());
    });
}

#[test]
fn a_shared_entity_follows_the_gazetteer() {
    let (article, statements) = summit();
    let store = Store::memory(mapping()).unwrap();
    store.replace_article(&article, &statements, "v1").unwrap();
    let renamed = super::super::SharedEntity {
        label: "République du Mali".to_owned(),
        class: "State".to_owned(),
        ..Default::default()
    };
    let iri = format!("{}mali", super::super::samples::BASE);
    let newer = mapping().with_entities([(iri, renamed)]);
    let store = Store {
        mapping: newer.clone(),
        shared: Mutex::default(),
        ..store
    };
    store.replace_article(&article, &statements, "v2").unwrap();
    let scratch = Store::memory(newer).unwrap();
    scratch.replace_article(&article, &statements, "v2").unwrap();
    assert_eq!(dump(&store), dump(&scratch));
}

#[test]
fn a_run_gives_what_single_changes_give() {
    everywhere(|store| {
        let scratch = Store::memory(mapping()).unwrap();
        let mut writer = store.writer().unwrap();
        for number in 0..30 {
            let article = article(
                &format!("a{number}"),
                "2025-01-01",
                "Bamako et Moscou se parlent.",
            );
            let statements = read(
                &article,
                &[
                    "Mali | meets | Russie | actual",
                    "Russie | supplies | Mali | planned",
                ],
            );
            assert_eq!(
                writer.replace_article(&article, &statements, "v1").unwrap(),
                Outcome::Added
            );
            scratch.replace_article(&article, &statements, "v1").unwrap();
        }
        assert!(writer.drop_article("a7").unwrap());
        scratch.drop_article("a7").unwrap();
        writer.finish().unwrap();
        assert_eq!(dump(&store), dump(&scratch));
    });
}

/// What a sequence of builds may do to one of three articles.
#[derive(Debug, Clone)]
enum Step {
    Replace {
        article: usize,
        text: usize,
        statements: u8,
        version: usize,
    },
    Drop {
        article: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..3_usize, 0..3_usize, any::<u8>(), 0..2_usize)
            .prop_map(|(article, text, statements, version)| Step::Replace { article, text, statements, version }),
        1 => (0..3_usize).prop_map(|article| Step::Drop { article }),
    ]
}

/// The article and statements of a step: bit n of `chosen` takes line n.
fn reading(number: usize, text: usize, chosen: u8) -> (Article, Vec<Statement>) {
    let lines = [
        "Mali | meets | Russie | actual",
        "Niger | meets | Russie | planned",
        "Russie | supplies | Mali | planned",
        "Russie | sanctions | Mali | denied",
        "France | supports | Niger | possible",
        "Force conjointe | strength | 5000 | planned",
        "Awa Sidibé | visits | Mali | actual",
        "Mali | leaves | CEDEAO | actual",
    ];
    let article = article(
        &format!("a{number}"),
        "2025-01-01",
        &format!("Texte {text} des dépêches."),
    );
    let chosen: Vec<&str> = (0..8)
        .filter(|bit| chosen >> bit & 1 == 1)
        .map(|bit| lines[bit])
        .collect();
    let statements = read(&article, &chosen);
    (article, statements)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_sequence_equals_a_store_from_scratch(steps in prop::collection::vec(step(), 1..12)) {
        let store = Store::memory(mapping()).unwrap();
        let mut last = std::collections::BTreeMap::new();
        for step in steps {
            match step {
                Step::Replace { article: number, text, statements, version } => {
                    // One version reads one text in one way.
                    let chosen = statements.rotate_left((text + 3 * version) as u32);
                    let key = (text, version);
                    let chosen = *last
                        .get(&number)
                        .filter(|(old, _)| *old == key)
                        .map_or(&chosen, |(_, chosen)| chosen);
                    let (article, statements) = reading(number, text, chosen);
                    store.replace_article(&article, &statements, &format!("v{version}")).unwrap();
                    last.insert(number, (key, chosen));
                }
                Step::Drop { article: number } => {
                    prop_assert_eq!(store.drop_article(&format!("a{number}")).unwrap(), last.remove(&number).is_some());
                }
            }
        }
        let scratch = Store::memory(mapping()).unwrap();
        for (number, ((text, version), chosen)) in last {
            let (article, statements) = reading(number, text, chosen);
            scratch.replace_article(&article, &statements, &format!("v{version}")).unwrap();
        }
        prop_assert_eq!(dump(&store), dump(&scratch));
    }
}

#[cfg(feature = "rocksdb")]
mod on_disk {
    use super::*;

    #[test]
    fn a_store_opens_again_and_others_may_read_meanwhile() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("store");
        let (article, statements) = summit();
        let store = Store::open(&path, mapping(), true).unwrap();
        let mut writer = store.writer().unwrap();
        writer.replace_article(&article, &statements, "v1").unwrap();
        writer.finish().unwrap();
        let reader = Store::open_read_only(&path, mapping()).unwrap();
        assert_eq!(dump(&reader), dump(&store));
        assert!(matches!(reader.drop_article("x"), Err(StoreError::ReadOnly)));
        assert!(matches!(
            Store::open(&path, mapping(), true),
            Err(StoreError::Locked { .. })
        ));
        let before = dump(&reader);
        store.drop_article(&article.key).unwrap();
        store.publish().unwrap();
        assert_eq!(dump(&reader), before, "a reader sees the state it opened");
        assert_eq!(
            Store::open_read_only(&path, mapping())
                .unwrap()
                .quad_count()
                .unwrap(),
            0
        );
        drop(store);
        assert_eq!(
            Store::open(&path, mapping(), true).unwrap().quad_count().unwrap(),
            0
        );
    }

    #[test]
    fn what_a_killed_build_left_is_mended() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("store");
        let (article, statements) = summit();
        let mut stray = article.clone();
        stray.text.push('?');
        {
            let store = Store::open(&path, mapping(), true).unwrap();
            let _begun = store.writer().unwrap();
            store.replace_article(&article, &statements, "v1").unwrap();
            store.texts().put(&stray).unwrap();
        }
        let reader = Store::open_read_only(&path, mapping()).unwrap();
        assert_eq!(
            reader.articles().unwrap().len(),
            1,
            "a reader sees what was committed"
        );
        drop(reader);
        let store = Store::open(&path, mapping(), true).unwrap();
        assert_eq!(store.text(&article.key).unwrap(), Some(article.clone()));
        assert_eq!(
            store.texts().get(&stray.key, &stray.content_hash()).unwrap(),
            None
        );
    }

    #[test]
    fn bulk_and_transactions_agree() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(&home.path().join("store"), mapping(), false).unwrap();
        let scratch = Store::memory(mapping()).unwrap();
        let mut writer = store.writer().unwrap();
        for number in 0..1500 {
            let (article, statements) = reading(number, 0, 0xff);
            writer.replace_article(&article, &statements, "v1").unwrap();
            scratch.replace_article(&article, &statements, "v1").unwrap();
        }
        writer.finish().unwrap();
        assert!(store.quad_count().unwrap() > 100_000);
        assert_eq!(dump(&store), dump(&scratch));
    }
}
