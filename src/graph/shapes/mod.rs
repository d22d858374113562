//! SHACL shapes, and whether a store keeps to them.
//!
//! Reads the part of SHACL Core (<https://www.w3.org/TR/shacl/>) that Griot's own shapes use, and refuses
//! a file that uses more: a constraint passed over in silence would be a promise not kept. Whoever needs all
//! of SHACL gives an export to any other processor; the tests hold this one and pyshacl against each other.
//!
//! ```
//! use griot::data::Data;
//! use griot::graph::Shapes;
//! use griot::ontology::Ontology;
//! let data = Data::builtin();
//! let shapes = Shapes::load(&data, &Ontology::load(&data)?)?;
//! assert!(!shapes.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod derivation;
mod document;
mod model;
#[cfg(test)]
mod tests;
mod validation;

pub use derivation::predicate_shapes;
pub use validation::Violation;

use crate::data::Data;
use crate::ontology::Ontology;
use document::Document;
use miette::{Diagnostic, NamedSource, SourceSpan};
use model::Shape;
use oxigraph::model::NamedNode;
use rustc_hash::FxHashMap;
use thiserror::Error;

const FOLDER: &str = "ontology/";
const ENDING: &str = "shapes.ttl";
/// Shapes inside shapes; Griot's own stop at three.
const DEPTH: usize = 16;

/// Why shapes could not be read.
#[derive(Debug, Error, Diagnostic)]
pub enum ShapesError {
    /// The file is no Turtle.
    #[error("{origin}: {message}")]
    #[diagnostic(code(shapes::syntax))]
    Syntax {
        /// The file.
        origin: String,
        /// The parser's reason.
        message: String,
        /// The file's text.
        #[source_code]
        src: NamedSource<String>,
        /// Where.
        #[label("here")]
        at: SourceSpan,
    },
    /// SHACL that Griot does not know, or a value that it cannot take.
    #[error("{origin}: {what} is not understood here")]
    #[diagnostic(
        code(shapes::unknown),
        help("give an export and these shapes to a processor of all of SHACL, such as pyshacl")
    )]
    Unknown {
        /// The file.
        origin: String,
        /// The property or value.
        what: String,
    },
}

/// Shapes of one or several files.
#[derive(Debug, Clone, Default)]
pub struct Shapes {
    shapes: Vec<Shape>,
    /// For every class of the ontology, itself and the classes below it.
    below: FxHashMap<NamedNode, Vec<NamedNode>>,
}

impl Shapes {
    /// Reads every `ontology/*shapes.ttl` of `data`; classes are those of `ontology`.
    ///
    /// # Errors
    /// [`ShapesError`] names the file and what it says that is not understood.
    pub fn load(data: &Data, ontology: &Ontology) -> Result<Self, ShapesError> {
        let mut shapes = Self {
            below: classes_below(ontology),
            ..Self::default()
        };
        let files = data.below(FOLDER).filter(|file| file.path.ends_with(ENDING));
        for file in files {
            shapes.shapes.extend(Document::parse(file)?.shapes()?);
        }
        Ok(shapes)
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.shapes.is_empty()
    }
}

fn classes_below(ontology: &Ontology) -> FxHashMap<NamedNode, Vec<NamedNode>> {
    let node = |class| NamedNode::new_unchecked(&ontology.class_term(class).iri);
    ontology
        .classes()
        .map(|class| {
            let below = ontology.classes().filter(|below| ontology.is_a(*below, class));
            (node(class), below.map(node).collect())
        })
        .collect()
}
