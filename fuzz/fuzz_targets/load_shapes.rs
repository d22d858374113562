//! Any bytes, as SHACL shapes.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| griot_fuzz::load_shapes(bytes));
