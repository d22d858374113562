//! Paths, centrality and communities held against networkx, on the same graphs.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod tools;
#[path = "tools/networks.rs"]
mod worlds;

use griot::draw::style::{Medium, Styles};
use griot::draw::{gexf, graphml};
use griot::graph::{Claim, Value as Object};
use griot::network::{ChangeKind, Network, Selection, compare, timeline};
use griot::ontology::Language;
use griot::statement::Status;
use petgraph::graph::NodeIndex;
use serde_json::{Value, json};
use std::sync::Arc;
use worlds::World;

/// Paths asked for between each pair.
const WAYS: usize = 6;

fn iri(network: &Network, node: NodeIndex) -> &str {
    &network.party(node).iri
}

/// Pairs far and near, in both modes.
fn pairs(network: &Network) -> Vec<(NodeIndex, NodeIndex, bool)> {
    let mut dice = worlds::Dice::new(7);
    let count = network.graph.node_count();
    let pair = |_| {
        let ends = (
            NodeIndex::new(dice.below(count)),
            NodeIndex::new(dice.below(count)),
        );
        (ends.0, ends.1, dice.below(2) == 0)
    };
    (0..12).map(pair).filter(|(one, other, _)| one != other).collect()
}

fn assert_close(ours: f64, theirs: &Value, what: &str) {
    let theirs = theirs.as_f64().unwrap();
    assert!((ours - theirs).abs() < 1e-9, "{what}: {ours} and {theirs}");
}

#[test]
fn networkx_comes_to_the_same_results() {
    let world = World::load();
    let styles = Styles::load(&world.data, Medium::Paper).unwrap();
    let folder = tools::folder("networks");
    let networks = [
        ("sample", worlds::sample(&world)),
        ("sparse", worlds::random(1, 60, 45, 10)),
        ("middling", worlds::random(2, 80, 260, 30)),
        ("dense", worlds::random(3, 25, 700, 50)),
        ("large", worlds::random(4, 300, 900, 80)),
        ("pair", worlds::random(5, 2, 5, 3)),
        ("loop", worlds::random(6, 1, 2, 2)),
    ];
    let networks = networks.map(|(name, claims)| (name, world.network(&claims)));
    for (name, network) in &networks {
        let language = Language::French;
        let mut out = Vec::new();
        graphml::write(network, &world.ontology, &styles, language, &mut out).unwrap();
        std::fs::write(folder.join(format!("{name}.graphml")), out).unwrap();
        let mut out = Vec::new();
        gexf::write(network, &world.ontology, &styles, language, &mut out).unwrap();
        std::fs::write(folder.join(format!("{name}.gexf")), out).unwrap();
        let groups = network.communities(1.0).groups;
        let iris = |nodes: &[NodeIndex]| nodes.iter().map(|node| iri(network, *node)).collect::<Vec<_>>();
        let task = json!({
            "count": WAYS,
            "communities": groups.iter().map(|group| iris(&group.members)).collect::<Vec<_>>(),
            "paths": pairs(network).iter().map(|(one, other, directed)| json!([iri(network, *one), iri(network, *other), directed])).collect::<Vec<_>>(),
        });
        std::fs::write(folder.join(format!("{name}.json")), task.to_string()).unwrap();
    }
    let Some(answers) = tools::python("networks.py", &[&folder]) else {
        return;
    };
    for (name, network) in &networks {
        hold_against(name, network, &answers[name]);
    }
}

fn hold_against(name: &str, network: &Network, answer: &Value) {
    assert_eq!(answer["nodes"], network.graph.node_count(), "{name}");
    assert_eq!(answer["edges"], network.graph.edge_count(), "{name}");
    for standing in network.standings() {
        let iri = iri(network, standing.node);
        let what = format!("{name}, {iri}");
        assert_eq!(answer["degree"][iri], standing.degree, "{what}");
        assert_eq!(answer["acts_on"][iri], standing.acts_on, "{what}");
        assert_eq!(answer["acted_on_by"][iri], standing.acted_on_by, "{what}");
        assert_close(standing.strength, &answer["strength"][iri], &what);
        assert_close(standing.pagerank, &answer["pagerank"][iri], &what);
        assert_close(standing.betweenness, &answer["betweenness"][iri], &what);
    }
    let communities = network.communities(1.0);
    assert_close(communities.modularity, &answer["modularity"], name);
    let greedy = answer["greedy_modularity"].as_f64().unwrap();
    assert!(
        communities.modularity > greedy - 0.03,
        "{name}: {} is much worse than {greedy}",
        communities.modularity
    );
    let connected = answer["connected"].as_array().unwrap();
    assert!(connected.iter().all(|connected| connected == true), "{name}");
    for ((one, other, directed), costs) in pairs(network)
        .into_iter()
        .zip(answer["paths"].as_array().unwrap())
    {
        let paths = network.paths(one, other, WAYS, directed);
        let what = format!("{name}, {} to {}", iri(network, one), iri(network, other));
        assert_eq!(paths.len(), costs.as_array().unwrap().len(), "{what}");
        for (path, cost) in paths.iter().zip(costs.as_array().unwrap()) {
            assert_close(path.cost, cost, &what);
            assert_eq!((path.nodes[0], *path.nodes.last().unwrap()), (one, other));
            let mut once = path.nodes.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), path.nodes.len(), "{what}");
        }
        let mut nodes: Vec<_> = paths.iter().map(|path| &path.nodes).collect();
        nodes.sort();
        nodes.dedup();
        assert_eq!(nodes.len(), paths.len(), "{what}");
    }
}

