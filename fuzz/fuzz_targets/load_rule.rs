//! Any text, as a rule file.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| griot_fuzz::load_rule(text));
