//! Any bytes, as the feed reader sees them.
#![no_main]

use griot::article::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| griot_fuzz::read(Format::Feed, bytes));
