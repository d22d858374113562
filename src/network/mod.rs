//! The store as a petgraph graph.
