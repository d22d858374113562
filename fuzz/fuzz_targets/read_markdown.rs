//! Any bytes, as the markdown reader sees them.
#![no_main]

use griot::article::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| griot_fuzz::read(Format::Markdown, bytes));
