//! Pictures, measured: nothing lies on anything else, whatever is drawn.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

#[path = "tools/picture.rs"]
mod picture;
#[path = "tools/networks.rs"]
mod worlds;

use griot::draw::geometry::Rect;
use griot::draw::legend::Captions;
use griot::draw::scene::{self, Options, Scene};
use griot::draw::style::{Medium, Styles};
use griot::draw::{dot, font, layout, svg};
use griot::graph::Claim;
use griot::network::{Network, Selection};
use griot::ontology::Language;
use griot::statement::Status;
use picture::{Kind, Outline, Picture, Text};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use worlds::World;

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(World::load)
}

fn sample() -> &'static [Arc<Claim>] {
    static SAMPLE: OnceLock<Vec<Arc<Claim>>> = OnceLock::new();
    SAMPLE.get_or_init(|| worlds::sample(world()))
}

fn captions(language: Language, scene: &Scene) -> Captions {
    let statuses = world().ontology.statuses();
    let owned = |(id, label): (&str, &str)| (id.to_owned(), label.to_owned());
    Captions {
        statuses: statuses
            .iter()
            .map(|status| owned((&status.name, status.label(language))))
            .collect(),
        edges: world().classification.kinds(language).map(owned).collect(),
        legend: "Légende".to_owned(),
        sources: format!("D’après {} articles.", scene.sources),
        left_out: scene
            .left_out
            .map(|left| format!("{} liens ne sont pas montrés.", left.ties)),
    }
}

fn everything() -> Options {
    Options {
        title: Some("Qui fait quoi avec qui".to_owned()),
        subtitle: Some("depuis toujours · au moins un article".to_owned()),
        max_nodes: usize::MAX,
        max_edges: usize::MAX,
        ..Options::default()
    }
}

fn compose(network: &Network, medium: Medium, options: &Options) -> Scene {
    let styles = Styles::load(&world().data, medium).unwrap();
    scene::compose(network, &world().ontology, &styles, options)
}

fn draw(network: &Network, medium: Medium, options: &Options) -> String {
    let scene = compose(network, medium, options);
    svg::render(
        &scene,
        &layout::layout(&scene),
        &captions(options.language, &scene),
    )
}

fn select(selection: &Selection) -> Network {
    selection.of(sample(), &world().classification).network
}

fn find(network: &Network, label: &str) -> petgraph::graph::NodeIndex {
    let mut nodes = network.graph.node_indices();
    nodes.find(|node| network.party(*node).label == label).unwrap()
}

/// Different views of the sample corpus, as the options of `griot draw` make them.
fn views() -> Vec<(&'static str, Network, Medium, Options)> {
    let all = || select(&Selection::default());
    let of = |selection: Selection| select(&selection);
    let around = |label: &str, depth| {
        let network = all();
        let centre = find(&network, label);
        network.around(&[centre], depth)
    };
    let strongest = Options {
        max_nodes: 40,
        max_edges: 40,
        ..everything()
    };
    let english = Options {
        language: Language::English,
        ..everything()
    };
    let ways = {
        let network = all();
        let (from, to) = (find(&network, "Mali"), find(&network, "Ukraine"));
        let iris = [from, to].map(|node| network.party(node).iri.clone());
        let ways = network
            .paths(from, to, 6, false)
            .into_iter()
            .map(|path| path.nodes)
            .collect::<Vec<_>>();
        let options = Options {
            focus: iris.to_vec(),
            way: true,
            ..everything()
        };
        (network.along(&ways), options)
    };
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    vec![
        ("all", all(), Medium::Paper, everything()),
        ("strongest", all(), Medium::Paper, strongest),
        ("focus", around("Mali", 1), Medium::Paper, everything()),
        (
            "focus on an alliance",
            around("AES", 1),
            Medium::Dark,
            everything(),
        ),
        ("focus in English", around("Tchad", 2), Medium::Screen, english),
        ("between", ways.0, Medium::Paper, ways.1),
        (
            "hostile",
            of(Selection {
                kinds: words(&["hostile"]),
                ..Selection::default()
            }),
            Medium::Paper,
            everything(),
        ),
        (
            "since",
            of(Selection {
                window: "2024-06/2024-12".parse().unwrap(),
                ..Selection::default()
            }),
            Medium::Paper,
            everything(),
        ),
        (
            "well attested",
            of(Selection {
                min_sources: 2,
                ..Selection::default()
            }),
            Medium::Dark,
            everything(),
        ),
        (
            "not yet",
            of(Selection {
                statuses: vec![Status::Planned, Status::Possible, Status::Denied],
                ..Selection::default()
            }),
            Medium::Paper,
            everything(),
        ),
        (
            "supplies",
            of(Selection {
                predicates: words(&["supplies", "trains"]),
                ..Selection::default()
            }),
            Medium::Paper,
            everything(),
        ),
        (
            "economy",
            of(Selection {
                sectors: words(&["economy"]),
                ..Selection::default()
            }),
            Medium::Screen,
            everything(),
        ),
    ]
}

