//! What the service says of itself: SPARQL 1.1 Service Description.

use crate::graph::{ExportError, GraphFormat, rewrite};

/// What a description tells.
#[derive(Debug)]
pub(super) struct Description<'a> {
    /// Address of the endpoint.
    pub(super) endpoint: &'a str,
    /// Whether promises are left out.
    pub(super) facts: bool,
    /// Address for updates, if there is one.
    pub(super) update: Option<&'a str>,
}

const FORMATS: [&str; 10] = [
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
    "TriG",
    "N-Quads",
];

impl Description<'_> {
    /// The description in `format`.
    pub(super) fn write(&self, format: GraphFormat) -> Result<Vec<u8>, ExportError> {
        let mut out = Vec::new();
        rewrite(&self.turtle(), format, &mut out)?;
        Ok(out)
    }

    fn turtle(&self) -> String {
        let endpoint = self.endpoint;
        let formats = FORMATS.map(|format| format!("<http://www.w3.org/ns/formats/{format}>"));
        let comment = if self.facts {
            "The graphs of all articles as one, without what is only promised."
        } else {
            "The graphs of all articles as one: what they report as a fact, and what as a promise."
        };
        let mut turtle = format!(
            r#"@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            <{endpoint}> a sd:Service ;
                rdfs:label "Griot" ; rdfs:comment "{comment}"@en ;
                sd:endpoint <{endpoint}> ;
                sd:supportedLanguage sd:SPARQL11Query ;
                sd:feature sd:UnionDefaultGraph ;
                sd:resultFormat {formats} ;
                sd:defaultDataset <{endpoint}#dataset> .
            <{endpoint}#dataset> a sd:Dataset ; sd:defaultGraph <{endpoint}#default-graph> .
            <{endpoint}#default-graph> a sd:Graph ."#,
            formats = formats.join(", "),
        );
        if let Some(update) = self.update {
            turtle.push_str(&format!(
                "<{update}> a sd:Service ; sd:endpoint <{update}> ;
                sd:supportedLanguage sd:SPARQL11Update ; sd:defaultDataset <{endpoint}#dataset> ."
            ));
        }
        turtle
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_it() {
        for update in [None, Some("http://localhost:7878/update")] {
            let description = Description {
                endpoint: "http://localhost:7878/sparql",
                facts: update.is_none(),
                update,
            };
            for format in GraphFormat::ALL {
                let written = String::from_utf8(description.write(format).unwrap()).unwrap();
                assert!(written.contains("UnionDefaultGraph"), "{format}: {written}");
                assert_eq!(written.contains("SPARQL11Update"), update.is_some(), "{format}");
            }
        }
    }
}
