//! Rules over hand-built articles.

use super::scene::{Scene, lexicon, ontology};
use super::*;
use crate::article::Article;
use crate::statement::{Carriers, Drawing, ObjectTerm, Statement, draw};
use std::borrow::Cow;

/// Rules from their files.
fn rules(files: &[&str]) -> Rules {
    let mut data = Data::default();
    for file in files {
        let id = file
            .lines()
            .find_map(|line| line.strip_prefix("id = "))
            .unwrap()
            .trim_matches('"')
            .to_owned();
        data.insert(
            format!("rules/test/{id}.toml"),
            format!("{id}.toml"),
            Cow::Owned(file.as_bytes().to_vec()),
        );
    }
    Rules::load(&data, ontology(), lexicon())
        .unwrap_or_else(|errors| panic!("{:?}", miette::Report::new(errors)))
}

/// The embedded words of time and place.
fn carriers() -> &'static Carriers {
    static CARRIERS: std::sync::OnceLock<Carriers> = std::sync::OnceLock::new();
    CARRIERS.get_or_init(|| Carriers::load(&Data::builtin(), lexicon()).unwrap())
}

fn statements(rules: &Rules, scene: &Scene) -> Vec<Statement> {
    let article = Article {
        key: "a".into(),
        name: "a.txt".into(),
        ..Article::default()
    };
    let view = scene.view();
    let found = rules.find(&view, ontology());
    let drawing = Drawing {
        article: &article,
        date: None,
        view: &view,
        rules,
        carriers: carriers(),
        ontology: ontology(),
        base: "https://example.org/",
    };
    draw(&drawing, &found)
}

/// One statement on a line: subject, predicate, object, status, qualifiers.
fn line(statement: &Statement) -> String {
    let object = match &statement.object {
        ObjectTerm::Entity(term) => term.label.clone(),
        ObjectTerm::Literal { value } => value.to_string(),
    };
    let mut line = format!(
        "{} {} {object} {:?}",
        statement.subject.label, statement.predicate, statement.status
    );
    for (key, value) in [
        ("item", &statement.item),
        ("domain", &statement.domain),
        ("agreement", &statement.agreement),
        ("office", &statement.office),
        ("quantity", &statement.quantity),
    ] {
        if let Some(value) = value {
            line.push_str(&format!(" {key}={value}"));
        }
    }
    if let Some(speaker) = &statement.attributed_to {
        line.push_str(&format!(" by={}", speaker.label));
    }
    line
}

fn check(files: &[&str], scene: &str, expected: &str) {
    let found = statements(&rules(files), &Scene::of(scene));
    let found: Vec<String> = found.iter().map(line).collect();
    let expected: Vec<&str> = expected
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(found, expected, "\n{scene}");
}

const SUPPLIES: &str = r#"
id = "supplies"
predicate = "griot:supplies"
title = "livrer"
[roles]
supplier = { type = "griot:Agent" }
recipient = { type = "griot:Agent" }
item = { text = true, optional = true, not_type = "griot:Person", except = ["discours"] }
[emit]
subject = "supplier"
object = "recipient"
item = "item"
[[frame]]
verb = ["livrer"]
subject = "supplier"
object = "item"
oblique = [{ prep = ["à"], role = "recipient" }]
without = { object = ["bataille"] }
[[example]]
text = "x"
gives = []
"#;

