//! The IRIs that quads are made of, and the prefixes that queries and exports may use.

use oxigraph::model::{NamedNode, NamedNodeRef};

/// Makes constants of one namespace.
macro_rules! terms {
    ($(#[$doc:meta])* $module:ident = $namespace:literal { $($name:ident = $local:literal),* $(,)? }) => {
        $(#[$doc])*
        pub(super) mod $module {
            use oxigraph::model::NamedNodeRef;
            /// The namespace itself.
            #[allow(dead_code, reason = "not every namespace has a prefix")]
            pub(in crate::graph) const NAMESPACE: &str = $namespace;
            $(pub(in crate::graph) const $name: NamedNodeRef<'static> =
                NamedNodeRef::new_unchecked(concat!($namespace, $local));)*
        }
    };
}

terms! {
    /// Griot's own vocabulary, declared in `ontology/griot.ttl`.
    griot = "https://w3id.org/griot/ontology#" {
        STATEMENT = "Statement", STATUS = "status", PHASE = "phase", DATE = "date", REPORTED = "reported",
        PLACE = "place", ITEM = "item", DOMAIN = "domain", AGREEMENT = "agreement", OFFICE = "office",
        QUANTITY = "quantity", ATTRIBUTED_TO = "attributedTo", RULE = "rule", EVENT = "event",
        EVIDENCE = "evidence", FIELD = "field", ARTICLE_KEY = "articleKey", CONTENT_HASH = "contentHash",
        ANALYSIS_VERSION = "analysisVersion", SKETCH = "sketch", SAME_WIRE_AS = "sameWireAs",
    }
}

terms! {
    /// <https://schema.org/>
    schema = "https://schema.org/" {
        NEWS_ARTICLE = "NewsArticle", HEADLINE = "headline", DATE_PUBLISHED = "datePublished",
        PUBLISHER = "publisher", URL = "url", IN_LANGUAGE = "inLanguage", IS_BASED_ON = "isBasedOn",
    }
}

terms! {
    /// Web Annotation vocabulary, <https://www.w3.org/TR/annotation-vocab/>
    oa = "http://www.w3.org/ns/oa#" { EXACT = "exact", START = "start", END = "end" }
}

terms! {
    /// <https://www.w3.org/TR/prov-o/>
    prov = "http://www.w3.org/ns/prov#" { WAS_DERIVED_FROM = "wasDerivedFrom" }
}

terms! {
    /// <https://www.w3.org/TR/skos-reference/>
    skos = "http://www.w3.org/2004/02/skos/core#" { ALT_LABEL = "altLabel", EXACT_MATCH = "exactMatch" }
}

terms! {
    /// What RDF 1.2 adds to the RDF namespace.
    rdf12 = "http://www.w3.org/1999/02/22-rdf-syntax-ns#" { REIFIES = "reifies" }
}

terms! {
    /// <https://www.w3.org/TR/xmlschema11-2/>
    xsd = "http://www.w3.org/2001/XMLSchema#" { ANY_URI = "anyURI", G_YEAR = "gYear", G_YEAR_MONTH = "gYearMonth", DATE = "date",
        HEX_BINARY = "hexBinary",
    }
}

/// Namespace of Wikidata's items.
pub(super) const WIKIDATA: &str = "http://www.wikidata.org/entity/";

/// EDTF dates that no XSD type covers (intervals, open ends).
pub(super) const EDTF: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://id.loc.gov/datatypes/edtf/EDTF");

/// A term of Griot's own vocabulary by its local name.
pub(super) fn own(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}{}", griot::NAMESPACE, super::iri::encode(name)))
}

/// Prefixes that a query need not declare and that exports use; `id:` (the base) comes on top.
pub const PREFIXES: [(&str, &str); 17] = [
    ("griot", griot::NAMESPACE),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", xsd::NAMESPACE),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("skos", skos::NAMESPACE),
    ("schema", schema::NAMESPACE),
    ("prov", prov::NAMESPACE),
    ("oa", oa::NAMESPACE),
    ("org", "http://www.w3.org/ns/org#"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("wd", WIKIDATA),
    ("edtf", "http://id.loc.gov/datatypes/edtf/"),
    ("plover", "https://w3id.org/griot/plover#"),
    ("void", "http://rdfs.org/ns/void#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
];
