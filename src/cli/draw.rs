//! `griot draw`: the graph as a picture.

use super::messages::{Language, Messages};
use super::stores::StoreArgument;
use super::{Global, Outcome, output};
use crate::draw::{dot, layout, raster, scene, style::Medium, svg};
use crate::network::Network;
use crate::ontology::Ontology;
use clap::{Args, ValueEnum};
use fluent_bundle::FluentArgs;
use miette::{IntoDiagnostic, Result, miette};
use std::path::{Path, PathBuf};

/// Draw who does what with whom
#[derive(Debug, Args)]
pub(super) struct Draw {
    #[command(flatten)]
    store: StoreArgument,
    /// File to write to (default: stdout); its ending tells the format
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Format, where the file's ending does not tell it
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Stands above the picture
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// For what the picture is made
    #[arg(long, value_name = "STYLE", default_value = "paper")]
    style: PageStyle,
    /// Most entities to show; the strongest ties are kept
    #[arg(long, value_name = "N", default_value_t = 40)]
    max_nodes: usize,
    /// Most arrows to show
    #[arg(long, value_name = "N", default_value_t = 60)]
    max_edges: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Dot,
    Svg,
    Png,
    Pdf,
}

impl Format {
    fn of_name(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        Some(match ending.as_str() {
            "dot" | "gv" => Self::Dot,
            "svg" => Self::Svg,
            "png" => Self::Png,
            "pdf" => Self::Pdf,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum PageStyle {
    Paper,
    Screen,
    Dark,
}

impl From<PageStyle> for Medium {
    fn from(style: PageStyle) -> Self {
        match style {
            PageStyle::Paper => Self::Paper,
            PageStyle::Screen => Self::Screen,
            PageStyle::Dark => Self::Dark,
        }
    }
}

/// PNG pixels per pixel of the SVG: sharp on dense screens and in print.
const PNG_SCALE: f32 = 2.0;

impl Draw {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let format = self
            .format
            .or_else(|| self.output.as_deref().and_then(Format::of_name))
            .ok_or_else(|| {
                miette!(
                    help =
                        "name it with --format, or give --output a file ending in .svg, .png, .pdf or .dot",
                    "the picture's format is not given"
                )
            })?;
        let ontology = Ontology::load(&global.knowledge()?).into_diagnostic()?;
        let network = Network::from_claims(
            self.store
                .read(global)?
                .claims()?
                .collect::<Result<Vec<_>, _>>()?,
        );
        let language = Language::choose(global.lang);
        let options = scene::Options {
            title: self.title,
            language: language.into(),
            medium: self.style.into(),
            max_nodes: self.max_nodes,
            max_edges: self.max_edges,
        };
        let scene = scene::compose(&network, &ontology, &options).into_diagnostic()?;
        let bytes = match format {
            Format::Dot => dot::render(&scene).into_bytes(),
            Format::Svg => picture(&scene, language).into_bytes(),
            Format::Png => raster::png(&picture(&scene, language), PNG_SCALE).into_diagnostic()?,
            Format::Pdf => raster::pdf(&picture(&scene, language)).into_diagnostic()?,
        };
        let mut out = output::open(self.output.as_deref())?;
        out.write_all(&bytes)
            .and_then(|()| out.flush())
            .into_diagnostic()?;
        Ok(Outcome::Done)
    }
}

fn picture(scene: &scene::Scene, language: Language) -> String {
    svg::render(scene, &layout::layout(scene), &captions(scene, language))
}

/// Words of legend and notes.
fn captions(scene: &scene::Scene, language: Language) -> svg::Captions {
    let messages = Messages::new(language);
    let count = |key: &str, number: usize| {
        let mut arguments = FluentArgs::new();
        arguments.set("count", number);
        messages.with(key, &arguments)
    };
    let statuses = ["planned", "possible", "denied"]
        .map(|name| (name.to_owned(), messages.get(&format!("status-{name}"))));
    let edges = scene
        .edge_kinds
        .iter()
        .map(|kind| (kind.clone(), messages.get(&format!("edge-{kind}"))));
    svg::Captions {
        statuses: statuses.into(),
        edges: edges.collect(),
        sources: count("picture-sources", scene.sources),
        left_out: (scene.left_out > 0).then(|| count("picture-left-out", scene.left_out)),
    }
}
