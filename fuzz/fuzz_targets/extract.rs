//! Any text, through the whole pipeline.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| griot_fuzz::extract(text));
