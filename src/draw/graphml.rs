//! GraphML, for yEd, Gephi, networkx and igraph.
//!
//! Types, weights and dates are typed attributes; yEd finds labels, shapes and colours in its own elements,
//! which the others pass over. All edges are directed, since most readers refuse a mixed graph; the
//! attribute `symmetric` tells which have no direction.

use super::records::{self, EdgeRecord, NodeRecord};
use super::scene::NODE_FONT;
use super::style::{Shape, Styles};
use super::xml::clean;
use crate::network::Network;
use crate::ontology::{Language, Ontology};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io::{self, Write};

type Out<'a> = Writer<&'a mut dyn Write>;

/// Boxes in a row.
const COLUMNS: usize = 8;

/// Id of a key, whose it is, its type.
const KEYS: [(&str, &str, &str); 19] = [
    ("iri", "node", "string"),
    ("label", "node", "string"),
    ("type", "node", "string"),
    ("type_label", "node", "string"),
    ("ties", "node", "int"),
    ("predicate", "edge", "string"),
    ("label", "edge", "string"),
    ("kind", "edge", "string"),
    ("status", "edge", "string"),
    ("symmetric", "edge", "boolean"),
    ("weight", "edge", "double"),
    ("statements", "edge", "int"),
    ("first", "edge", "string"),
    ("last", "edge", "string"),
    ("start", "edge", "string"),
    ("end", "edge", "string"),
    ("quote", "edge", "string"),
    ("articles", "edge", "string"),
    ("sources", "edge", "string"),
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
    xml.create_element("graphml")
        .with_attributes([
            ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xmlns:y", "http://www.yworks.com/xml/graphml"),
            (
                "xsi:schemaLocation",
                "http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd",
            ),
        ])
        .write_inner_content(|xml| {
            keys(xml)?;
            xml.create_element("graph")
                .with_attributes([("id", "griot"), ("edgedefault", "directed")])
                .write_inner_content(|xml| {
                    for record in records::nodes(network, ontology, language) {
                        node(xml, &record, ontology, styles)?;
                    }
                    for record in records::edges(network, ontology, language) {
                        edge(xml, &record, styles)?;
                    }
                    Ok(())
                })?;
            Ok(())
        })?;
    xml.into_inner().write_all(b"\n")
}

fn keys(xml: &mut Out<'_>) -> io::Result<()> {
    for (name, of, kind) in KEYS {
        xml.create_element("key")
            .with_attributes([
                ("id", key(of, name).as_str()),
                ("for", of),
                ("attr.name", name),
                ("attr.type", kind),
            ])
            .write_empty()?;
    }
    for (id, of, kind) in [("ng", "node", "nodegraphics"), ("eg", "edge", "edgegraphics")] {
        xml.create_element("key")
            .with_attributes([("id", id), ("for", of), ("yfiles.type", kind)])
            .write_empty()?;
    }
    Ok(())
}

/// Ids are the document's own: a node and an edge may have attributes of one name.
fn key(of: &str, name: &str) -> String {
    format!("{}-{name}", &of[..1])
}

fn data(xml: &mut Out<'_>, of: &str, name: &str, value: &str) -> io::Result<()> {
    if value.is_empty() {
        return Ok(());
    }
    xml.create_element("data")
        .with_attribute(("key", key(of, name).as_str()))
        .write_text_content(BytesText::new(&clean(value)))?;
    Ok(())
}

fn node(xml: &mut Out<'_>, record: &NodeRecord<'_>, ontology: &Ontology, styles: &Styles) -> io::Result<()> {
    let party = record.party;
    xml.create_element("node")
        .with_attribute(("id", format!("n{}", record.index).as_str()))
        .write_inner_content(|xml| {
            data(xml, "node", "iri", &party.iri)?;
            data(xml, "node", "label", &party.label)?;
            data(xml, "node", "type", &party.class)?;
            data(xml, "node", "type_label", record.class_label)?;
            data(xml, "node", "ties", &record.ties.to_string())?;
            let style = styles.node(ontology, &party.class).map(|(_, style)| style);
            let shape = style.map_or("rectangle", |style| shape(style.shape));
            graphics(xml, "ng", "y:ShapeNode", |xml| {
                geometry(xml, record.index, &party.label)?;
                if let Some(style) = style {
                    xml.create_element("y:Fill")
                        .with_attributes([("color", style.fill.as_str()), ("transparent", "false")])
                        .write_empty()?;
                    xml.create_element("y:BorderStyle")
                        .with_attributes([("color", style.line.as_str()), ("width", "1.5")])
                        .write_empty()?;
                }
                xml.create_element("y:NodeLabel")
                    .write_text_content(BytesText::new(&clean(&party.label)))?;
                xml.create_element("y:Shape")
                    .with_attribute(("type", shape))
                    .write_empty()?;
                Ok(())
            })
        })?;
    Ok(())
}