#[test]
fn views_of_the_sample_have_nothing_that_overlaps() {
    let views = views();
    assert!(views.len() >= 10);
    for (name, network, medium, options) in views {
        let picture = picture::check(name, &draw(&network, medium, &options));
        assert!(picture.nodes.len() >= 2 && !picture.arrows.is_empty(), "{name}");
        assert_eq!(picture.arrows.len(), picture.labels.len(), "{name}");
    }
}

/// `parties` parties with twice as many ties, of all kinds, with alliances; labels as long as labels are.
fn made_up(seed: u64, parties: usize) -> Network {
    world().network(&worlds::random(seed, parties, 2 * parties, 40))
}

#[test]
fn made_up_networks_have_nothing_that_overlaps() {
    for (seed, parties) in [(1, 2), (2, 5), (3, 12), (4, 30), (5, 30), (6, 100), (7, 300)] {
        let name = format!("{parties} parties");
        picture::check(
            &name,
            &draw(&made_up(seed, parties), Medium::Paper, &everything()),
        );
    }
}

#[test]
fn labels_that_are_hard_to_set_stay_in_their_boxes() {
    let labels = [
        "a".repeat(120),
        "mot ".repeat(40),
        "Représentant spécial du Secrétaire général des Nations unies pour l’Afrique de l’Ouest et le Sahel"
            .to_owned(),
        "\u{202e}droite \u{1F600} 漢字".to_owned(),
        String::new(),
        "\u{a0}".repeat(30),
    ];
    let parties: Vec<_> = labels
        .iter()
        .zip(["State", "Person", "ArmedGroup", "ArmedForce", "Alliance", "Place"])
        .enumerate()
        .map(|(at, (label, class))| worlds::party(&format!("https://example.org/id/{at}"), label, class))
        .collect();
    let source = worlds::source(1);
    let mut claims = Vec::new();
    for (at, party) in parties.iter().enumerate() {
        for (other, object) in parties.iter().enumerate().filter(|(other, _)| *other != at) {
            let predicate = if other == 4 { "memberOf" } else { "cooperatesWith" };
            let id = at * 10 + other;
            claims.push(Arc::new(worlds::claim(id, party, predicate, object, &source)));
        }
    }
    let options = Options {
        title: Some("Un titre qui ne tient pas sur une ligne ".repeat(6)),
        ..everything()
    };
    picture::check(
        "hard labels",
        &draw(&world().network(&claims), Medium::Paper, &options),
    );
}

