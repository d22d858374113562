//! Any text, as a SPARQL query. Small inputs only: a query may rightly take long.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|sparql: &str| griot_fuzz::query(sparql));