/// Boxes as wide as their labels, in rows: yEd puts nodes without a place on top of each other.
fn geometry(xml: &mut Out<'_>, index: usize, label: &str) -> io::Result<()> {
    let (column, row) = (index % COLUMNS, index / COLUMNS);
    let width = NODE_FONT.width(label) + 24.0;
    xml.create_element("y:Geometry")
        .with_attributes([
            ("width", format!("{width:.0}").as_str()),
            ("height", "32"),
            ("x", (column * 240).to_string().as_str()),
            ("y", (row * 90).to_string().as_str()),
        ])
        .write_empty()?;
    Ok(())
}

fn edge(xml: &mut Out<'_>, record: &EdgeRecord<'_>, styles: &Styles) -> io::Result<()> {
    let tie = record.tie;
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    xml.create_element("edge")
        .with_attributes([
            ("id", format!("e{}", record.index).as_str()),
            ("source", format!("n{}", record.source_index).as_str()),
            ("target", format!("n{}", record.target_index).as_str()),
        ])
        .write_inner_content(|xml| {
            data(xml, "edge", "predicate", &tie.predicate)?;
            data(xml, "edge", "label", record.label)?;
            data(xml, "edge", "kind", &tie.kind)?;
            data(xml, "edge", "status", tie.status.name())?;
            data(xml, "edge", "symmetric", &tie.symmetric.to_string())?;
            data(xml, "edge", "weight", &tie.sources.len().to_string())?;
            data(xml, "edge", "statements", &tie.claims.len().to_string())?;
            data(xml, "edge", "first", record.first())?;
            data(xml, "edge", "last", record.last())?;
            data(xml, "edge", "start", &day(record.start()))?;
            data(xml, "edge", "end", &day(record.end()))?;
            data(xml, "edge", "quote", &record.quote())?;
            let articles: Vec<&str> = record.articles().into_iter().collect();
            data(xml, "edge", "articles", &articles.join("; "))?;
            let sources: Vec<&str> = tie.sources.iter().map(String::as_str).collect();
            data(xml, "edge", "sources", &sources.join("; "))?;
            graphics(xml, "eg", "y:PolyLineEdge", |xml| {
                let line = if tie.status == crate::statement::Status::Actual {
                    "line"
                } else {
                    "dashed"
                };
                xml.create_element("y:LineStyle")
                    .with_attributes([
                        ("color", styles.edge_colour(&tie.kind)),
                        ("type", line),
                        ("width", format!("{:.1}", record.width()).as_str()),
                    ])
                    .write_empty()?;
                let head = if tie.symmetric { "none" } else { "standard" };
                xml.create_element("y:Arrows")
                    .with_attributes([("source", "none"), ("target", head)])
                    .write_empty()?;
                xml.create_element("y:EdgeLabel")
                    .write_text_content(BytesText::new(record.label))?;
                Ok(())
            })
        })?;
    Ok(())
}

fn graphics(
    xml: &mut Out<'_>,
    key: &str,
    name: &str,
    content: impl FnOnce(&mut Out<'_>) -> io::Result<()>,
) -> io::Result<()> {
    xml.create_element("data")
        .with_attribute(("key", key))
        .write_inner_content(|xml| {
            xml.create_element(name).write_inner_content(content)?;
            Ok(())
        })?;
    Ok(())
}

const fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Box | Shape::Plain => "rectangle",
        Shape::Rounded => "roundrectangle",
        Shape::Ellipse => "ellipse",
        Shape::Hexagon => "hexagon",
        Shape::Octagon => "octagon",
    }
}
