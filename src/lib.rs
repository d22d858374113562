//! Griot reads French-language news into a knowledge graph in which every edge can be traced to the
//! words that say it.
//!
//! The modules stand in the order in which an article passes through them; each imports only from
//! those above it. `ARCHITECTURE.md` has the map and the invariants.

pub mod span;

pub mod data;

pub mod ontology;

pub mod article;

pub mod text;

pub mod lexicon;

pub mod mention;

pub mod clause;

pub mod resolve;

pub mod rule;

pub mod statement;

pub mod engine;

pub mod graph;

pub mod network;

pub mod draw;

pub mod serve;

pub mod cli;