#[test]
fn the_order_of_the_claims_does_not_matter() {
    let world = World::load();
    let claims = worlds::random(8, 40, 160, 20);
    let mut turned = claims.clone();
    turned.reverse();
    let (one, other) = (world.network(&claims), world.network(&turned));
    let show = |network: &Network| format!("{:?} {:?}", network.graph.raw_nodes(), network.graph.raw_edges());
    assert_eq!(show(&one), show(&other));
    assert_eq!(one.communities(1.0), other.communities(1.0));
}

#[test]
fn finer_resolution_gives_more_communities() {
    let world = World::load();
    let network = world.network(&worlds::random(9, 200, 500, 60));
    let count = |resolution| network.communities(resolution).groups.len();
    assert!(count(0.3) < count(1.0));
    assert!(count(1.0) < count(4.0));
}

/// `subject predicate object status date source`, `-` for no date; a number is a literal object.
fn told(lines: &[&str]) -> Vec<Arc<Claim>> {
    let class = |name: &str| {
        if name.starts_with("Armée") {
            "ArmedForce"
        } else {
            "State"
        }
    };
    let party = |name: &str| worlds::party(&format!("https://example.org/id/{name}"), name, class(name));
    let claim = |(id, line): (usize, &&str)| {
        let [subject, predicate, object, status, date, source] = line.split(' ').collect::<Vec<_>>()[..]
        else {
            panic!("six words: {line}");
        };
        let source = worlds::source(source.parse().unwrap());
        let mut claim = worlds::claim(id, &party(subject), predicate, &party(object), &source);
        if object.parse::<u32>().is_ok() {
            claim.object = Object::Literal(object.to_owned());
        }
        claim.status = match status {
            "actual" => Status::Actual,
            "planned" => Status::Planned,
            "possible" => Status::Possible,
            _ => Status::Denied,
        };
        claim.date = (date != "-").then(|| date.to_owned());
        claim.reported = None;
        Arc::new(claim)
    };
    lines.iter().enumerate().map(claim).collect()
}

fn ties(network: &Network) -> Vec<String> {
    let edges = network.graph.edge_indices().map(|edge| {
        let (source, target) = network.graph.edge_endpoints(edge).unwrap();
        let tie = &network.graph[edge];
        let label = |node| network.party(node).label.as_str();
        format!(
            "{} {} {} {}",
            label(source),
            tie.predicate,
            label(target),
            tie.sources.len()
        )
    });
    edges.collect()
}

#[test]
fn selections_choose_claims() {
    let world = World::load();
    let mut claims = told(&[
        "Mali supplies Niger actual 2024 1",
        "Niger meets Mali actual 2024-03-05 1",
        "Mali meets Niger actual 2024-03-05 2",
        "Armée fights Togo denied 2025-01 3",
        "Togo accuses Mali planned - 4",
        "Armée strength 5000 actual 2025 4",
    ]);
    let mut energetic = (*claims[0]).clone();
    energetic.iri.push('b');
    energetic.qualifiers = vec![("item", "Centrales électriques".to_owned())];
    claims.push(Arc::new(energetic));
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let chosen = |selection: Selection| selection.of(&claims, &world.classification);
    let check =
        |selection: Selection, expected: &[&str]| assert_eq!(ties(&chosen(selection).network), expected);
    let all = Selection::default;
    let (supplies, meets) = ("Mali supplies Niger 1", "Mali meets Niger 2");
    let (fights, accuses) = ("Armée fights Togo 1", "Togo accuses Mali 1");

    check(all(), &[fights, meets, supplies, accuses]);
    check(
        Selection {
            predicates: words(&["fights", "meets"]),
            ..all()
        },
        &[fights, meets],
    );
    check(
        Selection {
            kinds: words(&["hostile"]),
            ..all()
        },
        &[fights, accuses],
    );
    check(
        Selection {
            sectors: words(&["military"]),
            ..all()
        },
        &[fights],
    );
    check(
        Selection {
            sectors: words(&["energy"]),
            ..all()
        },
        &[supplies],
    );
    check(
        Selection {
            statuses: vec![Status::Denied, Status::Planned],
            ..all()
        },
        &[fights, accuses],
    );
    check(
        Selection {
            min_sources: 2,
            ..all()
        },
        &[meets],
    );
    check(
        Selection {
            exactness: Some(31),
            ..all()
        },
        &[fights, meets],
    );
    let window = |text: &str| Selection {
        window: text.parse().unwrap(),
        ..all()
    };
    check(window("2024-06/.."), &[fights, supplies]);
    check(window("../2024-02"), &[supplies]);
    check(window("2024-03-05"), &[meets, supplies]);
    assert_eq!(
        chosen(window("2024")).undated,
        1,
        "the accusation; numbers are no ties"
    );
    assert_eq!(chosen(all()).undated, 0);
}

