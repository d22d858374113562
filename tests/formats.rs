//! Files for other people's tools, opened by those tools: the sample corpus and labels made to break them.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod tools;
#[path = "tools/networks.rs"]
mod worlds;

use griot::draw::legend::{self, Captions};
use griot::draw::scene::{self, Scene};
use griot::draw::style::{Medium, Styles};
use griot::draw::{
    dot, followthemoney, gexf, graphml, graphviz, layout, mermaid, raster, stix, svg, tables, xml,
};
use griot::graph::{Claim, Names, Source};
use griot::network::Network;
use griot::ontology::Language;
use griot::statement::Status;
use proptest::prelude::*;
use quick_xml::XmlVersion;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use worlds::World;

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(World::load)
}

fn styles() -> Styles {
    Styles::load(&world().data, Medium::Paper).unwrap()
}

fn statuses() -> BTreeMap<String, String> {
    let names = ["actual", "planned", "possible", "denied"];
    names.map(|name| (name.to_owned(), name.to_owned())).into()
}

/// Names that are as odd as the labels; every other entity has an item.
fn names(network: &Network) -> BTreeMap<String, Names> {
    let parties = network.graph.node_weights().enumerate();
    let names = parties.map(|(at, party)| {
        let names = Names {
            aliases: [format!("{} bis", party.label), String::new()].into(),
            wikidata: (at % 2 == 0).then(|| "Q912".to_owned()),
        };
        (party.iri.clone(), names)
    });
    names.collect()
}

/// Every exchange format of a network, by its ending.
fn exchange(network: &Network) -> BTreeMap<&'static str, Vec<u8>> {
    let (world, styles, language) = (world(), styles(), Language::French);
    let ontology = &world.ontology;
    let mut files: [Vec<u8>; 6] = Default::default();
    let [graphml, gexf, nodes, edges, mut ftm, mut stix] = files.each_mut();
    graphml::write(network, ontology, &styles, language, graphml).unwrap();
    gexf::write(network, ontology, &styles, language, gexf).unwrap();
    tables::write_nodes(network, ontology, language, nodes).unwrap();
    tables::write_edges(network, ontology, language, edges).unwrap();
    followthemoney::write(
        network,
        ontology,
        &world.data,
        language,
        &names(network),
        &statuses(),
        &mut ftm,
    )
    .unwrap();
    stix::write(
        network,
        ontology,
        &world.data,
        language,
        &names(network),
        &mut stix,
    )
    .unwrap();
    let endings = [
        "graphml",
        "gexf",
        "nodes.csv",
        "edges.csv",
        "ftm.json",
        "stix.json",
    ];
    endings.into_iter().zip(files).collect()
}

fn compose(network: &Network, title: &str) -> Scene {
    let options = scene::Options {
        title: Some(title.to_owned()),
        ..scene::Options::default()
    };
    scene::compose(network, &world().ontology, &styles(), &options)
}

fn captions() -> Captions {
    let kinds = world().classification.kinds(Language::French);
    Captions {
        statuses: statuses(),
        edges: kinds
            .map(|(id, label)| (id.to_owned(), label.to_owned()))
            .collect(),
        legend: "Légende".to_owned(),
        sources: "D’après « les articles ».".to_owned(),
        left_out: Some("\"Le reste\" \\ n’est pas montré.".to_owned()),
    }
}

fn labels(network: &Network) -> Vec<String> {
    let mut labels: Vec<String> = network
        .graph
        .node_weights()
        .map(|party| party.label.clone())
        .collect();
    labels.sort();
    labels
}

