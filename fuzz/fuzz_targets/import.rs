//! Any bytes, as RDF of each format.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| griot_fuzz::import(bytes));
