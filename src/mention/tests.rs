use super::*;
use crate::data::Data;
use crate::lexicon::Lexicon;
use crate::ontology::Ontology;

#[test]
fn builtin_gazetteer_is_sound() {
    let data = Data::builtin();
    let ontology = Ontology::load(&data).unwrap();
    let start = std::time::Instant::now();
    match Gazetteer::load(&data, &ontology) {
        Ok(gazetteer) => println!(
            "{} entities, {} names in {:?}",
            gazetteer.len(),
            gazetteer.table.len(),
            start.elapsed()
        ),
        Err(error) => panic!("{:?}", miette::Report::new(error)),
    }
    let gazetteer = Gazetteer::load(&data, &ontology).unwrap();
    let start = std::time::Instant::now();
    let _mentions = Mentions::load(&data, &gazetteer).unwrap();
    println!("{:?}", start.elapsed());
    let _ = Lexicon::load(&data).unwrap();
}
