//! `griot draw`: the graph, or a part of it, as a picture or as a file for other tools.

use super::stores::StoreArgument;
use super::view::{Filters, Graph, Part, Window};
use super::{Global, Outcome, heading, output};
use crate::data::Data;
use crate::draw::legend::Captions;
use crate::draw::style::{Medium, Styles};
use crate::draw::{
    DrawError, dot, followthemoney, gexf, graphml, graphviz, layout, mermaid, raster, scene, stix, svg,
    tables, webfont,
};
use crate::network::Network;
use crate::statement::Status;
use clap::{Args, ValueEnum};
use miette::{IntoDiagnostic, Result, miette};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Draw who does what with whom, or write it for Gephi, yEd, Aleph, STIX platforms
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
    /// Stands above the picture (default: which part of the graph it shows)
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// For what the picture is made
    #[arg(long, value_name = "STYLE", default_value = "paper")]
    style: PageStyle,
    /// What places boxes and arrows of svg, png and pdf
    #[arg(long, value_name = "ENGINE", default_value = "embedded")]
    engine: Engine,
    /// Most entities to show in a picture; the strongest ties are kept
    #[arg(long, value_name = "N", default_value_t = 40)]
    max_nodes: usize,
    /// Most arrows to show in a picture
    #[arg(long, value_name = "N", default_value_t = 60)]
    max_edges: usize,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    window: Window,
    #[command(flatten)]
    part: Part,
}

/// Pictures show the strongest ties; all other formats write the whole view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Picture with tooltips and links
    Svg,
    /// Picture in pixels
    Png,
    /// Picture to print
    Pdf,
    /// The picture for Graphviz
    Dot,
    /// The picture for Markdown
    Mermaid,
    /// yEd, Gephi, networkx, igraph
    Graphml,
    /// Gephi
    Gexf,
    /// One row an entity
    CsvNodes,
    /// One row a tie
    CsvEdges,
    /// FollowTheMoney entities: Aleph
    Ftm,
    /// STIX 2.1 bundle
    Stix,
}