#[test]
fn a_frame_fills_its_places() {
    check(
        &[SUPPLIES],
        "S[Moscou@moscou>russie] V<livre|livrer> O[des *drones] à[le Mali@mali]",
        "Russie supplies Mali Actual item=drones",
    );
    check(
        &[SUPPLIES],
        "S[Moscou@moscou>russie] V!<livre|livrer> O[six *drones turcs@turquie] à[le Mali@mali]",
        "Russie supplies Mali Denied item=six drones turcs",
    );
    // The recipient may hang on the item.
    check(
        &[SUPPLIES],
        "S[la Russie@russie] V^<livrer> O[des *drones à[le Mali@mali]]",
        "Russie supplies Mali Planned item=drones",
    );
    // Coordination is expanded.
    check(
        &[SUPPLIES],
        "S[la Russie@russie] V<livre|livrer> O[des *drones] à[le Mali@mali] +[le Niger@niger]",
        "Russie supplies Mali Actual item=drones
         Russie supplies Niger Actual item=drones",
    );
    // Collectives too; nobody supplies himself.
    check(
        &[SUPPLIES],
        "S[la Russie@russie] V<livre|livrer> O[des *drones] à[les *pays@mali&niger&russie]",
        "Russie supplies Mali Actual item=drones
         Russie supplies Niger Actual item=drones",
    );
}

#[test]
fn every_constraint_counts() {
    for silent in [
        "S[la Russie@russie] V<livre|livrer> O[un *discours] à[le Mali@mali]",
        "S[la Russie@russie] V<livre|livrer> O[*bataille] à[le Mali@mali]",
        "S[la Russie@russie] V<livre|livrer> O[Lavrov@lavrov] à[le Mali@mali]",
        "S[la Russie@russie] V<livre|livrer> O[des *drones]",
        "S[la Russie@russie] V<livre|livrer> O[des *drones] à[la *population]",
        "S[la Russie@russie] Vr<livre|livrer> O[des *drones] à[le Mali@mali]",
    ] {
        check(&[SUPPLIES], silent, "");
    }
}

const LEAVES: &str = r#"
id = "leaves"
predicate = "griot:leaves"
title = "se retirer"
[roles]
member = { type = "griot:State" }
club = { type = "griot:Organisation" }
[emit]
subject = "member"
object = "club"
[[frame]]
verb = ["se retirer"]
subject = "member"
oblique = [{ prep = ["de"], role = "club" }]
[[frame]]
noun = ["sortie"]
oblique = [{ prep = ["de"], role = "member" }, { prep = ["de"], role = "club" }]
[[example]]
text = "x"
gives = []
"#;

#[test]
fn one_preposition_serves_two_roles() {
    check(
        &[LEAVES],
        "la N<sortie> de[la CEDEAO@cedeao] de[le Mali@mali]",
        "Mali leaves CEDEAO Actual",
    );
    check(
        &[LEAVES],
        "la N<sortie> de[le Mali@mali] de[la CEDEAO@cedeao]",
        "Mali leaves CEDEAO Actual",
    );
}

#[test]
fn pronominal_verbs_show_their_reflexive_only_when_finite() {
    check(
        &[LEAVES],
        "S[le Mali@mali] Vr<retire|retirer> de[la CEDEAO@cedeao]",
        "Mali leaves CEDEAO Actual",
    );
    check(
        &[LEAVES],
        "S[le Mali@mali] V<retire|retirer> de[la CEDEAO@cedeao]",
        "",
    );
    check(
        &[LEAVES],
        "N<retrait|retirer> O[le Mali@mali] de[la CEDEAO@cedeao]",
        "Mali leaves CEDEAO Actual",
    );
}

const MEETS: &str = r#"
id = "meets"
predicate = "griot:meets"
title = "se réunir"
[roles]
host = { type = "griot:Agent" }
guest = { type = "griot:Agent" }
party = { type = "griot:Agent", plural = true }
[emit]
subject = "host"
object = "guest"
[[frame]]
verb = ["se réunir"]
subject = "party"
pairs = "party"
[[frame]]
verb = ["se réunir"]
subject = "host"
oblique = [{ prep = ["avec"], role = "guest" }]
[[example]]
text = "x"
gives = []
"#;

