//! From sentences to statements: `tests/corpus/statement/*.txt`.
//!
//! A first line `date: none` leaves the article undated. `GRIOT_BLESS=1 cargo test --test statements` writes what comes out into the files; read the diff.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use griot::article::Article;
use griot::data::Data;
use griot::engine::{DEFAULT_BASE, Engine};
use griot::statement::{EntityTerm, ObjectTerm, Statement};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// One case of a corpus file.
struct Case {
    title: String,
    input: String,
    expected: String,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if !line.starts_with("====") {
            continue;
        }
        let title = lines.next().unwrap_or_default().to_owned();
        lines.next();
        let mut parts = [String::new(), String::new()];
        let mut part = 0;
        while let Some(line) = lines.next_if(|line| !line.starts_with("====")) {
            if line == "---" {
                part = 1;
            } else if !line.is_empty() {
                parts[part].push_str(line);
                parts[part].push('\n');
            }
        }
        let [input, expected] = parts;
        cases.push(Case {
            title,
            input: input.trim_end().to_owned(),
            expected,
        });
    }
    cases
}

/// The article of a case: `# …` is a headline kept apart from the text.
fn article(case: &Case) -> Article {
    let (title, text) = match case
        .input
        .strip_prefix("# ")
        .and_then(|rest| rest.split_once('\n'))
    {
        Some((title, text)) => (Some(title.to_owned()), text.to_owned()),
        None => (None, case.input.clone()),
    };
    let (dated, text) = match text.strip_prefix("date: none\n") {
        Some(rest) => (false, rest.to_owned()),
        None => (true, text),
    };
    Article {
        key: case.title.clone(),
        name: case.title.clone(),
        title,
        text,
        // A Thursday.
        date: dated.then(|| jiff::civil::date(2025, 4, 3)),
        ..Article::default()
    }
}

fn line(statement: &Statement) -> String {
    let object = match &statement.object {
        ObjectTerm::Entity(term) => term.label.clone(),
        ObjectTerm::Literal { value } => value.to_string(),
    };
    let status = format!("{:?}", statement.status).to_lowercase();
    let mut line = format!(
        "{} {} {object} {status}",
        statement.subject.label, statement.predicate
    );
    let label = |term: &Option<EntityTerm>| term.as_ref().map(|term| term.label.clone());
    let qualifiers = [
        ("phase", statement.phase.clone()),
        ("date", statement.date.clone()),
        ("reported", statement.reported.clone()),
        ("place", label(&statement.place)),
        ("item", statement.item.clone()),
        ("domain", statement.domain.clone()),
        ("agreement", statement.agreement.clone()),
        ("office", statement.office.clone()),
        ("quantity", statement.quantity.clone()),
        ("attributed_to", label(&statement.attributed_to)),
    ];
    for (key, value) in qualifiers {
        if let Some(value) = value {
            let _ = write!(line, " | {key}: {value}");
        }
    }
    if statement.evidence.len() > 1 {
        let _ = write!(line, " | evidence: {}", statement.evidence.len());
    }
    if statement.evidence.iter().any(|evidence| evidence.field.is_some()) {
        line.push_str(" | in the title");
    }
    line
}

/// Quotes are exactly what stands at their place.
fn check_quotes(article: &Article, statements: &[Statement]) {
    for evidence in statements.iter().flat_map(|statement| &statement.evidence) {
        let text = if evidence.field.is_some() {
            article.title.as_deref().unwrap()
        } else {
            &article.text
        };
        let length = evidence.end - evidence.start;
        let quote: String = text.chars().skip(evidence.start).take(length).collect();
        assert_eq!(quote, evidence.quote);
        assert!(length <= 800);
        assert!(evidence.start <= evidence.trigger.start && evidence.trigger.end <= evidence.end);
    }
}

#[test]
fn sentences_give_their_statements() {
    let engine = Engine::load(&Data::builtin(), DEFAULT_BASE).unwrap();
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/statement");
    let mut wrong = String::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let mut blessed = String::new();
        for case in cases(&std::fs::read_to_string(&path).unwrap()) {
            let article = article(&case);
            let statements = engine.extract(&article);
            check_quotes(&article, &statements);
            let found: String = statements
                .iter()
                .map(|statement| line(statement) + "\n")
                .collect();
            let rule = "=".repeat(16);
            let _ = write!(
                blessed,
                "{rule}\n{}\n{rule}\n{}\n---\n{found}\n",
                case.title, case.input
            );
            if found != case.expected {
                let _ = write!(
                    wrong,
                    "{}: {}\n{}\nexpected\n{}found\n{found}\n",
                    path.display(),
                    case.title,
                    case.input,
                    case.expected
                );
            }
        }
        if std::env::var_os("GRIOT_BLESS").is_some() {
            std::fs::write(&path, blessed).unwrap();
        }
    }
    assert!(
        wrong.is_empty() || std::env::var_os("GRIOT_BLESS").is_some(),
        "{wrong}"
    );
}