impl Format {
    fn of_name(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_lowercase();
        let endings = [
            (".svg", Self::Svg),
            (".png", Self::Png),
            (".pdf", Self::Pdf),
            (".dot", Self::Dot),
            (".gv", Self::Dot),
            (".mmd", Self::Mermaid),
            (".mermaid", Self::Mermaid),
            (".graphml", Self::Graphml),
            (".gexf", Self::Gexf),
            ("nodes.csv", Self::CsvNodes),
            (".csv", Self::CsvEdges),
            (".ftm", Self::Ftm),
            (".ftm.json", Self::Ftm),
            (".stix", Self::Stix),
            (".stix.json", Self::Stix),
        ];
        let found = endings.into_iter().find(|(ending, _)| name.ends_with(ending));
        found.map(|(_, format)| format)
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    /// Griot's own layout, with a legend
    Embedded,
    /// The installed Graphviz
    Dot,
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
                    help = "name it with --format, or give --output a file ending in .svg, .png, .pdf, .dot, .mmd, .graphml, .gexf, .csv, .ftm.json or .stix.json",
                    "the picture's format is not given"
                )
            })?;
        let graph = Graph::read(&self.store, global)?;
        // Ways over what is denied connect nobody.
        let statuses: &[Status] = if self.part.is_between() {
            &[Status::Actual]
        } else {
            &[]
        };
        let selection = graph.select(&self.filters, self.window, statuses)?;
        let network = graph.network_of(&selection, &self.part)?;
        if network.graph.edge_count() == 0 {
            anstream::eprintln!("{}", graph.messages.get("view-empty"));
            return Ok(Outcome::Faults);
        }
        let data = global.knowledge()?;
        // Made before the file is: a picture that fails leaves no empty file behind.
        let mut bytes = Vec::new();
        self.write(format, &graph, &network, &data, &mut bytes)?;
        let mut out = output::open(self.output.as_deref())?;
        out.write_all(&bytes)
            .and_then(|()| out.flush())
            .into_diagnostic()?;
        Ok(Outcome::Done)
    }

    fn write(
        &self,
        format: Format,
        graph: &Graph,
        network: &Network,
        data: &Data,
        mut out: &mut Vec<u8>,
    ) -> Result<()> {
        let (ontology, language) = (&graph.ontology, graph.language.into());
        let styles = Styles::load(data, self.style.into()).into_diagnostic()?;
        match format {
            Format::Svg | Format::Png | Format::Pdf | Format::Dot | Format::Mermaid => {
                out.extend(self.picture(format, graph, network, &styles)?);
                Ok(())
            }
            Format::Graphml => graphml::write(network, ontology, &styles, language, out).into_diagnostic(),
            Format::Gexf => gexf::write(network, ontology, &styles, language, out).into_diagnostic(),
            Format::CsvNodes => tables::write_nodes(network, ontology, language, out).into_diagnostic(),
            Format::CsvEdges => tables::write_edges(network, ontology, language, out).into_diagnostic(),
            Format::Ftm => followthemoney::write(
                network,
                ontology,
                data,
                language,
                &graph.names(network)?,
                &graph.statuses(),
                &mut out,
            )
            .into_diagnostic(),
            Format::Stix => stix::write(
                network,
                ontology,
                data,
                language,
                &graph.names(network)?,
                &mut out,
            )
            .into_diagnostic(),
        }
    }

    fn picture(&self, format: Format, graph: &Graph, network: &Network, styles: &Styles) -> Result<Vec<u8>> {
        let options = scene::Options {
            title: Some(match &self.title {
                Some(title) => title.clone(),
                None => heading::title(graph, network, &self.part)?,
            }),
            subtitle: heading::subtitle(graph, styles, &self.filters, self.window),
            language: graph.language.into(),
            max_nodes: self.max_nodes,
            max_edges: self.max_edges,
            focus: graph.named(network, &self.part)?,
            way: self.part.is_between(),
        };
        let scene = scene::compose(network, &graph.ontology, styles, &options);
        let captions = captions(&scene, graph);
        let embedded = || svg::render(&scene, &layout::layout(&scene), &captions);
        let installed = |format| installed(&dot::render(&scene, &captions), format);
        Ok(match (format, self.engine) {
            (Format::Dot, _) => dot::render(&scene, &captions).into_bytes(),
            (Format::Mermaid, _) => mermaid::render(&scene).into_bytes(),
            (Format::Png, Engine::Dot) => installed("png")?,
            (Format::Pdf, Engine::Dot) => installed("pdf")?,
            (_, Engine::Dot) => installed("svg")?,
            (Format::Png, Engine::Embedded) => raster::png(&embedded(), PNG_SCALE).into_diagnostic()?,
            (Format::Pdf, Engine::Embedded) => raster::pdf(&embedded()).into_diagnostic()?,
            (_, Engine::Embedded) => webfont::embed(&embedded()).into_bytes(),
        })
    }
}

fn installed(dot: &str, format: &str) -> Result<Vec<u8>> {
    graphviz::run(dot, format).map_err(|error| match error {
        DrawError::NoGraphviz(_) => miette!(
            help = "install Graphviz, or leave --engine dot out: Griot lays pictures out by itself",
            "{error}"
        ),
        error => miette!("{error}"),
    })
}

/// Words of legend and notes.
fn captions(scene: &scene::Scene, graph: &Graph) -> Captions {
    let language = graph.language.into();
    let kinds = graph.classification.kinds(language);
    // The words of the arrows' labels.
    let statuses = graph.ontology.statuses().iter();
    Captions {
        statuses: statuses
            .map(|status| (status.name.to_string(), status.label(language).to_owned()))
            .collect(),
        edges: kinds
            .map(|(id, label)| (id.to_owned(), label.to_owned()))
            .collect(),
        legend: graph.messages.get("picture-legend"),
        sources: graph.count("picture-sources", scene.sources),
        left_out: scene.left_out.map(|left_out| heading::left_out(graph, left_out)),
    }
}
