//! Content negotiation: which of the formats on offer a client likes best (RFC 9110, section 12.5.1).

use super::task::Formats;
use crate::graph::{GraphFormat, TableFormat};
use axum::http::HeaderMap;
use axum::http::header::ACCEPT;

/// One thing that a client accepts.
#[derive(Debug, Clone, PartialEq)]
struct Range {
    kind: String,
    subtype: String,
    quality: f32,
}

impl Range {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        // Other parameters (charset, profile) choose among what there is only one of.
        let quality = parts.find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            name.trim()
                .eq_ignore_ascii_case("q")
                .then(|| value.trim().parse())
        });
        let quality = quality.transpose().ok()?.unwrap_or(1.0);
        if kind.is_empty() || subtype.is_empty() || !(0.0..=1.0).contains(&quality) {
            return None;
        }
        Some(Self {
            kind: kind.to_ascii_lowercase(),
            subtype: subtype.to_ascii_lowercase(),
            quality,
        })
    }

    /// How exactly this names `media_type`; `None` where it does not.
    fn names(&self, media_type: &str) -> Option<u8> {
        let (kind, subtype) = media_type.split_once('/')?;
        match (self.kind.as_str(), self.subtype.as_str()) {
            ("*", "*") => Some(0),
            (own, "*") => (own == kind).then_some(1),
            (own, exact) => (own == kind && exact == subtype).then_some(2),
        }
    }
}

/// What a client accepts.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Accept(Vec<Range>);

impl Accept {
    /// Of the request's header; without one, or with nothing legible in it, anything will do.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let values = headers
            .get_all(ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok());
        Self(
            values
                .flat_map(|value| value.split(','))
                .filter_map(Range::parse)
                .collect(),
        )
    }

    /// How much the client likes `media_type`, from 0 to 1: the most exact range decides.
    fn quality(&self, media_type: &str) -> f32 {
        if self.0.is_empty() {
            return 1.0;
        }
        let named = self
            .0
            .iter()
            .filter_map(|range| Some((range.names(media_type)?, range.quality)));
        named
            .max_by(|(a, liked), (b, more)| a.cmp(b).then(liked.total_cmp(more)))
            .map_or(0.0, |(_, quality)| quality)
    }

    /// The best of `offers`: media types and what they stand for, best first where the client does not
    /// care.
    pub(super) fn best<T: Copy>(&self, offers: &[(&str, T)]) -> Option<T> {
        let mut best: Option<(f32, T)> = None;
        for (media_type, offer) in offers {
            let quality = self.quality(media_type);
            if quality > best.as_ref().map_or(0.0, |(quality, _)| *quality) {
                best = Some((quality, *offer));
            }
        }
        best.map(|(_, offer)| offer)
    }

    /// What fits tables and what fits graphs.
    pub(super) fn formats(&self) -> Formats {
        Formats {
            table: self.best(TABLES),
            graph: self.best(GRAPHS),
        }
    }

    /// Whether the client is a browser that wants a page rather than data.
    pub(super) fn wants_page(&self) -> bool {
        const PAGE: &str = "text/html";
        let asked = self.0.iter().any(|range| range.names(PAGE) == Some(2));
        let page = self.quality(PAGE);
        let data = TABLES.iter().map(|(media_type, _)| *media_type);
        let data = data.chain(GRAPHS.iter().map(|(media_type, _)| *media_type));
        asked
            && page > 0.0
            && data
                .into_iter()
                .all(|media_type| self.quality(media_type) <= page)
    }
}

/// Formats of SELECT and ASK; the names in use beside the right ones stand last.
const TABLES: &[(&str, TableFormat)] = &[
    ("application/sparql-results+json", TableFormat::Json),
    ("application/sparql-results+xml", TableFormat::Xml),
    ("text/csv", TableFormat::Csv),
    ("text/tab-separated-values", TableFormat::Tsv),
    ("application/json", TableFormat::Json),
    ("application/xml", TableFormat::Xml),
    ("text/xml", TableFormat::Xml),
];

/// Formats of graphs; the names in use beside the right ones stand last.
pub(super) const GRAPHS: &[(&str, GraphFormat)] = &[
    ("text/turtle", GraphFormat::Turtle),
    ("application/n-triples", GraphFormat::NTriples),
    ("application/rdf+xml", GraphFormat::RdfXml),
    ("application/ld+json", GraphFormat::JsonLd),
    ("application/trig", GraphFormat::TriG),
    ("application/n-quads", GraphFormat::NQuads),
    ("application/x-turtle", GraphFormat::Turtle),
    ("text/n3", GraphFormat::Turtle),
    ("text/plain", GraphFormat::NTriples),
    ("application/xml", GraphFormat::RdfXml),
    ("application/json", GraphFormat::JsonLd),
];

