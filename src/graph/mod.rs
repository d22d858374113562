//! Statements as quads in an Oxigraph store.