#[test]
fn parties_pair_among_themselves_or_across() {
    check(
        &[MEETS],
        "S[le Mali@mali] +[le Niger@niger] +[le Burkina@burkina-faso] Vr<réunissent|réunir>",
        "Mali meets Burkina Faso Actual
         Mali meets Niger Actual
         Niger meets Burkina Faso Actual",
    );
    check(
        &[MEETS],
        "S[le Mali@mali] +[le Niger@niger] Vr<réunissent|réunir> avec[la Russie@russie]",
        "Mali meets Russie Actual
         Niger meets Russie Actual",
    );
    check(&[MEETS], "S[le Mali@mali] Vr<réunit|réunir>", "");
}

const SUPPORTS: &str = r#"
id = "supports"
predicate = "griot:supports"
title = "soutien"
[roles]
supporter = { type = "griot:Agent" }
supported = { type = "griot:Agent" }
[emit]
subject = "supporter"
object = "supported"
[[frame]]
verb = ["recevoir"]
subject = "supported"
object = { lemma = ["soutien"], owner = "supporter" }
[[frame]]
verb = ["apporter"]
with = { object = ["soutien"] }
subject = "supporter"
oblique = [{ prep = ["à"], role = "supported" }]
[[example]]
text = "x"
gives = []
"#;

#[test]
fn light_verbs_read_inside_their_noun() {
    check(
        &[SUPPORTS],
        "S[le Mali@mali] V<reçoit|recevoir> O[le *soutien de[la Russie@russie]]",
        "Russie supports Mali Actual",
    );
    check(
        &[SUPPORTS],
        "S[le Mali@mali] V<reçoit|recevoir> O[le *soutien russe@russie]",
        "Russie supports Mali Actual",
    );
    check(
        &[SUPPORTS],
        "S[le Mali@mali] V<reçoit|recevoir> O[le *président de[la Russie@russie]]",
        "",
    );
    check(
        &[SUPPORTS],
        "S[la Russie@russie] V<apporte|apporter> O[son *soutien] à[le Mali@mali]",
        "Russie supports Mali Actual",
    );
}

const STRENGTH: &str = r#"
id = "strength"
predicate = "griot:strength"
title = "compter"
[roles]
force = { type = "griot:ArmedForce" }
troops = { number = true, lemma = ["soldat"] }
[emit]
subject = "force"
object = "troops"
[[frame]]
verb = ["compter"]
subject = "force"
object = "troops"
[[example]]
text = "x"
gives = []
"#;

const OFFICIAL: &str = r#"
id = "official"
predicate = "griot:officialOf"
title = "ministre"
[roles]
person = { type = "griot:Person" }
country = { type = "griot:State" }
office = { text = true }
[emit]
subject = "person"
object = "country"
office = "office"
[[frame]]
noun = ["ministre"]
bearer = "person"
owner = "country"
self = "office"
[[pattern]]
sequence = [{ role = "person" }, { form = ["("] }, { role = "country" }, { form = [")"] }]
[[example]]
text = "x"
gives = []
"#;

#[test]
fn nouns_of_office_find_their_bearer() {
    check(
        &[OFFICIAL],
        "S[le *ministre russe@russie de[les Affaires]] =[Sergueï_Lavrov@lavrov] V<parle|parler>",
        "Sergueï Lavrov officialOf Russie Actual office=ministre de les Affaires",
    );
    check(
        &[OFFICIAL],
        "S[Lavrov@lavrov] V<est|être> A[*ministre de[la Défense] de[la Russie@russie]]",
        "Sergueï Lavrov officialOf Russie Actual office=ministre de la Défense",
    );
    check(
        &[OFFICIAL],
        "S[Lavrov@lavrov] ( S[Russie@russie] ) V<parle|parler>",
        "Sergueï Lavrov officialOf Russie Actual",
    );
}

#[test]
fn numbers_are_objects_of_strength() {
    check(
        &[STRENGTH],
        "S[l'*armée@fama] V<compte|compter> O[5000 *soldats|soldat]",
        "Forces armées maliennes strength 5000 Actual",
    );
}

