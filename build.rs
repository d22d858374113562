//! Compiles the dictionary into the tables that the binary embeds and reads in place.

#[allow(dead_code, reason = "the library uses the rest")]
#[path = "src/lexicon/compile.rs"]
mod compile;
#[allow(dead_code, reason = "the library uses the rest")]
#[path = "src/lexicon/features.rs"]
mod features;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new("data/lexicon");
    let read = |name: &str| -> io::Result<String> {
        let path = folder.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        fs::read_to_string(path)
    };
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/lexicon/compile.rs");
    println!("cargo::rerun-if-changed=src/lexicon/features.rs");
    // `include_dir!` in src/data does not notice new files on its own.
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=ontology");
    let compiled = compile::compile(&read("dicollecte.tsv")?, &read("paradigms.tsv")?)?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("forms.fst"), &compiled.forms)?;
    fs::write(out.join("first.bin"), &compiled.first)?;
    fs::write(out.join("readings.bin"), &compiled.readings)?;
    fs::write(out.join("kinds.bin"), &compiled.kinds)?;
    fs::write(out.join("lemmas.txt"), &compiled.lemmas)?;
    fs::write(out.join("lemma-starts.bin"), &compiled.lemma_starts)?;
    Ok(())
}
