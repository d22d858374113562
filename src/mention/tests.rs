use super::gazetteer::GazetteerFault;
use super::*;
use crate::data::Data;
use crate::ontology::Ontology;

/// A gazetteer of these files alone.
fn load(files: &[(&str, &str)]) -> Result<Gazetteer, GazetteerError> {
    let builtin = Data::builtin();
    let ontology = Ontology::load(&builtin).unwrap();
    let mut data = Data::default();
    for (name, text) in files {
        let path = format!("gazetteer/{name}");
        data.insert(path.clone(), path, text.as_bytes().to_vec().into());
    }
    Gazetteer::load(&data, &ontology)
}

/// The faults of a file, by their words and the words that they point at.
fn check(text: &str, expected: &[(&str, &str)]) {
    let error = load(&[("a.toml", text)]).unwrap_err();
    let found: Vec<_> = error
        .faults
        .iter()
        .map(|fault| (fault.to_string(), pointed_at(fault, text)))
        .collect();
    let found: Vec<_> = found
        .iter()
        .map(|(words, place)| (words.as_str(), place.as_str()))
        .collect();
    assert_eq!(found, expected);
}

fn pointed_at(fault: &GazetteerFault, text: &str) -> String {
    let labels = miette::Diagnostic::labels(fault).into_iter().flatten();
    labels
        .map(|label| text[label.offset()..label.offset() + label.len()].to_owned())
        .next()
        .unwrap_or_default()
}

const MALI: &str = r#"
[[entity]]
id = "mali"
class = "State"
label = "Mali"
gender = "m"
demonym = { ms = "malien", fs = "malienne", mp = "maliens", fp = "maliennes" }
"#;

#[test]
fn unknown_class() {
    check(
        "[[entity]]\nid = \"x\"\nclass = \"Etat\"\nlabel = \"X\"\n",
        &[("unknown class `Etat`", "\"Etat\"")],
    );
}

#[test]
fn dangling_reference() {
    check(
        "[[entity]]\nid = \"x\"\nclass = \"Place\"\nlabel = \"X\"\npart_of = \"y\"\n",
        &[("`part_of` refers to `y`, which is the id of no entity", "\"y\"")],
    );
}

#[test]
fn one_id_twice() {
    let twice = format!("{MALI}{}", MALI.replace("\"Mali\"", "\"Autre\""));
    check(&twice, &[("the id `mali` is given twice", "\"mali\"")]);
}

#[test]
fn one_name_for_two() {
    let other = MALI.replace("\"mali\"", "\"autre\"");
    check(
        &format!("{MALI}{other}"),
        &[("`Mali` names both `mali` and `autre`", "\"Mali\"")],
    );
    let marked = format!("{other}ambiguous = [\"Mali\"]\n");
    assert!(load(&[("a.toml", &format!("{MALI}{marked}"))]).is_ok());
}

#[test]
fn values_out_of_range() {
    check(
        &MALI.replace("gender = \"m\"", "gender = \"n\""),
        &[("`gender` cannot be `n`", "[[entity]]")],
    );
}

#[test]
fn unknown_key() {
    let error = load(&[(
        "a.toml",
        "[[entity]]\nid = \"x\"\nclass = \"Place\"\nlabel = \"X\"\nregion = 1\n",
    )])
    .unwrap_err();
    assert!(
        error.faults[0].to_string().starts_with("unknown field `region`"),
        "{error:?}"
    );
}

#[test]
fn templates_make_what_every_state_has() {
    let template = r#"
[[template]]
id = "{id}-armed-forces"
class = "ArmedForce"
label = "Forces armées {fp}"
aliases = ["armée {fs}", "armée {du}"]
part_of = "{id}"
"#;
    let gazetteer = load(&[("a.toml", MALI), ("templates.toml", template)]).unwrap();
    let mali = gazetteer.by_id("mali").unwrap();
    let force = gazetteer.entity(mali).force.unwrap();
    let force = gazetteer.entity(force);
    assert_eq!(&*force.label, "Forces armées maliennes");
    assert_eq!(
        force.aliases.iter().map(|alias| &**alias).collect::<Vec<_>>(),
        ["armée malienne", "armée du Mali"]
    );
    assert_eq!(force.part_of, Some(mali));
    assert_eq!(force.kind, Kind::ArmedForce);
}

#[test]
fn members_on_a_date() {
    let text = format!(
        "{MALI}[[entity]]\nid = \"bloc\"\nclass = \"Alliance\"\nlabel = \"Bloc\"\nmembers = [{{ id = \"mali\", from = \"1975\", until = \"2025-01-29\" }}]\n"
    );
    let gazetteer = load(&[("a.toml", &text)]).unwrap();
    let bloc = gazetteer.by_id("bloc").unwrap();
    for (date, count) in [
        ("1974-12-31", 0),
        ("1975-01-01", 1),
        ("2025-01-28", 1),
        ("2025-01-29", 0),
    ] {
        let date = date.parse().ok();
        assert_eq!(gazetteer.members(bloc, date).count(), count, "{date:?}");
    }
    assert_eq!(gazetteer.members(bloc, None).count(), 0);
}

#[test]
fn builtin_gazetteer_is_sound() {
    let data = Data::builtin();
    let ontology = Ontology::load(&data).unwrap();
    if let Err(error) = Gazetteer::load(&data, &ontology) {
        panic!("{:?}", miette::Report::new(error));
    }
}
