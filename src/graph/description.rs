//! What a store says of itself to catalogues: VoID (<https://www.w3.org/TR/void/>) and DCAT 3
//! (<https://www.w3.org/TR/vocab-dcat-3/>).
//!
//! The store is one dataset, whose IRI is the base of its identifiers. As everything that Griot writes, the
//! description bears no date of its own.

use super::export::write_triples;
use super::format::GraphFormat;
use super::store::Store;
use super::summary::Summary;
use super::vocabulary::{griot, oa, prov, schema, skos, xsd};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple};
use std::io::Write;

mod void {
    use oxigraph::model::NamedNodeRef;
    macro_rules! terms {
        ($namespace:literal: $($name:ident = $local:literal),* $(,)?) => {
            $(pub(super) const $name: NamedNodeRef<'static> =
                NamedNodeRef::new_unchecked(concat!($namespace, $local));)*
        };
    }
    terms!("http://rdfs.org/ns/void#": DATASET = "Dataset", TRIPLES = "triples", ENTITIES = "entities",
        URI_SPACE = "uriSpace", VOCABULARY = "vocabulary", CLASS_PARTITION = "classPartition", CLASS = "class",
        PROPERTY_PARTITION = "propertyPartition", PROPERTY = "property");
    terms!("http://www.w3.org/ns/dcat#": DCAT_DATASET = "Dataset", START = "startDate", END = "endDate");
    terms!("http://purl.org/dc/terms/": TITLE = "title", DESCRIPTION = "description", LANGUAGE = "language",
        TEMPORAL = "temporal", PERIOD = "PeriodOfTime", CONFORMS_TO = "conformsTo");
}

/// The vocabularies that a store uses.
const VOCABULARIES: [&str; 5] = [
    griot::NAMESPACE,
    oa::NAMESPACE,
    prov::NAMESPACE,
    schema::NAMESPACE,
    skos::NAMESPACE,
];

impl Store {
    /// Writes the description of the store; `summary` is what [`Store::summary`] counted.
    ///
    /// # Errors
    /// What `out` may say.
    pub fn describe_dataset(
        &self,
        summary: &Summary,
        format: GraphFormat,
        out: impl Write,
    ) -> std::io::Result<()> {
        let base = self.mapping.base().as_str();
        let mut description = Description {
            base,
            dataset: NamedNode::new_unchecked(base),
            triples: Vec::new(),
        };
        description.dataset(summary);
        description.partitions(summary, self);
        write_triples(description.triples, format, base, out)
    }
}

struct Description<'a> {
    base: &'a str,
    dataset: NamedNode,
    triples: Vec<Triple>,
}

impl Description<'_> {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.triples
            .push(Triple::new(subject.clone(), predicate.into_owned(), object));
    }

    /// A node below the dataset's, since the graph has no blank ones.
    fn part(&self, name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}void/{}", self.base, super::iri::encode(name)))
    }

    fn dataset(&mut self, summary: &Summary) {
        let dataset = self.dataset.clone();
        self.add(&dataset, rdf::TYPE, void::DATASET);
        self.add(&dataset, rdf::TYPE, void::DCAT_DATASET);
        let words = |text: String, tag: &str| Literal::new_language_tagged_literal_unchecked(text, tag);
        self.add(
            &dataset,
            void::TITLE,
            words("Ce que disent des articles de presse".to_owned(), "fr"),
        );
        self.add(
            &dataset,
            void::TITLE,
            words("What news articles say".to_owned(), "en"),
        );
        self.add(
            &dataset,
            void::DESCRIPTION,
            words(
                "Énoncés tirés d'articles, chacun avec son statut, sa source et les mots qui le disent."
                    .to_owned(),
                "fr",
            ),
        );
        self.add(
            &dataset,
            void::DESCRIPTION,
            words(
                "Statements drawn from articles, each with its status, its source and the words that say it."
                    .to_owned(),
                "en",
            ),
        );
        self.add(&dataset, void::LANGUAGE, Literal::from("fr"));
        self.add(&dataset, void::URI_SPACE, Literal::from(self.base));
        let ontology = NamedNode::new_unchecked(griot::NAMESPACE.trim_end_matches('#'));
        self.add(&dataset, void::CONFORMS_TO, ontology);
        for vocabulary in VOCABULARIES {
            self.add(&dataset, void::VOCABULARY, NamedNode::new_unchecked(vocabulary));
        }
        self.add(&dataset, void::TRIPLES, Literal::from(summary.quads as u64));
        self.add(&dataset, void::ENTITIES, Literal::from(summary.entities as u64));
        for version in &summary.versions {
            self.add(&dataset, griot::ANALYSIS_VERSION, Literal::from(version.as_str()));
        }
        if let Some((first, last)) = &summary.published {
            let period = self.part("period");
            self.add(&dataset, void::TEMPORAL, period.clone());
            self.add(&period, rdf::TYPE, void::PERIOD);
            let day = |day: &String| Literal::new_typed_literal(day, xsd::DATE);
            self.add(&period, void::START, day(first));
            self.add(&period, void::END, day(last));
        }
    }

    /// How many things there are of each class, and statements of each predicate.
    fn partitions(&mut self, summary: &Summary, store: &Store) {
        let dataset = self.dataset.clone();
        let known = [
            (griot::STATEMENT.into_owned(), summary.statements),
            (schema::NEWS_ARTICLE.into_owned(), summary.articles),
        ];
        let entities = summary
            .by_class
            .iter()
            .map(|(class, count)| (store.mapping().class(class), *count));
        for (class, count) in known.into_iter().chain(entities) {
            let part = self.part(&format!("class-{}", super::claim::last_segment(class.as_str())));
            self.add(&dataset, void::CLASS_PARTITION, part.clone());
            self.add(&part, rdf::TYPE, void::DATASET);
            self.add(&part, void::CLASS, class);
            self.add(&part, void::ENTITIES, Literal::from(count as u64));
        }
        for (predicate, count) in &summary.by_predicate {
            let part = self.part(&format!("property-{predicate}"));
            self.add(&dataset, void::PROPERTY_PARTITION, part.clone());
            self.add(&part, rdf::TYPE, void::DATASET);
            self.add(&part, void::PROPERTY, store.mapping().predicate(predicate));
            // Statements, not triples: what is denied or hedged has no triple.
            self.add(&part, void::ENTITIES, Literal::from(*count as u64));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{mapping, summit};
    use super::*;

    #[test]
    fn a_store_describes_itself() {
        let store = Store::memory(mapping()).unwrap();
        let (article, statements) = summit();
        store.replace_article(&article, &statements, "v1").unwrap();
        let mut out = Vec::new();
        let summary = store.summary().unwrap();
        store
            .describe_dataset(&summary, GraphFormat::Turtle, &mut out)
            .unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }
}
