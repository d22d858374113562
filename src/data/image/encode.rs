//! Writes a TOML file as its image; shared with the build script, so it names nothing of the library.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a value is: the first byte of every value.
pub mod tag {
    /// Bytes follow, after their length.
    pub const STRING: u8 = 0;
    /// A number in decimal, encoded like a string.
    pub const INTEGER: u8 = 1;
    /// As [`INTEGER`].
    pub const FLOAT: u8 = 2;
    pub const FALSE: u8 = 3;
    pub const TRUE: u8 = 4;
    /// As it is written in TOML, encoded like a string.
    pub const DATETIME: u8 = 5;
    /// Values follow, after their number.
    pub const ARRAY: u8 = 6;
    /// Keys (strings with their place) and values follow in turn, after the number of keys.
    pub const TABLE: u8 = 7;
}

/// The image of a TOML text.
///
/// # Errors
/// What the parser says of a text that is no TOML.
pub fn encode(text: &str) -> Result<Vec<u8>, toml::de::Error> {
    let parsed = DeTable::parse(text)?;
    let mut image = Vec::with_capacity(text.len());
    head(&mut image, tag::TABLE, parsed.span());
    table(&mut image, parsed.get_ref());
    Ok(image)
}

fn value(image: &mut Vec<u8>, value: &Spanned<DeValue<'_>>) {
    let span = value.span();
    match value.get_ref() {
        DeValue::String(text) => {
            head(image, tag::STRING, span);
            string(image, text);
        }
        DeValue::Integer(number) => {
            head(image, tag::INTEGER, span);
            // Digits in another base are read here, so that the reader need not.
            let read = i64::from_str_radix(number.as_str(), number.radix());
            string(
                image,
                &read.map_or_else(|_| number.as_str().to_owned(), |read| read.to_string()),
            );
        }
        DeValue::Float(number) => {
            head(image, tag::FLOAT, span);
            string(image, number.as_str());
        }
        DeValue::Boolean(truth) => head(image, if *truth { tag::TRUE } else { tag::FALSE }, span),
        DeValue::Datetime(moment) => {
            head(image, tag::DATETIME, span);
            string(image, &moment.to_string());
        }
        DeValue::Array(values) => {
            head(image, tag::ARRAY, span);
            number(image, values.len());
            values.iter().for_each(|inner| self::value(image, inner));
        }
        DeValue::Table(entries) => {
            head(image, tag::TABLE, span);
            table(image, entries);
        }
    }
}

fn table(image: &mut Vec<u8>, entries: &DeTable<'_>) {
    number(image, entries.len());
    for (key, inner) in entries {
        head(image, tag::STRING, key.span());
        string(image, key.get_ref());
        value(image, inner);
    }
}

/// What a value is, and where in the TOML text it stands, in bytes.
fn head(image: &mut Vec<u8>, tag: u8, span: std::ops::Range<usize>) {
    image.push(tag);
    number(image, span.start);
    number(image, span.len());
}

fn string(image: &mut Vec<u8>, text: &str) {
    number(image, text.len());
    image.extend_from_slice(text.as_bytes());
}

/// Seven bits a byte, the lowest first (LEB128).
fn number(image: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        image.push(value as u8 | 0x80);
        value >>= 7;
    }
    image.push(value as u8);
}