#[test]
fn repetitions_are_one_statement() {
    let scene = Scene::of(
        "S[la Russie@russie] V<livre|livrer> O[des *drones] à[le Mali@mali]
         S[Moscou@moscou>russie] V<livre|livrer> à[Bamako@mali]
         S[Moscou@moscou>russie] V^<livrer> O[des *blindés] à[Bamako@mali]",
    );
    let found = statements(&rules(&[SUPPLIES]), &scene);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].evidence.len(), 2);
    assert_ne!(found[0].id, found[1].id);
    for evidence in found.iter().flat_map(|statement| &statement.evidence) {
        let quote: String = scene
            .source
            .text
            .chars()
            .skip(evidence.start)
            .take(evidence.end - evidence.start)
            .collect();
        assert_eq!(quote, evidence.quote);
    }
}

#[test]
fn mistakes_name_line_and_remedy() {
    let faulty = |from: &str, to: &str| {
        let mut data = Data::default();
        let text = SUPPLIES.replace(from, to);
        assert_ne!(text, SUPPLIES, "{from}");
        data.insert(
            "rules/test/supplies.toml".into(),
            "supplies.toml".into(),
            Cow::Owned(text.into_bytes()),
        );
        let errors = Rules::load(&data, ontology(), lexicon()).unwrap_err();
        let report = format!("{:?}", miette::Report::new(errors.errors[0].clone()));
        assert!(report.contains("supplies.toml:"), "{report}");
        report
    };
    for (from, to, says) in [
        ("id = \"supplies\"", "id = \"livrer\"", "not the file's name"),
        ("title = ", "titel = ", "unknown field"),
        ("griot:supplies", "griot:suplies", "unknown predicate"),
        ("griot:Person", "griot:Persson", "unknown class"),
        ("role = \"recipient\"", "role = \"recipent\"", "unknown role"),
        ("verb = [\"livrer\"]", "verb = [\"livre\"]", "livrer"),
        (
            "verb = [\"livrer\"]",
            "verb = [\"@livraisons\"]",
            "unknown word list",
        ),
        ("verb = [\"livrer\"]", "", "exactly one of"),
        (
            "subject = \"supplier\"\nobject = \"recipient\"",
            "subject = \"supplier\"\nobject = \"item\"",
            "cannot be the object",
        ),
        (
            "oblique = [{ prep = [\"à\"], role = \"recipient\" }]",
            "",
            "has no place here",
        ),
        (
            "item = { text = true,",
            "item = { text = true, number = true,",
            "more than one of",
        ),
    ] {
        let report = faulty(from, to);
        assert!(report.contains(says), "{says}:\n{report}");
    }
}

#[test]
fn the_name_of_a_list_asks_for_its_words() {
    let load = |rule: String| {
        let mut data = Data::default();
        let lists = "remises = [\"livrer\", \"remettre\"]";
        for (path, text) in [("wordlists.toml", lists), ("rules/test/supplies.toml", &rule)] {
            let bytes = Cow::Owned(text.as_bytes().to_vec());
            data.insert(path.to_owned(), path.to_owned(), bytes);
        }
        Rules::load(&data, ontology(), lexicon())
    };
    let rules = load(SUPPLIES.replace("verb = [\"livrer\"]", "verb = [\"@remises\", \"fournir\"]")).unwrap();
    for verb in ["livre|livrer", "remet|remettre", "fournit|fournir"] {
        let scene = format!("S[Moscou@moscou>russie] V<{verb}> O[des *drones] à[le Mali@mali]");
        let found = statements(&rules, &Scene::of(&scene));
        assert_eq!(found.len(), 1, "{verb}");
    }
    let sequence = "{ role = \"supplier\" }, { form = [\"@remises\"] }, { role = \"recipient\" }";
    let errors = load(format!("{SUPPLIES}\n[[pattern]]\nsequence = [{sequence}]\n")).unwrap_err();
    assert!(
        errors.errors[0].to_string().contains("dictionary forms"),
        "{errors:?}"
    );
}