/// Words only, without what XML forbids and what is no word.
fn words(text: &str) -> String {
    let shown: String = xml::clean(text)
        .chars()
        .filter(|letter| !letter.is_control() || letter.is_whitespace())
        .collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Signs that mean something to one of the formats.
const HOSTILE: [&str; 16] = [
    "\"",
    "\\",
    "<b>",
    "&amp;",
    "#quot;",
    "%%{init}%%",
    "--> n0",
    "]]>",
    "\u{0}\u{1b}",
    "\n---\n",
    "|x|",
    "`*md*`",
    "\u{202e}droite",
    "=HYPERLINK(1)",
    "];}",
    "é😀\u{fffe}",
];

/// Three parties, ties of every status, hostile words wherever words come from articles.
fn hostile(words: &[String]) -> Vec<Arc<Claim>> {
    let word = |at: usize| words[at % words.len()].clone();
    let base = worlds::source(3);
    let source = Arc::new(Source {
        key: word(4),
        headline: Some(word(5)),
        publisher: Some(word(6)),
        ..(*base).clone()
    });
    let parties = ["State", "Alliance", "ArmedGroup", "Person", "Place"]
        .iter()
        .enumerate()
        .map(|(at, class)| worlds::party(&format!("https://example.org/id/{at}"), &word(at), class));
    let parties: Vec<_> = parties.collect();
    let acts = [
        (0, "memberOf", 1, Status::Actual),
        (0, "fights", 2, Status::Denied),
        (3, "officialOf", 0, Status::Actual),
        (3, "visits", 4, Status::Planned),
        (0, "meets", 3, Status::Possible),
        (2, "attacks", 4, Status::Actual),
    ];
    acts.into_iter()
        .enumerate()
        .map(|(id, (subject, predicate, object, status))| {
            let mut claim = worlds::claim(id, &parties[subject], predicate, &parties[object], &source);
            claim.status = status;
            claim.qualifiers = vec![("item", word(7)), ("office", word(8))];
            claim.evidence[0].quote = word(9);
            Arc::new(claim)
        })
        .collect()
}

fn networks() -> [(&'static str, Network); 2] {
    let signs = HOSTILE.map(|sign| format!("Été {sign} d’août"));
    [
        ("sample", world().network(&worlds::sample(world()))),
        ("hostile", world().network(&hostile(&signs))),
    ]
}

#[test]
fn followthemoney_accepts_every_entity() {
    for (name, network) in networks() {
        let file = tools::folder(&format!("ftm-{name}")).join("griot.ftm.json");
        std::fs::write(&file, &exchange(&network)["ftm.json"]).unwrap();
        let Some(found) = tools::python("followthemoney_entities.py", &[&file]) else {
            return;
        };
        let schemata = found["schemata"].as_object().unwrap();
        let count = |names: &[&str]| -> u64 {
            names
                .iter()
                .filter_map(|name| schemata.get(*name)?.as_u64())
                .sum()
        };
        let links = count(&["Membership", "Directorship", "Employment", "UnknownLink"]);
        assert_eq!(links as usize, network.graph.edge_count(), "{name}: {schemata:?}");
        assert!(count(&["Membership"]) > 0 && count(&["Article"]) > 0, "{name}");
        let all: u64 = schemata.values().filter_map(|count| count.as_u64()).sum();
        let things = all - links - count(&["Article"]);
        assert_eq!(things as usize, network.graph.node_count(), "{name}");
    }
}

#[test]
fn stix2_accepts_every_bundle() {
    for (name, network) in networks() {
        let file = tools::folder(&format!("stix-{name}")).join("griot.stix.json");
        let bundle = &exchange(&network)["stix.json"];
        assert_eq!(bundle, &exchange(&network)["stix.json"], "no clock, no chance");
        std::fs::write(&file, bundle).unwrap();
        let Some(found) = tools::python("stix_bundle.py", &[&file]) else {
            return;
        };
        assert_eq!(
            found["types"]["relationship"],
            network.graph.edge_count(),
            "{name}"
        );
        assert_eq!(found["names"], serde_json::json!(labels(&network)), "{name}");
        assert!(found["types"]["report"].as_u64().unwrap() > 0, "{name}");
        let kinds = found["relationships"].to_string();
        assert!(
            kinds.contains("member-of") && kinds.contains("-planned"),
            "{name}: {kinds}"
        );
    }
}

#[test]
fn mermaid_reads_its_diagrams() {
    let folder = tools::folder("mermaid");
    let scenes = networks().map(|(name, network)| (name, compose(&network, "Titre : « été » #1 [x]")));
    let files = scenes.each_ref().map(|(name, scene)| {
        let file = folder.join(format!("{name}.mmd"));
        std::fs::write(&file, mermaid::render(scene)).unwrap();
        file
    });
    let files: Vec<_> = files.iter().map(std::path::PathBuf::as_path).collect();
    let Some(found) = tools::node("mermaid.mjs", &files) else {
        return;
    };
    for ((name, scene), found) in scenes.iter().zip(found.as_array().unwrap()) {
        assert_eq!(found["title"], "Titre : « été » #1 [x]", "{name}");
        let shown = |label: &serde_json::Value| words(label.as_str().unwrap());
        let nodes: Vec<String> = found["nodes"].as_array().unwrap().iter().map(shown).collect();
        let ours: Vec<String> = scene
            .nodes
            .iter()
            .map(|node| words(&node.lines.join(" ")))
            .collect();
        assert_eq!(nodes, ours, "{name}");
        let edges = found["edges"].as_array().unwrap();
        assert_eq!(edges.len(), scene.edges.len(), "{name}");
        for (edge, ours) in edges.iter().zip(&scene.edges) {
            assert_eq!(edge["source"], format!("n{}", ours.source), "{name}");
            assert_eq!(edge["target"], format!("n{}", ours.target), "{name}");
            let lines: Vec<&str> = ours.lines.iter().map(|line| line.text.as_str()).collect();
            assert_eq!(shown(&edge["label"]), words(&lines.join(" ")), "{name}");
        }
    }
}

#[test]
fn graphviz_draws_its_graphs() {
    if !tools::has("dot", "-V") {
        return;
    }
    for (name, network) in networks() {
        let scene = compose(&network, "Titre");
        let drawn =
            String::from_utf8(graphviz::run(&dot::render(&scene, &captions()), "svg").unwrap()).unwrap();
        let nodes = drawn.matches("class=\"node\"").count();
        let edges = drawn.matches("class=\"edge\"").count();
        assert_eq!((nodes, edges), (scene.nodes.len(), scene.edges.len()), "{name}");
        // The legend bears its own class: a box for every class, and a table of lines.
        let [boxes, kinds, statuses] = legend::entries(&scene, &captions());
        let samples = drawn.matches("class=\"node legend\"").count();
        assert_eq!(samples, boxes.len() + 1, "{name}");
        for sign in kinds.iter().chain(&statuses) {
            assert!(
                drawn.contains(&xml::escape(&sign.label)),
                "{name}: {}",
                sign.label
            );
        }
        let clusters = drawn.matches("class=\"cluster\"").count();
        assert_eq!(clusters, scene.regions.len() + 1, "{name}");
        for (format, magic) in [("png", b"\x89PNG".as_slice()), ("pdf", b"%PDF")] {
            let drawn = graphviz::run(&dot::render(&scene, &captions()), format).unwrap();
            assert!(drawn.starts_with(magic), "{name}");
        }
    }
    let error = graphviz::run("digraph {", "svg").unwrap_err().to_string();
    assert!(error.contains("syntax error"), "{error}");
}

/// Graphviz has faults of its own with clusters and labelled edges; what is written keeps clear of them.
#[test]
fn graphviz_ranks_networks_of_many_shapes() {
    if !tools::has("dot", "-V") {
        return;
    }
    for seed in 0..40 {
        let parties = 8 + seed as usize % 20;
        let network = world().network(&worlds::random(seed, parties, 2 * parties, 40));
        let scene = compose(&network, "Titre");
        let drawn = graphviz::run(&dot::render(&scene, &captions()), "dot").unwrap();
        assert!(!drawn.is_empty(), "seed {seed}");
    }
}

#[test]
fn png_and_pdf_open() {
    let folder = tools::folder("raster");
    for (name, network) in networks() {
        let scene = compose(&network, "Titre");
        let drawn = svg::render(&scene, &layout::layout(&scene), &Captions::default());
        let png = raster::png(&drawn, 2.0).unwrap();
        let pixels = resvg::tiny_skia::Pixmap::decode_png(&png).unwrap();
        let colours: std::collections::BTreeSet<_> = pixels
            .pixels()
            .iter()
            .map(|pixel| (pixel.red(), pixel.green(), pixel.blue()))
            .collect();
        assert!(
            pixels.width() > 500 && colours.len() > 20,
            "{name} shows something"
        );
        let file = folder.join(format!("{name}.pdf"));
        std::fs::write(&file, raster::pdf(&drawn).unwrap()).unwrap();
        if let Some(found) = tools::python("pdf.py", &[&file]) {
            assert_eq!(found["pages"], 1, "{name}");
            assert!(found["text"].as_str().unwrap().contains("Titre"), "{name}");
        }
    }
}

/// Every element's text and attribute values; panics where the XML is not well formed.
fn xml_strings(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(
        text.chars()
            .all(|letter| matches!(letter, '\t' | '\n' | '\r') || letter >= ' '),
        "a control character"
    );
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut strings, mut depth, mut text) = (Vec::new(), 0, String::new());
    loop {
        let event = reader.read_event().unwrap();
        match &event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => {
                depth += i32::from(matches!(event, Event::Start(_)));
                for attribute in element.attributes() {
                    let value = attribute
                        .unwrap()
                        .normalized_value(XmlVersion::Explicit1_0)
                        .unwrap();
                    strings.push(words(&value));
                }
                text.clear();
            }
            Event::End(_) => {
                depth -= 1;
                strings.push(words(&std::mem::take(&mut text)));
            }
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(name) => {
                let entity = format!("&{};", name.xml10_content());
                text.push_str(&quick_xml::escape::unescape(&entity).unwrap());
            }
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    strings
}

/// The labels that DOT's own grammar finds, unescaped.
fn dot_labels(text: &str) -> Vec<String> {
    use graphviz_rust::dot_structures::{Graph, Id, Stmt};
    let Graph::DiGraph { stmts, .. } = graphviz_rust::parse(text).unwrap() else {
        panic!("a digraph");
    };
    let label = |attributes: &[graphviz_rust::dot_structures::Attribute]| {
        let found = attributes
            .iter()
            .find(|attribute| matches!(&attribute.0, Id::Plain(name) if name == "label"));
        let Some(Id::Escaped(quoted)) = found.map(|attribute| attribute.1.clone()) else {
            panic!("a quoted label");
        };
        let inner = quoted.strip_prefix('"').unwrap().strip_suffix('"').unwrap();
        let (mut out, mut letters) = (String::new(), inner.chars());
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next().unwrap() {
                    'n' => out.push('\n'),
                    other => out.push(other),
                },
                letter => out.push(letter),
            }
        }
        out
    };
    stmts
        .iter()
        .filter_map(|statement| match statement {
            Stmt::Node(node) => Some(label(&node.attributes)),
            _ => None,
        })
        .collect()
}