/// What tables can be written as, for messages.
pub(super) const TABLE_NAMES: &str =
    "application/sparql-results+json, application/sparql-results+xml, text/csv, text/tab-separated-values";

/// What graphs can be written as, for messages.
pub(super) const GRAPH_NAMES: &str = "text/turtle, application/n-triples, application/rdf+xml, \
    application/ld+json, application/trig, application/n-quads";

/// Formats of all graphs at once.
pub(super) const DATASETS: &[(&str, GraphFormat)] = &[
    ("application/trig", GraphFormat::TriG),
    ("application/n-quads", GraphFormat::NQuads),
    ("application/ld+json", GraphFormat::JsonLd),
    ("application/json", GraphFormat::JsonLd),
];

/// The formats that `name` (`csv`, `ttl` …) stands for, in the place of an Accept header, where an
/// address is all that one can give.
pub(super) fn formats_named(name: &str) -> Option<Formats> {
    let table: Option<TableFormat> = name.parse().ok();
    let graph: Option<GraphFormat> = name.parse().ok();
    let formats = Formats { table, graph };
    (table.is_some() || graph.is_some()).then_some(formats)
}

/// The format of a body with this media type.
pub(super) fn graph_format(media_type: &str) -> Option<GraphFormat> {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let found = GRAPHS.iter().find(|(name, _)| *name == essence);
    found.map(|(_, format)| *format)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn accept(value: &str) -> Accept {
        let mut headers = HeaderMap::new();
        if !value.is_empty() {
            headers.insert(ACCEPT, HeaderValue::from_str(value).unwrap());
        }
        Accept::of(&headers)
    }

    fn check(value: &str, table: Option<TableFormat>, graph: Option<GraphFormat>) {
        assert_eq!(accept(value).formats(), Formats { table, graph }, "{value}");
    }

    #[test]
    fn the_best_liked_format_is_taken() {
        use GraphFormat::{JsonLd, NTriples, RdfXml, Turtle};
        use TableFormat::{Csv, Json, Tsv, Xml};
        check("", Some(Json), Some(Turtle));
        check("*/*", Some(Json), Some(Turtle));
        check("text/csv", Some(Csv), None);
        check("text/csv;q=0.5, text/tab-separated-values;q=0.9", Some(Tsv), None);
        check("application/json", Some(Json), Some(JsonLd));
        check(
            "application/sparql-results+xml, */*;q=0.1",
            Some(Xml),
            Some(Turtle),
        );
        check(
            "application/sparql-results+json;q=0, */*",
            Some(Xml),
            Some(Turtle),
        );
        check("application/*;q=0, */*", Some(Csv), Some(Turtle));
        check("application/rdf+xml;q=1.0, text/turtle;q=0.8", None, Some(RdfXml));
        check(
            "text/*;q=0.3, application/n-triples; q=0.4",
            Some(Csv),
            Some(NTriples),
        );
        check("TEXT/Turtle; charset=utf-8 ; Q=0.7", None, Some(Turtle));
        check("application/ld+json;profile=\"x\"", None, Some(JsonLd));
        check("image/png", None, None);
        check("image/png;q=0.0", None, None);
        check("not a type", Some(Json), Some(Turtle));
        check("text/csv;q=7", Some(Json), Some(Turtle));
    }

    #[test]
    fn browsers_want_pages() {
        let firefox = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert!(accept(firefox).wants_page());
        assert!(!accept("").wants_page());
        assert!(!accept("*/*").wants_page());
        assert!(!accept("application/json, text/html;q=0.5").wants_page());
        assert!(!accept("text/html;q=0").wants_page());
    }

    #[test]
    fn formats_have_names() {
        assert_eq!(formats_named("csv").unwrap().table, Some(TableFormat::Csv));
        assert_eq!(formats_named("ttl").unwrap().graph, Some(GraphFormat::Turtle));
        let json = formats_named("json").unwrap();
        assert!(json.table.is_some() && json.graph.is_some());
        assert_eq!(formats_named("doc"), None);
        assert_eq!(
            graph_format("Text/Turtle; charset=utf-8"),
            Some(GraphFormat::Turtle)
        );
        assert_eq!(graph_format("text/html"), None);
    }

    proptest::proptest! {
        #[test]
        fn no_header_is_too_odd(value in "[ -~\t]*") {
            let accept = accept(&value);
            let _ = (accept.formats(), accept.wants_page());
        }
    }
}
