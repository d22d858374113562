use griot::article::Article;
use griot::data::Data;
use griot::engine::{DEFAULT_BASE, Engine, bench};
use griot::rule::Outcome;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut data = Data::builtin();
    data.overlay(std::path::Path::new("data")).unwrap();
    let engine = Engine::load(&data, DEFAULT_BASE).unwrap();
    for error in engine.rule_errors() {
        println!("ERR {error}");
    }
    match args.first().map(String::as_str) {
        Some("say") => {
            for text in &args[1..] {
                let article = Article {
                    key: "x".into(),
                    name: "x".into(),
                    text: text.clone(),
                    date: Some(jiff::civil::date(2025, 4, 3)),
                    ..Article::default()
                };
                let reading = engine.read(&article);
                println!("{text}");
                print!(
                    "{}",
                    griot::clause::outline(
                        &reading.source,
                        &reading.text,
                        engine.lexicon(),
                        &reading.analysis
                    )
                );
                for (g, r) in reading.analysis.groups.iter().zip(&reading.resolution.groups) {
                    let names: Vec<_> = r.entities.iter().map(|e| engine.entity(&reading, *e).0).collect();
                    let actors: Vec<_> = r.actors.iter().map(|e| engine.entity(&reading, *e).0).collect();
                    println!(
                        "   [{}] {names:?} {actors:?} {:?}",
                        reading.span_of(g.words.clone()).of(&reading.source.text),
                        r.by
                    );
                }
                for s in &reading.statements {
                    println!("  => {}", serde_json::to_string(s).unwrap());
                }
            }
        }
        Some("why") => {
            let article = Article {
                key: "x".into(),
                name: "x".into(),
                text: args[2].clone(),
                ..Article::default()
            };
            let reading = engine.read(&article);
            let rule = engine.rules().by_id(&args[1]).unwrap();
            for s in 0..reading.text.sentences.len() as u32 {
                for attempt in engine
                    .rules()
                    .why_not(&engine.view(&reading), engine.ontology(), rule, s)
                {
                    println!(
                        "{:?} {}: ",
                        attempt.construction,
                        reading.word_span(attempt.trigger).of(&reading.source.text)
                    );
                    if let Outcome::Places(vacancies) = &attempt.outcome {
                        for v in vacancies {
                            println!(
                                "   {} {:?} {:?}",
                                v.place,
                                v.role,
                                v.tried
                                    .iter()
                                    .map(|(s, r)| format!("{} {r:?}", s.of(&reading.source.text)))
                                    .collect::<Vec<_>>()
                            );
                        }
                    } else {
                        println!("   {:?}", attempt.outcome);
                    }
                }
            }
        }
        only => {
            let report = bench::check(&engine, only.filter(|o| *o != "-"));
            let mut counts = std::collections::BTreeMap::new();
            for fault in &report.faults {
                let text = format!("{fault}");
                let kind = match fault {
                    bench::BenchFault::Example { .. } => "example",
                    bench::BenchFault::Speaks { .. } => "speaks",
                    bench::BenchFault::Idle { .. } => "idle",
                    bench::BenchFault::Untested { .. } => "untested",
                    bench::BenchFault::Settled { .. } => "settled",
                    bench::BenchFault::Tie { .. } => "tie",
                };
                *counts.entry(kind).or_insert(0) += 1;
                if args.len() > 1 && args[1] == kind || args.len() == 1 && only != Some("-") {
                    println!("{:?}", miette::Report::new(fault.clone()));
                } else if args.len() > 2 && args[2] == kind {
                    println!("{text}");
                }
            }
            println!(
                "{} rules, {} texts, {} pending: {counts:?}",
                report.rules, report.texts, report.pending
            );
        }
    }
}
