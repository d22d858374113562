use super::*;
use crate::data::Data;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A file with the places of its keys and of what they hold.
type File = BTreeMap<Spanned<String>, Spanned<toml::Value>>;

#[test]
fn every_embedded_file_reads_as_its_toml() {
    let data = Data::builtin();
    let mut seen = 0;
    for file in data.below("").filter(|file| file.path.ends_with(".toml")) {
        let image = of(&file.path).unwrap_or_else(|| panic!("{} has no image", file.path));
        let parsed: File = toml::from_str(&file.text()).unwrap();
        assert_eq!(decode::<File>(image).unwrap(), parsed, "{}", file.path);
        seen += 1;
    }
    assert!(seen > 100, "only {seen} files were compared");
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    name: Spanned<String>,
    kind: Kind,
    count: u8,
    share: f32,
    day: toml::value::Datetime,
    wide: i64,
    on: bool,
    forms: Forms,
    inner: BTreeMap<Spanned<String>, Option<Spanned<Kind>>>,
    #[serde(default)]
    missing: Vec<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
enum Kind {
    Plain,
    Holding { what: String },
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Forms {
    One(String),
    Many(Vec<String>),
}

const SAMPLE: &str = r#"
name = "l’été \"2024\""
kind = "Plain"
count = 0x1F
share = 2.5e-1
day = 2024-05-17
wide = -9_000_000_000
on = true
forms = ["un", '''deux''']
[inner]
first = "Plain"
"second one" = { Holding = { what = "" } }
"#;

#[test]
fn types_read_alike_from_both() {
    let image = encode::encode(SAMPLE).unwrap();
    let parsed: Sample = toml::from_str(SAMPLE).unwrap();
    let read: Sample = decode(&image).unwrap();
    assert_eq!(read, parsed);
    // Equality of spanned values does not look at their places.
    assert_eq!(read.name.span(), parsed.name.span());
    let places = |sample: &Sample| -> Vec<_> { sample.inner.keys().map(Spanned::span).collect() };
    assert_eq!(places(&read), places(&parsed));
}

#[test]
fn what_toml_refuses_is_refused() {
    let image = encode::encode("name = 1\n").unwrap();
    assert!(decode::<Sample>(&image).is_err());
    let image = encode::encode(&SAMPLE.replace("on =", "off =")).unwrap();
    assert!(decode::<Sample>(&image).is_err());
}

#[test]
fn a_broken_image_is_an_error() {
    let image = encode::encode(SAMPLE).unwrap();
    for end in 0..image.len() {
        assert!(decode::<Sample>(&image[..end]).is_err(), "cut at {end}");
    }
    for at in 0..image.len() {
        let mut broken = image.clone();
        broken[at] ^= 0xFF;
        // Whatever it says, it says it without a panic.
        let _ = decode::<Sample>(&broken);
    }
}
