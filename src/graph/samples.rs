//! Invented articles and statements for the tests of this module.

#[cfg(test)]
use super::{Base, Mapping, SharedEntity};
use crate::article::{Article, Mark, MarkKind};
use crate::data::Data;
use crate::ontology::Ontology;
use crate::span::Span;
use crate::statement::{EntityTerm, Evidence, ObjectTerm, Statement, Status, Trigger};

pub(super) const BASE: &str = "https://w3id.org/griot/id/";

pub(super) fn ontology() -> Ontology {
    Ontology::load(&Data::builtin()).unwrap()
}

/// Everybody but people is shared.
pub(super) fn mapping() -> Mapping {
    let shared = SHARED.map(|(id, label, class)| {
        let state = class == "State";
        let entity = SharedEntity {
            label: label.to_owned(),
            class: class.to_owned(),
            aliases: Vec::from_iter(state.then(|| format!("République de {label}"))),
            wikidata: (id == "mali").then(|| "Q912".to_owned()),
        };
        (format!("{BASE}{id}"), entity)
    });
    Mapping::new(Base::new(BASE).unwrap(), &ontology()).with_entities(shared)
}

const SHARED: [(&str, &str, &str); 6] = [
    ("mali", "Mali", "State"),
    ("russie", "Russie", "State"),
    ("niger", "Niger", "State"),
    ("france", "France", "State"),
    ("cedeao", "CEDEAO", "IntergovernmentalOrganisation"),
    ("force-conjointe", "Force conjointe", "ArmedForce"),
];

pub(super) fn article(key: &str, date: &str, text: &str) -> Article {
    Article {
        key: key.to_owned(),
        name: key.to_owned(),
        title: Some(format!("Titre de {key}")),
        date: Some(date.parse().unwrap()),
        publisher: Some(format!("Rédaction {key}")),
        language: Some("fr".to_owned()),
        text: text.to_owned(),
        marks: vec![Mark {
            span: Span::new(0, 4),
            kind: MarkKind::Hidden,
        }],
        ..Article::default()
    }
}

pub(super) fn entity(name: &str) -> EntityTerm {
    let Some((id, _, class)) = SHARED.iter().find(|(_, label, _)| *label == name) else {
        return EntityTerm {
            class: Some("Person".to_owned()),
            ..words(name)
        };
    };
    EntityTerm {
        iri: Some(format!("{BASE}{id}")),
        class: Some((*class).to_owned()),
        ..words(name)
    }
}

pub(super) fn words(label: &str) -> EntityTerm {
    EntityTerm {
        iri: None,
        label: label.to_owned(),
        class: None,
        mention: None,
    }
}

/// `subject predicate object status`, in the words of the first sentence; a numeral object is a
/// literal.
pub(super) fn statement(article: &Article, line: &str) -> Statement {
    let [subject, predicate, object, status] = line.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
        panic!("four fields: {line}");
    };
    let hash = |text: String| blake3::hash(text.as_bytes()).to_hex()[..16].to_owned();
    Statement {
        article: article.name.clone(),
        id: hash(format!("{} {line}", article.key)),
        event: hash(format!("{} {predicate}", article.key)),
        subject: entity(subject),
        predicate: predicate.to_owned(),
        object: object.parse().map_or_else(
            |_| ObjectTerm::Entity(entity(object)),
            |value| ObjectTerm::Literal { value },
        ),
        status: match status {
            "actual" => Status::Actual,
            "planned" => Status::Planned,
            "possible" => Status::Possible,
            _ => Status::Denied,
        },
        phase: None,
        date: None,
        reported: article.date.map(|date| date.to_string()),
        place: None,
        item: None,
        domain: None,
        agreement: None,
        office: None,
        quantity: None,
        attributed_to: None,
        rule: format!("{predicate}-essai"),
        evidence: vec![Evidence {
            start: 5,
            end: 5 + article.text.chars().count().min(40),
            quote: article.text.chars().take(40).collect(),
            field: None,
            trigger: Trigger { start: 6, end: 8 },
        }],
    }
}

pub(super) fn read(article: &Article, lines: &[&str]) -> Vec<Statement> {
    lines.iter().map(|line| statement(article, line)).collect()
}

/// An article with every kind of statement.
pub(super) fn summit() -> (Article, Vec<Statement>) {
    let mut article = article(
        "sommet/été 2025.txt",
        "2025-04-04",
        "Bamako accueille Moscou ; des livraisons suivront.",
    );
    article.url = Some("https://example.org/sommet".to_owned());
    let mut statements = read(
        &article,
        &[
            "Mali | meets | Russie | actual",
            "Niger | meets | Russie | actual",
            "Russie | supplies | Mali | planned",
            "Russie | sanctions | Mali | denied",
            "France | supports | Niger | possible",
            "Force conjointe | strength | 5000 | planned",
        ],
    );
    statements[0].date = Some("2025-04".to_owned());
    statements[2].item = Some("six drones".to_owned());
    statements[2].attributed_to = Some(entity("Awa Sidibé"));
    statements[2].reported = Some("2025-04-02".to_owned());
    statements[3].evidence[0].field = Some("title".to_owned());
    (article, statements)
}
