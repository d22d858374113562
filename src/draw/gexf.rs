//! GEXF 1.2, Gephi's own format: types, weights, dates, colours.
//!
//! The graph is dynamic: an edge lasts from the first day that articles give it to the last. All edges
//! are directed, since many readers refuse a mixed graph; the attribute `symmetric` tells which have no
//! direction. `kind`, which GEXF 1.3 added, lets Gephi keep parallel edges apart.

use super::records::{self, EdgeRecord, NodeRecord};
use super::style::Styles;
use super::xml::clean;
use crate::network::Network;
use crate::ontology::{Language, Ontology};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};
use std::io::{self, Write};

type Out<'a> = Writer<&'a mut dyn Write>;

/// Titles and types; an attribute's id is its place.
const NODE_ATTRIBUTES: [(&str, &str); 3] =
    [("type", "string"), ("type_label", "string"), ("ties", "integer")];
const EDGE_ATTRIBUTES: [(&str, &str); 9] = [
    ("predicate", "string"),
    ("tie_kind", "string"),
    ("status", "string"),
    ("symmetric", "boolean"),
    ("statements", "integer"),
    ("first", "string"),
    ("last", "string"),
    ("quote", "string"),
    ("articles", "string"),
];

/// Writes the whole network.
///
/// # Errors
/// Where `out` fails.
pub fn write(
    network: &Network,
    ontology: &Ontology,
    styles: &Styles,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("gexf")
        .with_attributes([
            ("xmlns", "http://www.gexf.net/1.2draft"),
            ("xmlns:viz", "http://www.gexf.net/1.2draft/viz"),
            ("version", "1.2"),
        ])
        .write_inner_content(|xml| {
            xml.create_element("graph")
                .with_attributes([
                    ("mode", "dynamic"),
                    ("defaultedgetype", "directed"),
                    ("timeformat", "date"),
                ])
                .write_inner_content(|xml| {
                    declare(xml, "node", &NODE_ATTRIBUTES)?;
                    declare(xml, "edge", &EDGE_ATTRIBUTES)?;
                    xml.create_element("nodes").write_inner_content(|xml| {
                        records::nodes(network, ontology, language)
                            .try_for_each(|record| node(xml, &record, ontology, styles))
                    })?;
                    xml.create_element("edges").write_inner_content(|xml| {
                        records::edges(network, ontology, language)
                            .try_for_each(|record| edge(xml, &record, styles))
                    })?;
                    Ok(())
                })?;
            Ok(())
        })?;
    xml.into_inner().write_all(b"\n")
}

fn declare(xml: &mut Out<'_>, class: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    xml.create_element("attributes")
        .with_attributes([("class", class), ("mode", "static")])
        .write_inner_content(|xml| {
            for (index, (title, kind)) in attributes.iter().enumerate() {
                xml.create_element("attribute")
                    .with_attributes([
                        ("id", index.to_string().as_str()),
                        ("title", title),
                        ("type", kind),
                    ])
                    .write_empty()?;
            }
            Ok(())
        })?;
    Ok(())
}

/// Values in the order of the declarations; empty ones are left out.
fn values(xml: &mut Out<'_>, values: &[&str]) -> io::Result<()> {
    xml.create_element("attvalues").write_inner_content(|xml| {
        for (index, value) in values.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
            xml.create_element("attvalue")
                .with_attributes([("for", index.to_string().as_str()), ("value", &clean(value))])
                .write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

fn node(xml: &mut Out<'_>, record: &NodeRecord<'_>, ontology: &Ontology, styles: &Styles) -> io::Result<()> {
    let party = record.party;
    xml.create_element("node")
        .with_attributes([("id", &*clean(&party.iri)), ("label", &*clean(&party.label))])
        .write_inner_content(|xml| {
            values(xml, &[&party.class, record.class_label, &record.ties.to_string()])?;
            if let Some((_, style)) = styles.node(ontology, &party.class) {
                colour(xml, &style.line)?;
            }
            // The area grows with the ties.
            let size = 10.0 * (record.ties as f64).sqrt();
            xml.create_element("viz:size")
                .with_attribute(("value", format!("{size:.1}").as_str()))
                .write_empty()?;
            Ok(())
        })?;
    Ok(())
}

fn edge(xml: &mut Out<'_>, record: &EdgeRecord<'_>, styles: &Styles) -> io::Result<()> {
    let tie = record.tie;
    let weight = tie.sources.len().to_string();
    let id = record.index.to_string();
    let (source, target) = (clean(&record.source.iri), clean(&record.target.iri));
    let mut attributes: Vec<(&str, &str)> = vec![
        ("id", &id),
        ("source", &source),
        ("target", &target),
        ("type", "directed"),
        ("label", record.label),
        ("kind", &tie.predicate),
        ("weight", &weight),
    ];
    let ends = [("start", record.start()), ("end", record.end())];
    let ends = ends.map(|(name, day)| (name, day.map(|day| day.to_string())));
    attributes.extend(
        ends.iter()
            .filter_map(|(name, day)| Some((*name, day.as_deref()?))),
    );
    let articles: Vec<&str> = record.articles().into_iter().collect();
    xml.create_element("edge")
        .with_attributes(attributes)
        .write_inner_content(|xml| {
            values(
                xml,
                &[
                    &tie.predicate,
                    &tie.kind,
                    tie.status.name(),
                    &tie.symmetric.to_string(),
                    &tie.claims.len().to_string(),
                    record.first(),
                    record.last(),
                    &record.quote(),
                    &articles.join("; "),
                ],
            )?;
            colour(xml, styles.edge_colour(&tie.kind))
        })?;
    Ok(())
}

/// A colour written `#rrggbb`; others are passed over.
fn colour(xml: &mut Out<'_>, colour: &str) -> io::Result<()> {
    let part = |at: usize| {
        let digits = colour.strip_prefix('#')?.get(at..at + 2)?;
        Some(u8::from_str_radix(digits, 16).ok()?.to_string())
    };
    let (Some(red), Some(green), Some(blue)) = (part(0), part(2), part(4)) else {
        return Ok(());
    };
    xml.create_element("viz:color")
        .with_attributes([("r", red.as_str()), ("g", &green), ("b", &blue), ("a", "1.0")])
        .write_empty()?;
    Ok(())
}