#[test]
fn parts_of_a_network() {
    let world = World::load();
    let claims = told(&[
        "A meets B actual 2024 1",
        "B meets C actual 2024 1",
        "C meets D actual 2024 1",
        "A meets C denied 2024 1",
        "E meets F actual 2024 1",
    ]);
    let network = world.network(&claims);
    let node = |label: &str| network.find(&format!("https://example.org/id/{label}")).unwrap();
    assert_eq!(network.find("https://example.org/id/X"), None);
    assert_eq!(
        ties(&network.clone().around(&[node("B")], 0)),
        Vec::<String>::new()
    );
    assert_eq!(
        ties(&network.clone().around(&[node("B")], 1)),
        ["A meets B 1", "A meets C 1", "B meets C 1"]
    );
    assert_eq!(
        ties(&network.clone().around(&[node("D"), node("E")], 1)),
        ["C meets D 1", "E meets F 1"]
    );
    let ways = vec![vec![node("A"), node("B"), node("C")]];
    assert_eq!(
        ties(&network.clone().along(&ways)),
        ["A meets B 1", "B meets C 1"]
    );
    assert!(network.paths(node("A"), node("E"), 3, false).is_empty());
    assert!(network.paths(node("A"), node("A"), 3, false).is_empty());
}

#[test]
fn what_changed_is_told() {
    let world = World::load();
    let before = told(&[
        "Mali memberOf Cedeao actual 2020 1",
        "Niger memberOf Cedeao actual 2020 1",
        "Russie supplies Mali planned 2023 1",
        "Mali meets Niger actual 2023 1",
        "France fights Mali actual 2023 1",
    ]);
    let mut after = before.clone();
    after.extend(told(&[
        "Mali leaves Cedeao actual 2024 6",
        "Niger leaves Cedeao planned 2024 6",
        "Russie supplies Mali actual 2024 7",
        "Niger meets Mali actual 2024 8",
        "Togo meets Mali actual 2024 8",
    ]));
    let (before, after) = (world.network(&before), world.network(&after));
    let found = compare(&before, &after, &world.ontology);
    let told: Vec<String> = found
        .changes
        .iter()
        .map(|change| {
            let kind = match change.kind {
                ChangeKind::Status(status) => format!("was {}", status.name()),
                ChangeKind::Attested(sources) => format!("had {sources}"),
                kind => kind.name().to_owned(),
            };
            format!(
                "{kind}: {} {} {} {} {}",
                change.subject.label,
                change.tie.predicate,
                change.object.label,
                change.tie.status.name(),
                change.tie.sources.len()
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "ended: Mali memberOf Cedeao actual 1",
            "was planned: Russie supplies Mali actual 1",
            "new: Mali leaves Cedeao actual 1",
            "new: Mali meets Togo actual 1",
            "new: Niger leaves Cedeao planned 1",
            "had 1: Mali meets Niger actual 2",
        ]
    );
    let parties: Vec<&str> = found
        .parties
        .iter()
        .map(|(party, _)| party.label.as_str())
        .collect();
    assert_eq!(parties, ["Togo"]);
    assert!(compare(&after, &after, &world.ontology).changes.is_empty());
}

#[test]
fn timelines_are_in_order() {
    let world = World::load();
    let claims = told(&[
        "Niger meets Mali actual 2024-03-05 1",
        "Mali meets Niger actual 2024-03-05 2",
        "Mali supplies Niger actual 2024-03 1",
        "Niger accuses Togo actual 2024 1",
        "Niger strength 5000 planned 2023 1",
        "Niger fights Togo actual - 1",
        "Mali fights Togo actual 2020 1",
    ]);
    let told = |about: &str, other: Option<&str>| -> Vec<String> {
        let iri = |name: &str| format!("https://example.org/id/{name}");
        let moments = timeline(
            claims.iter().cloned(),
            &iri(about),
            other.map(iri).as_deref(),
            &world.classification,
        );
        let line = |moment: &griot::network::Moment| {
            format!(
                "{} {} {} {} {}",
                moment.when.as_deref().unwrap_or("-"),
                moment.subject.label,
                moment.predicate,
                moment.object.label(),
                moment.sources.len()
            )
        };
        moments.iter().map(line).collect()
    };
    assert_eq!(
        told("Niger", None),
        [
            "2023 Niger strength 5000 1",
            "2024 Niger accuses Togo 1",
            "2024-03 Mali supplies Niger 1",
            "2024-03-05 Niger meets Mali 2",
            "- Niger fights Togo 1",
        ]
    );
    assert_eq!(told("Mali", Some("Niger")).len(), 2);
    assert_eq!(told("Mali", Some("Niger"))[1], "2024-03-05 Mali meets Niger 2");
}
