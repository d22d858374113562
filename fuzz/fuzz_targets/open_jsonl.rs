//! Any bytes, as a whole file of the name given: framing, unpacking, and reading on after errors.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| griot_fuzz::open("fuzz.jsonl", bytes));
