//! Compiles the dictionary into the tables that the binary embeds and reads in place, and the TOML files
//! into images of what they say.

#[allow(dead_code, reason = "the library uses the rest")]
#[path = "src/lexicon/compile.rs"]
mod compile;
#[allow(dead_code, reason = "the library uses the rest")]
#[path = "src/lexicon/features.rs"]
mod features;

#[path = "src/data/image/encode.rs"]
mod encode;

use std::fmt::Write as _;
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
    println!("cargo::rerun-if-changed=src/data/image/encode.rs");
    // `include_dir!` in src/data does not notice new files on its own.
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=ontology");
    let compiled = compile::compile(&read("dicollecte.tsv")?, &read("paradigms.tsv")?)?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("slots.bin"), &compiled.slots)?;
    fs::write(out.join("forms.bin"), &compiled.forms)?;
    fs::write(out.join("kinds.bin"), &compiled.kinds)?;
    fs::write(out.join("lemmas.txt"), &compiled.lemmas)?;
    fs::write(out.join("lemma-starts.bin"), &compiled.lemma_starts)?;
    write_images(Path::new("data"), &out)
}

/// One image after the other in `images.bin`; their places, by path, in `images.rs`.
fn write_images(data: &Path, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut files = Vec::new();
    gather(data, &mut files)?;
    let (mut images, mut places) = (Vec::new(), String::from("&[\n"));
    let mut named: Vec<(String, PathBuf)> = Vec::with_capacity(files.len());
    for file in files {
        let path = file.strip_prefix(data)?.to_string_lossy().replace('\\', "/");
        named.push((path, file));
    }
    named.sort();
    for (path, file) in named {
        // What is wrong with a file is said where it is read, with the line.
        let text = String::from_utf8(fs::read(&file)?);
        let Some(image) = text.ok().and_then(|text| encode::encode(&text).ok()) else {
            continue;
        };
        let start = images.len();
        images.extend(image);
        writeln!(places, "    ({path:?}, {start}..{}),", images.len())?;
    }
    places.push(']');
    fs::write(out.join("images.bin"), images)?;
    fs::write(out.join("images.rs"), places)?;
    Ok(())
}

/// The TOML files below `folder`.
fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