/// How long the layout of a made-up network of so many parties takes, the best of three: other tests run beside this one.
fn layout_time(parties: usize) -> Duration {
    let scene = compose(&made_up(7, parties), Medium::Paper, &everything());
    assert!(scene.edges.len() > parties * 5 / 3, "{}", scene.edges.len());
    let once = || {
        let begin = Instant::now();
        let layout = layout::layout(&scene);
        assert_eq!(layout.edges.len(), scene.edges.len());
        begin.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

/// A ratio, since machines differ; `benches/layout.rs` has the seconds.
#[test]
fn large_pictures_take_no_more_than_the_square_of_their_size() {
    let (small, large) = (layout_time(75), layout_time(300));
    assert!(large < small * 16, "{small:?} for 75 parties, {large:?} for 300");
}

#[test]
fn the_same_network_gives_the_same_bytes() {
    let network = made_up(9, 60);
    let once = draw(&network, Medium::Paper, &everything());
    assert_eq!(once, draw(&network, Medium::Paper, &everything()));
}

/// A small picture with a region, to plant faults in.
fn small() -> String {
    let class = ["State", "State", "Alliance", "Person"];
    let party = |at: usize| {
        worlds::party(
            &format!("https://example.org/id/{at}"),
            &format!("Partie {at}"),
            class[at],
        )
    };
    let parties: Vec<_> = (0..4).map(party).collect();
    let acts = [
        (0, "memberOf", 2),
        (1, "memberOf", 2),
        (3, "visits", 0),
        (3, "accuses", 1),
    ];
    let claims = acts.iter().enumerate().map(|(id, (subject, predicate, object))| {
        Arc::new(worlds::claim(
            id,
            &parties[*subject],
            predicate,
            &parties[*object],
            &worlds::source(id),
        ))
    });
    let claims: Vec<_> = claims.collect();
    draw(&world().network(&claims), Medium::Paper, &everything())
}

/// Kinds of faults of a sound picture after a change.
fn planted(sound: &Picture, change: impl Fn(&mut Picture)) -> BTreeSet<Kind> {
    let mut picture = sound.clone();
    change(&mut picture);
    picture::faults(&picture)
        .into_iter()
        .map(|fault| fault.kind)
        .collect()
}

#[test]
fn planted_faults_are_found() {
    let sound = picture::check("sound", &small());
    assert_eq!(
        (sound.regions.len(), sound.nodes.len(), sound.labels.len()),
        (1, 4, 2)
    );
    let nodes: Vec<Rect> = sound.nodes.iter().map(Outline::bounds).collect();
    let region = sound.regions[0];
    let outside = nodes.iter().position(|node| !region.overlaps(node)).unwrap();
    let inside = nodes.iter().position(|node| region.contains(node)).unwrap();
    let found = |kind: Kind, change: &dyn Fn(&mut Picture)| {
        let kinds = planted(&sound, change);
        assert!(kinds.contains(&kind), "{kind:?} is not found, but {kinds:?}");
    };
    let of_class = |class: &'static str| move |text: &&mut Text| text.class == class;
    found(Kind::OutsideBox, &|picture| {
        picture
            .texts
            .iter_mut()
            .find(of_class("node"))
            .unwrap()
            .place
            .width *= 4.0;
    });
    found(Kind::OutsideBox, &|picture| {
        picture
            .texts
            .iter_mut()
            .find(of_class("label"))
            .unwrap()
            .place
            .top += 20.0;
    });
    found(Kind::OutsidePage, &|picture| {
        picture
            .texts
            .iter_mut()
            .find(of_class("title"))
            .unwrap()
            .place
            .width += 1000.0;
    });
    found(Kind::OutsidePage, &|picture| picture.page.width /= 2.0);
    found(Kind::WordsOnWords, &|picture| {
        let note = picture
            .texts
            .iter()
            .find(|text| text.class == "notes")
            .unwrap()
            .place;
        picture.texts.iter_mut().find(of_class("legend")).unwrap().place = note;
    });
    found(Kind::BoxOnBox, &|picture| {
        picture.nodes[outside] = picture.nodes[inside].clone()
    });
    found(Kind::LabelOnLabel, &|picture| {
        picture.labels[0] = picture.labels[1]
    });
    found(Kind::LabelOnBox, &|picture| picture.labels[0] = nodes[outside]);
    found(Kind::BoxOnRegion, &|picture| picture.labels[0] = region);
    found(Kind::BoxOnRegion, &|picture| picture.regions[0].width /= 2.0);
    found(Kind::LabelFarFromLine, &|picture| picture.labels[0].top += 60.0);
    let through = |rect: Rect| {
        let y = rect.centre().1;
        (0..=100).map(move |step| (rect.left - 5.0 + (rect.width + 10.0) * f64::from(step) / 100.0, y))
    };
    found(Kind::LineThroughBox, &|picture| {
        picture.arrows[0][1].extend(through(nodes[outside]))
    });
    found(Kind::LineThroughLabel, &|picture| {
        picture.arrows[0][1].extend(through(sound.labels[1]))
    });
    found(Kind::LineThroughRegion, &|picture| {
        // From the box outside through the region and back.
        let end = (nodes[outside].left - 3.0, nodes[outside].centre().1);
        let low = (region.centre().0, region.bottom() - 3.0);
        picture.arrows[0] = vec![vec![end, low], vec![low, end]];
    });
}

#[test]
fn faults_of_a_file_are_found() {
    let svg = small();
    let kinds = |svg: &str| -> BTreeSet<Kind> {
        picture::faults(&picture::read(svg))
            .into_iter()
            .map(|fault| fault.kind)
            .collect()
    };
    assert!(kinds(&svg).is_empty());
    let longer = svg.replace(">Partie 3<", ">Partie 3, et beaucoup d’autres mots<");
    assert_eq!(kinds(&longer), [Kind::OutsideBox].into());
    let lower = svg.replacen(
        "<g class=\"network\" transform=\"translate(",
        "<g class=\"network\" transform=\"translate(900",
        1,
    );
    assert!(kinds(&lower).contains(&Kind::OutsidePage));
}

/// The renderer's own measure of every text, with the embedded font.
#[test]
fn words_are_as_wide_as_they_are_drawn() {
    let svg = draw(&select(&Selection::default()), Medium::Paper, &everything());
    let mut fonts = resvg::usvg::fontdb::Database::new();
    fonts.load_font_data(font::REGULAR.to_vec());
    fonts.load_font_data(font::BOLD.to_vec());
    let options = resvg::usvg::Options {
        fontdb: Arc::new(fonts),
        font_family: font::FAMILY.to_owned(),
        ..Default::default()
    };
    // Without the lengths that the file gives, the renderer has to measure by itself.
    let free: String = svg
        .split(" textLength=\"")
        .enumerate()
        .map(|(at, part)| {
            if at == 0 {
                part
            } else {
                part.split_once('"').unwrap().1
            }
        })
        .collect();
    let tree = resvg::usvg::Tree::from_str(&free, &options).unwrap();
    let mut drawn: Vec<f32> = Vec::new();
    widths(tree.root(), &mut drawn);
    let ours = picture::read(&svg).texts;
    assert_eq!(drawn.len(), ours.len());
    for (text, drawn) in ours.iter().zip(drawn) {
        // Ink begins and ends a little inside the letters' advances.
        let difference = text.place.width - f64::from(drawn);
        assert!(
            (-1.5..5.0).contains(&difference),
            "{}: {} {drawn}",
            text.words,
            text.place.width
        );
    }
}

fn widths(group: &resvg::usvg::Group, found: &mut Vec<f32>) {
    for node in group.children() {
        match node {
            resvg::usvg::Node::Group(group) => widths(group, found),
            resvg::usvg::Node::Text(text) => found.push(text.abs_bounding_box().width()),
            _ => {}
        }
    }
}

#[test]
fn an_alliance_is_a_region_of_those_who_are_still_members() {
    let party = |at: usize, label: &str, class: &str| {
        worlds::party(&format!("https://example.org/id/{at}"), label, class)
    };
    let states: Vec<_> = (0..5)
        .map(|at| party(at, &format!("État {at}"), "State"))
        .collect();
    let (small, large) = (party(8, "Pacte", "Alliance"), party(9, "Union", "Alliance"));
    let mut claims = Vec::new();
    let mut say = |subject: usize, predicate: &str, object: &Arc<griot::graph::Party>| {
        let id = claims.len();
        claims.push(Arc::new(worlds::claim(
            id,
            &states[subject],
            predicate,
            object,
            &worlds::source(1),
        )));
    };
    for member in 0..4 {
        say(member, "memberOf", &large);
        say(member, "founds", &large);
    }
    // Two alliances: the one with more members here has it, and the other keeps an arrow.
    for member in [3, 4] {
        say(member, "memberOf", &small);
    }
    say(0, "leaves", &large);
    say(1, "accuses", &large);
    let scene = compose(&world().network(&claims), Medium::Paper, &everything());
    let label = |node: usize| scene.nodes[node].lines.join(" ");
    let regions: Vec<(String, BTreeSet<String>)> = scene
        .regions
        .iter()
        .map(|region| {
            (
                label(region.alliance),
                region.members.iter().map(|member| label(*member)).collect(),
            )
        })
        .collect();
    let members = ["État 1", "État 2", "État 3"].map(str::to_owned);
    assert_eq!(regions, [("Union".to_owned(), members.into())]);
    let said: Vec<&str> = scene.regions[0]
        .lines
        .iter()
        .map(|line| line.text.as_str())
        .collect();
    assert!(
        said.iter().any(|line| line.starts_with("est membre de")),
        "{said:?}"
    );
    assert!(said.iter().any(|line| line.starts_with("fonde")), "{said:?}");
    let mut arrows: Vec<(String, String)> = scene
        .edges
        .iter()
        .map(|edge| (label(edge.source), label(edge.target)))
        .collect();
    arrows.sort();
    let expected = [
        ("État 0", "Union"),
        ("État 1", "Union"),
        ("État 3", "Pacte"),
        ("État 4", "Pacte"),
    ];
    assert_eq!(
        arrows,
        expected.map(|(from, to)| (from.to_owned(), to.to_owned()))
    );
}

#[test]
fn what_is_left_out_is_counted_and_the_limits_that_show_it_are_right() {
    let network = made_up(11, 100);
    let limited = Options {
        max_nodes: 20,
        max_edges: 25,
        ..everything()
    };
    let scene = compose(&network, Medium::Paper, &limited);
    assert!(scene.nodes.len() <= 20 && scene.edges.len() <= 25);
    let left = scene.left_out.unwrap();
    let wider = Options {
        max_nodes: left.nodes,
        max_edges: left.arrows,
        ..everything()
    };
    assert_eq!(compose(&network, Medium::Paper, &wider).left_out, None);
    let narrower = Options {
        max_edges: left.arrows - 1,
        ..wider
    };
    assert!(compose(&network, Medium::Paper, &narrower).left_out.is_some());
    // Nothing that is left out is better attested than anything that is shown.
    let weakest = scene.edges.iter().map(|edge| edge.sources).min().unwrap();
    let all = compose(&network, Medium::Paper, &everything());
    let strong = all.edges.iter().filter(|edge| edge.sources > weakest).count();
    assert!(strong <= scene.edges.len(), "{strong}");
}

#[test]
fn lines_tell_sources_statuses_and_kinds() {
    let party = |at: usize| {
        worlds::party(
            &format!("https://example.org/id/{at}"),
            &format!("Partie {at}"),
            "State",
        )
    };
    let parties: Vec<_> = (0..6).map(party).collect();
    let said = [
        (0, "supplies", 1, Status::Actual, 3),
        (0, "trains", 2, Status::Planned, 1),
        (0, "attacks", 3, Status::Denied, 1),
        (0, "supports", 4, Status::Possible, 1),
        (0, "meets", 5, Status::Actual, 1),
        (0, "trains", 1, Status::Planned, 1),
    ];
    let mut claims = Vec::new();
    for (subject, predicate, object, status, sources) in said {
        for source in 0..sources {
            let mut claim = worlds::claim(
                claims.len(),
                &parties[subject],
                predicate,
                &parties[object],
                &worlds::source(source),
            );
            claim.status = status;
            claim.date = Some("2024-05-17".to_owned());
            claims.push(Arc::new(claim));
        }
    }
    let scene = compose(&world().network(&claims), Medium::Paper, &everything());
    let edge = |object: usize| {
        scene
            .edges
            .iter()
            .find(|edge| scene.nodes[edge.target].iri == parties[object].iri)
            .unwrap()
    };
    assert_eq!(
        scene.edges.len(),
        5,
        "two acts between the same two are one arrow"
    );
    let lines: Vec<String> = edge(1)
        .lines
        .iter()
        .map(|line| line.text.replace('\u{a0}', " "))
        .collect();
    assert_eq!(lines, ["fournit (17 mai 2024)", "forme, promis (17 mai 2024)"]);
    assert!(edge(1).width() > edge(2).width());
    let svg = svg::render(
        &scene,
        &layout::layout(&scene),
        &captions(Language::French, &scene),
    );
    let dashes: BTreeSet<&str> = svg
        .split("stroke-dasharray=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(dashes.len(), 3, "promised, possible, denied: {dashes:?}");
    let heads: BTreeSet<String> = [1, 3, 5]
        .iter()
        .map(|object| format!("{:?}", edge(*object).head))
        .collect();
    assert_eq!(heads.len(), 3, "supply, hostility and meeting end differently");
    assert!(svg.contains("line-through") && svg.contains("italic") && svg.contains("« Les mots. »"));
    assert!(edge(5).undirected && !edge(1).undirected);
}

#[test]
fn graphviz_gets_alliances_and_legend_too() {
    let network = select(&Selection::default());
    let scene = compose(&network, Medium::Paper, &everything());
    let text = dot::render(&scene, &captions(Language::French, &scene));
    let graphviz_rust::dot_structures::Graph::DiGraph { stmts, .. } = graphviz_rust::parse(&text).unwrap()
    else {
        panic!("a digraph");
    };
    let clusters: Vec<String> = stmts
        .iter()
        .filter_map(|statement| match statement {
            graphviz_rust::dot_structures::Stmt::Subgraph(graph) => Some(graph.id.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(clusters, ["cluster_0", "cluster_legend"]);
    for word in ["AES", "Légende", "hostilité", "démenti", "Force armée", "D’après"] {
        assert!(text.contains(word), "{word}");
    }
}

/// Relative luminance of "#rrggbb" (WCAG 2.2).
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn colours_can_be_read_and_signs_differ_without_them() {
    let (ontology, classification) = (&world().ontology, &world().classification);
    for medium in [Medium::Paper, Medium::Screen, Medium::Dark] {
        let styles = Styles::load(&world().data, medium).unwrap();
        let page = &styles.page;
        let mut heads = BTreeSet::new();
        for (kind, _) in classification.kinds(Language::French) {
            for ground in [&page.background, &page.region] {
                let contrast = contrast(styles.edge_colour(kind), ground);
                assert!(contrast >= 4.5, "{medium:?} {kind}: {contrast:.1}");
            }
            heads.insert(format!("{:?}", styles.head(kind)));
        }
        assert_eq!(
            heads.len(),
            classification.kinds(Language::French).count(),
            "{heads:?}"
        );
        assert!(
            contrast(&page.ink, &page.background) >= 7.0 && contrast(&page.faint, &page.background) >= 4.5
        );
        let mut looks: Vec<(String, String)> = Vec::new();
        for class in ontology.classes() {
            let Some((name, style)) = styles.node(ontology, ontology.class_name(class)) else {
                continue;
            };
            assert!(contrast("#1f2933", &style.fill) >= 7.0, "{name}");
            assert!(contrast(&style.line, &style.fill) >= 3.0, "{name}");
            looks.push((name.to_owned(), format!("{:?}", style.shape)));
        }
        let shapes = |names: [&str; 5]| -> BTreeSet<String> {
            let of = |name: &str| looks.iter().find(|(known, _)| known == name).unwrap().1.clone();
            names.into_iter().map(of).collect()
        };
        assert_eq!(
            shapes(["State", "Organisation", "ArmedForce", "Person", "ArmedGroup"]).len(),
            5
        );
    }
}
