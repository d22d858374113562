//! How long a picture takes to be laid out: 30, 300 and 800 parties with twice as many ties.
//!
//! Where Graphviz is installed, its `dot` is given the same pictures, once each, and ended after
//! `GRIOT_BENCH_DOT` seconds (default 120).

#[path = "../tests/tools/networks.rs"]
mod worlds;

use criterion::{Criterion, criterion_group, criterion_main};
use griot::draw::legend::Captions;
use griot::draw::scene::{self, Options, Scene};
use griot::draw::style::{Medium, Styles};
use griot::draw::{dot, layout, svg};
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn scene(world: &worlds::World, parties: usize) -> Scene {
    let network = world.network(&worlds::random(parties as u64, parties, 2 * parties, 40));
    let styles = Styles::load(&world.data, Medium::Paper).expect("the embedded style sheet");
    let options = Options {
        max_nodes: usize::MAX,
        max_edges: usize::MAX,
        ..Options::default()
    };
    scene::compose(&network, &world.ontology, &styles, &options)
}

fn layouts(criterion: &mut Criterion) {
    let world = worlds::World::load();
    let captions = Captions::default();
    let mut group = criterion.benchmark_group("layout");
    group.sample_size(10);
    for parties in [30, 300, 800] {
        let scene = scene(&world, parties);
        let name = format!("{parties} parties, {} arrows", scene.edges.len());
        group.bench_function(&name, |bencher| bencher.iter(|| layout::layout(&scene)));
        let placed = layout::layout(&scene);
        group.bench_function(format!("{name}, SVG"), |bencher| {
            bencher.iter(|| svg::render(&scene, &placed, &captions));
        });
        eprintln!("dot, {name}: {}", installed(&dot::render(&scene, &captions)));
    }
    group.finish();
}

/// How long the installed Graphviz takes.
fn installed(text: &str) -> String {
    let bound = std::env::var("GRIOT_BENCH_DOT")
        .ok()
        .and_then(|value| value.parse().ok());
    let bound = Duration::from_secs(bound.unwrap_or(120));
    let started = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = started else {
        return "not installed".to_owned();
    };
    let begin = Instant::now();
    if let Some(mut input) = child.stdin.take() {
        // It reads all of its input before it draws.
        let _ = input.write_all(text.as_bytes());
    }
    while begin.elapsed() < bound {
        if let Ok(Some(_)) = child.try_wait() {
            return format!("{:.2?}", begin.elapsed());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let _ = child.kill();
    let _ = child.wait();
    format!("ended after {bound:?}")
}

criterion_group!(benches, layouts);
criterion_main!(benches);
