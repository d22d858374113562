//! Networks to test with: the sample corpus, made up ones of many shapes, one with hostile labels.

#![allow(dead_code, reason = "every test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use griot::article::{Inputs, Readers};
use griot::data::Data;
use griot::engine::{DEFAULT_BASE, Engine};
use griot::graph::{Base, Claim, Mapping, Party, Passage, SharedEntity, Source, Store, Value};
use griot::network::{Classification, Network};
use griot::ontology::Ontology;
use griot::statement::Status;
use std::path::Path;
use std::sync::Arc;

pub struct World {
    pub data: Data,
    pub ontology: Ontology,
    pub classification: Classification,
}

impl World {
    pub fn load() -> Self {
        let data = Data::builtin();
        let ontology = Ontology::load(&data).unwrap();
        let classification = Classification::load(&data, &ontology).unwrap();
        Self {
            data,
            ontology,
            classification,
        }
    }

    pub fn network(&self, claims: &[Arc<Claim>]) -> Network {
        Network::from_claims(claims.iter().cloned(), &self.classification)
    }
}

/// Every claim of the sample corpus, through a store.
pub fn sample(world: &World) -> Vec<Arc<Claim>> {
    let engine = Engine::load(&world.data, DEFAULT_BASE).unwrap();
    let shared = engine.gazetteer().iter().map(|(_, entity)| {
        let shared = SharedEntity {
            label: entity.label.to_string(),
            class: world.ontology.class_name(entity.class).to_owned(),
            aliases: Vec::new(),
            wikidata: None,
        };
        (format!("{DEFAULT_BASE}{}", entity.id), shared)
    });
    let mapping = Mapping::new(Base::new(DEFAULT_BASE).unwrap(), &world.ontology).with_entities(shared);
    let store = Store::memory(mapping).unwrap();
    let readers = Readers::load(&world.data).unwrap();
    for article in Inputs::new(
        [Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles")],
        &readers,
    ) {
        let article = article.unwrap();
        let reading = engine.read(&article);
        store.replace_article(&article, &reading.statements, "v").unwrap();
    }
    store
        .claims()
        .unwrap()
        .map(|claim| Arc::new(claim.unwrap()))
        .collect()
}

/// Small numbers that are the same on every machine.
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        // Knuth's MMIX constants; the high bits are the good ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }
}

pub fn party(iri: &str, label: &str, class: &str) -> Arc<Party> {
    Arc::new(Party {
        iri: iri.to_owned(),
        label: label.to_owned(),
        class: class.to_owned(),
    })
}

pub fn claim(
    id: usize,
    subject: &Arc<Party>,
    predicate: &str,
    object: &Arc<Party>,
    source: &Arc<Source>,
) -> Claim {
    Claim {
        iri: format!("https://example.org/statement/{id}"),
        source: Arc::clone(source),
        subject: Arc::clone(subject),
        predicate: predicate.to_owned(),
        object: Value::Party(Arc::clone(object)),
        status: Status::Actual,
        phase: None,
        date: None,
        reported: source.published.clone(),
        place: None,
        qualifiers: Vec::new(),
        attributed_to: None,
        rule: "essai".to_owned(),
        event: None,
        evidence: vec![Passage {
            start: 0,
            end: 8,
            quote: "Les mots.".to_owned(),
            field: None,
        }],
    }
}

pub fn source(number: usize) -> Arc<Source> {
    let iri = format!("https://example.org/article/{number}");
    Arc::new(Source {
        key: format!("article-{number}"),
        headline: Some(format!("Titre {number}")),
        publisher: Some(format!("Rédaction {}", number % 5)),
        published: Some(format!("2024-{:02}-{:02}", number % 12 + 1, number % 28 + 1)),
        origin: iri.clone(),
        iri,
        ..Source::default()
    })
}

const PREDICATES: [&str; 6] = [
    "supplies",
    "meets",
    "fights",
    "memberOf",
    "cooperatesWith",
    "accuses",
];
const CLASSES: [&str; 6] = [
    "State",
    "Person",
    "Alliance",
    "ArmedForce",
    "ArmedGroup",
    "Company",
];

/// `claims` claims among `parties` parties, told by `sources` articles; the lower a party's number the more it
/// is spoken of.
pub fn random(seed: u64, parties: usize, claims: usize, sources: usize) -> Vec<Arc<Claim>> {
    let mut dice = Dice::new(seed);
    let known: Vec<_> = (0..parties)
        .map(|number| {
            let iri = format!("https://example.org/id/{number:05}");
            party(&iri, &format!("Partie {number}"), CLASSES[number % CLASSES.len()])
        })
        .collect();
    let articles: Vec<_> = (0..sources).map(source).collect();
    (0..claims)
        .map(|id| {
            let one = dice.below(parties);
            let one = dice.below(one + 1);
            let other = dice.below(parties);
            let predicate = PREDICATES[dice.below(PREDICATES.len())];
            let article = &articles[dice.below(sources)];
            Arc::new(claim(id, &known[one], predicate, &known[other], article))
        })
        .collect()
}