fn any_words() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(prop::sample::select(HOSTILE.to_vec()), 1..5).prop_map(|signs| signs.concat()),
        ".{0,40}",
        "\\PC{0,200}",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_label_breaks_a_file(labels in prop::collection::vec(any_words(), 10), title in any_words()) {
        let network = world().network(&hostile(&labels));
        let parties: Vec<String> = network.graph.node_weights().map(|party| party.label.clone()).collect();
        let files = exchange(&network);
        for format in ["graphml", "gexf"] {
            let strings = xml_strings(&files[format]);
            for label in &parties {
                let shown = words(label);
                prop_assert!(shown.is_empty() || strings.contains(&shown), "{format}: {label:?}");
            }
        }
        for (format, column) in [("nodes.csv", "Label"), ("edges.csv", "SourceLabel")] {
            let mut reader = csv::Reader::from_reader(files[format].as_slice());
            let at = reader.headers().unwrap().iter().position(|name| name == column).unwrap();
            let found: Vec<String> = reader.records().map(|row| row.unwrap()[at].to_owned()).collect();
            prop_assert!(found.iter().all(|label| parties.contains(label)), "{found:?}");
            let rows = if format == "nodes.csv" { network.graph.node_count() } else { network.graph.edge_count() };
            prop_assert_eq!(found.len(), rows);
        }
        for line in std::str::from_utf8(&files["ftm.json"]).unwrap().lines() {
            let entity: serde_json::Value = serde_json::from_str(line).unwrap();
            prop_assert!(entity["schema"].is_string());
        }
        let bundle: serde_json::Value = serde_json::from_slice(&files["stix.json"]).unwrap();
        prop_assert!(bundle["objects"].as_array().unwrap().len() > parties.len());

        let scene = compose(&network, &title);
        let shown = dot_labels(&dot::render(&scene, &captions()));
        let ours: Vec<String> = scene.nodes.iter().map(|node| node.lines.join("\n")).collect();
        prop_assert_eq!(shown.iter().map(|label| words(label)).collect::<Vec<_>>(), ours.iter().map(|label| words(label)).collect::<Vec<_>>());
        let drawn = svg::render(&scene, &layout::layout(&scene), &Captions::default());
        xml_strings(drawn.as_bytes());
        prop_assert!(resvg::usvg::Tree::from_str(&drawn, &resvg::usvg::Options::default()).is_ok());
        let diagram = mermaid::render(&scene);
        let body = diagram.split("flowchart LR\n").last().unwrap();
        let classes: std::collections::BTreeSet<_> = scene.nodes.iter().map(|node| (&node.fill, &node.line)).collect();
        let regions: usize = scene.regions.iter().map(|region| region.members.len() + 3).sum();
        let lines = scene.nodes.len() + 2 * scene.edges.len() + classes.len() + regions;
        prop_assert_eq!(body.lines().count(), lines);
        prop_assert!(body.lines().all(|line| matches!(line.matches('"').count(), 0 | 2)), "{}", body);
    }
}
