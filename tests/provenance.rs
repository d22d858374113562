//! From edges to words, from one witness to the next: what an editor asks of a store, on the command line.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]
#![cfg(feature = "rocksdb")]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn griot(arguments: &[&str], paths: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_griot"))
        .env("LC_ALL", "C")
        .env("NO_COLOR", "1")
        .args(arguments)
        .args(paths)
        .output()
        .unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn done(arguments: &[&str], paths: &[&Path]) -> String {
    let output = griot(arguments, paths);
    assert!(output.status.success(), "{arguments:?}: {}", errors(&output));
    String::from_utf8(output.stdout).unwrap()
}

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A folder of articles (name, front matter's date, text) and a store of them.
struct Corpus {
    _home: tempfile::TempDir,
    input: PathBuf,
    store: PathBuf,
}

impl Corpus {
    fn new(articles: &[(&str, &str, &str)]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let corpus = Self {
            input: home.path().join("in"),
            store: home.path().join("store"),
            _home: home,
        };
        std::fs::create_dir(&corpus.input).unwrap();
        for (name, date, text) in articles {
            corpus.write(name, date, text);
        }
        corpus.build();
        corpus
    }

    fn write(&self, name: &str, date: &str, text: &str) {
        let file = format!("---\ndate: {date}\npublisher: Rédaction {name}\n---\n{text}\n");
        std::fs::write(self.input.join(format!("{name}.md")), file).unwrap();
    }

    /// What the build says on stderr.
    fn build(&self) -> String {
        let output = griot(&["build", "--store"], &[&self.store, &self.input]);
        assert!(output.status.success(), "{}", errors(&output));
        errors(&output)
    }

    fn run(&self, arguments: &[&str]) -> String {
        done(&[arguments, &["--store"]].concat(), &[&self.store])
    }
}

#[test]
fn every_statement_of_the_sample_is_explained_to_the_letter() {
    let home = tempfile::tempdir().unwrap();
    let store = home.path().join("store");
    let articles = root().join("data/articles");
    done(&["build", "--store"], &[&store, &articles]);
    assert!(done(&["check", "--store"], &[&store]).is_empty());
    assert!(done(&["validate", "--store"], &[&store]).is_empty());
    let extracted = lines(&done(&["extract", "--format", "jsonl"], &[&articles]));
    assert!(extracted.len() > 100);
    let mut explained = 0;
    for statement in extracted.iter().step_by(7) {
        let id = statement["id"].as_str().unwrap();
        let found = lines(&done(&["explain", id, "--format", "json", "--store"], &[&store]));
        let [found] = found.as_slice() else {
            panic!("{id}: {found:?}")
        };
        assert_eq!(found["rule"], statement["rule"]);
        assert_eq!(
            found["evidence"].as_array().unwrap().len(),
            statement["evidence"].as_array().unwrap().len()
        );
        let article = articles.join(found["article"]["key"].as_str().unwrap());
        let text: Vec<char> = std::fs::read_to_string(article).unwrap().chars().collect();
        let traces = found["traces"].as_array().unwrap();
        assert!(
            traces.iter().any(|trace| trace["rule"] == statement["rule"]),
            "{found}"
        );
        for trace in traces {
            let trigger = &trace["trigger"];
            let at = |key: &str| trigger[key].as_u64().unwrap() as usize;
            let slice: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(trigger["words"], slice.as_str());
            assert!(!trigger["lemma"].as_str().unwrap().is_empty());
            assert!(!trace["slots"].as_array().unwrap().is_empty());
        }
        explained += 1;
    }
    assert!(explained > 15);
    let text = done(&["--lang", "fr", "explain", "Russie", "--store"], &[&store]);
    for word in ["règle", "déclencheur", "mots", "article"] {
        assert!(text.contains(word), "{text}");
    }
}

#[test]
fn only_what_changed_is_read_again() {
    let corpus = Corpus::new(&[
        ("a", "2025-01-01", "Ankara a livré six drones au Mali."),
        ("b", "2025-01-02", "Le Togo a livré dix camions au Niger."),
        ("c", "2025-01-03", "Le Niger a quitté la CEDEAO."),
    ]);
    assert!(corpus.build().contains("0 new, 0 updated, 3 unchanged"));
    corpus.write("b", "2025-01-02", "Le Togo a livré vingt camions au Niger.");
    assert!(corpus.build().contains("0 new, 1 updated, 2 unchanged"));
    assert!(corpus.run(&["explain", "Togo"]).contains("vingt camions"));
    assert!(corpus.run(&["check"]).is_empty());
}

/// The rule that reads "livrer", without its frames for it: another set of rules.
fn other_rules(folder: &Path) {
    let rule = done(&["rules", "show", "supplies-fournir"], &[]);
    let rule = rule
        .replacen("\"livrer\", ", "", 1)
        .replace("\"livrer\"", "\"fournir\"");
    std::fs::create_dir_all(folder.join("rules/arms")).unwrap();
    std::fs::write(folder.join("rules/arms/supplies-fournir.toml"), rule).unwrap();
}

#[test]
fn stores_and_rules_are_told_apart() {
    let corpus = Corpus::new(&[
        ("a", "2025-01-01", "Ankara a livré six drones au Mali."),
        ("b", "2025-01-02", "Le Niger a quitté la CEDEAO."),
    ]);
    let rules = corpus.input.with_file_name("rules");
    other_rules(&rules);
    let same = griot(&["diff"], &[&corpus.store, &corpus.store]);
    assert!(same.stdout.is_empty() && errors(&same).contains("0 gained, 0 lost, 0 changed"));
    let again = griot(&["diff"], &[&corpus.store]);
    assert!(again.stdout.is_empty(), "{}", errors(&again));
    let under = done(&["diff", "--data"], &[&rules, &corpus.store]);
    let corpora = done(
        &["diff", "builtin"],
        &[&rules, Path::new("--corpus"), &corpus.input],
    );
    for text in [under, corpora] {
        assert!(text.starts_with("supplies-fournir  +0 −1"), "{text}");
        assert!(text.contains("Turquie supplies Mali"), "{text}");
        assert!(!text.contains("CEDEAO"), "{text}");
    }
    let folder = corpus.input.with_file_name("later");
    std::fs::write(corpus.input.join("b.md"), "Le Niger n'a pas quitté la CEDEAO.").unwrap();
    done(&["build", "--store"], &[&folder, &corpus.input]);
    let lines = lines(&done(&["diff", "--format", "json"], &[&corpus.store, &folder]));
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(
        (&lines[0]["change"], &lines[0]["claim"]["status"]),
        (&"changed".into(), &"denied".into())
    );
    assert!(lines[0]["fields"].as_array().unwrap().contains(&"status".into()));
}

const WIRE: &str = "Ankara a livré six drones au Mali, a annoncé mardi le ministère turc de la Défense. Les appareils \
    sont arrivés de nuit à l'aéroport, où une équipe technique les attendait depuis la semaine précédente. Leur \
    mise en service doit prendre un mois, le temps de former les équipages et d'installer les stations au sol, \
    selon une note que des journalistes ont pu consulter.";

#[test]
fn a_wire_story_is_one_source_however_often_it_is_printed() {
    let corpus = Corpus::new(&[
        ("agence", "2025-01-01", WIRE),
        ("quotidien", "2025-01-02", &WIRE.replace("mardi ", "")),
        ("site", "2025-01-01", WIRE),
        (
            "autre",
            "2025-01-05",
            "Le Mali a reçu des drones : la Turquie a livré six appareils au Mali.",
        ),
    ]);
    let facts = lines(&corpus.run(&["facts", "Mali", "--kind", "supplies", "--format", "json"]));
    let [fact] = facts.as_slice() else {
        panic!("{facts:?}")
    };
    assert_eq!(
        (&fact["sources"], fact["claims"].as_array().unwrap().len()),
        (&2.into(), 4)
    );
    assert_eq!(
        (&fact["first"], &fact["last"]),
        (&"2024-12-31".into(), &"2025-01-05".into())
    );
    let copies = corpus.run(&[
        "query",
        "--format",
        "csv",
        "SELECT ?copy ?how ?of { GRAPH id:copies { ?c ?p ?o } ?c griot:articleKey ?copy . ?o griot:articleKey ?of \
         BIND(STRAFTER(STR(?p), 'a') AS ?how) } ORDER BY ?copy",
    ]);
    let rows: Vec<&str> = copies.lines().skip(1).collect();
    assert_eq!(rows.len(), 2, "{copies}");
    assert!(rows[0].starts_with("quotidien.md,") && rows[0].ends_with(",agence.md"));
    assert!(rows[1].starts_with("site.md,") && rows[1].ends_with(",agence.md"));
    assert!(
        corpus
            .run(&["facts", "Mali", "--kind", "supplies", "--min-sources", "3"])
            .is_empty()
    );
    // The original goes: its reprints are still one source.
    corpus.run(&["remove", "agence.md"]);
    let facts = lines(&corpus.run(&["facts", "Mali", "--kind", "supplies", "--format", "json"]));
    assert_eq!(facts[0]["sources"], 2);
    assert!(corpus.run(&["check"]).is_empty());
}

#[test]
fn both_sides_and_the_course_of_things_are_shown() {
    let corpus = Corpus::new(&[
        ("a", "2025-01-10", "Ankara va livrer des drones au Mali."),
        (
            "b",
            "2025-02-10",
            "La Turquie et le Mali ont signé un accord de coopération.",
        ),
        ("c", "2025-03-10", "Ankara a livré des drones au Mali."),
        ("d", "2025-04-10", "Ankara n'a pas livré de drones au Mali."),
        ("e", "2025-01-29", "Le Niger a quitté la CEDEAO."),
        ("f", "2025-05-01", "Le Niger est membre de la CEDEAO."),
    ]);
    let conflicts = lines(&corpus.run(&["conflicts", "--format", "json"]));
    let kinds: Vec<&str> = conflicts
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    assert!(kinds.contains(&"denied") && kinds.contains(&"ended"), "{kinds:?}");
    for conflict in &conflicts {
        for side in [&conflict["one"], &conflict["other"]] {
            let claim = &side["claims"][0];
            assert!(
                claim["article"]["publisher"]
                    .as_str()
                    .unwrap()
                    .starts_with("Rédaction")
            );
            assert!(claim["reported"].is_string() && claim["evidence"][0]["quote"].is_string());
        }
    }
    let courses = lines(&corpus.run(&["lifecycle", "Turquie", "Mali", "--format", "json"]));
    let supplies = courses.iter().find(|one| one["predicate"] == "supplies").unwrap();
    let stages: Vec<&str> = supplies["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["stage"].as_str().unwrap())
        .collect();
    assert_eq!(stages, ["promised", "signed", "done", "denied"]);
    let text = corpus.run(&["--lang", "fr", "conflicts", "Niger"]);
    assert!(
        text.contains("Dit valoir après sa fin") && !text.contains("Turquie"),
        "{text}"
    );
}

#[test]
fn background_joins_and_goes() {
    let corpus = Corpus::new(&[("a", "2025-01-10", "Ankara a livré des drones au Mali.")]);
    let before = corpus.run(&["export", "--format", "nq"]);
    let file = corpus.input.with_file_name("codes.ttl");
    std::fs::write(
        &file,
        "<https://w3id.org/griot/id/mali> <https://example.org/code> 'ML' .",
    )
    .unwrap();
    done(&["import", "--store"], &[&corpus.store, &file]);
    let join = "SELECT ?c { ?s griot:supplies ?o . ?o <https://example.org/code> ?c }";
    assert_eq!(corpus.run(&["query", "--format", "csv", join]), "c\r\nML\r\n");
    assert!(corpus.run(&["check"]).is_empty() && corpus.run(&["validate"]).is_empty());
    corpus.run(&["import", "--remove", "codes.ttl"]);
    assert_eq!(corpus.run(&["export", "--format", "nq"]), before);
    std::fs::write(&file, "nonsense").unwrap();
    let refused = griot(&["import", "--store"], &[&corpus.store, &file]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(corpus.run(&["export", "--format", "nq"]), before);
}

#[test]
fn a_store_is_described_for_catalogues() {
    let corpus = Corpus::new(&[("a", "2025-01-10", "Ankara a livré des drones au Mali.")]);
    for format in ["ttl", "nt", "rdf", "jsonld"] {
        let text = corpus.run(&["status", "--format", format]);
        assert!(text.contains("http://rdfs.org/ns/void#"), "{text}");
    }
    let json: Value = serde_json::from_str(&corpus.run(&["status", "--format", "json"])).unwrap();
    assert_eq!(
        (&json["articles"], &json["rebuild_due"]),
        (&1.into(), &false.into())
    );
    assert!(corpus.run(&["status", "--articles"]).starts_with("a.md\t"));
}
