//! Paths, centrality and communities held against networkx, on the same graphs.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod tools;
#[path = "tools/networks.rs"]
mod worlds;

use griot::draw::style::{Medium, Styles};
use griot::draw::{gexf, graphml};
use griot::network::Network;
use griot::ontology::Language;
use petgraph::graph::NodeIndex;
use serde_json::{Value, json};
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
        compare(name, network, &answers[name]);
    }
}

fn compare(name: &str, network: &Network, answer: &Value) {
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
