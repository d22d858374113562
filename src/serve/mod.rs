//! SPARQL protocol over HTTP.
