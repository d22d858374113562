//! Bytes → text: encodings found out, binaries refused.
//!
//! A byte-order mark decides first; then UTF-8 that is valid; then what the page or the server
//! declares; then [`chardetng`]'s guess, which for French mostly means Windows-1252. A declaration
//! comes late on purpose: pages that call themselves ISO-8859-1 and are UTF-8 are common, the
//! accident of Windows-1252 text that is valid UTF-8 is not.
//!
//! Nothing is normalised; the mark is no part of the text.

use super::error::Fault;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes looked at to tell text from binary.
const SAMPLE: usize = 8 << 10;

/// Decodes a file; `declared` is the label that the page or its server gives.
///
/// # Errors
/// [`Fault::Binary`] where the bytes are no text, [`Fault::Empty`] where there are none.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<String, Fault> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::Empty);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(without_mark(encoding, &bytes[mark..]));
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return Ok(without_mark(encoding, bytes));
    }
    if let Some(kind) = binary(bytes) {
        return Err(Fault::Binary(kind));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    if mostly_utf8(bytes) {
        return Ok(without_mark(UTF_8, bytes));
    }
    let declared = declared
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        // A page that declares UTF-8 and is not, is in the encoding it was written in.
        .filter(|encoding| *encoding != UTF_8);
    Ok(without_mark(declared.unwrap_or_else(|| guess(bytes)), bytes))
}

fn without_mark(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether the bytes are UTF-8 with a few broken places (a cut character, one foreign paragraph).
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 4 * broken
}

/// UTF-16 that lost its mark: in French nearly every second byte is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |parity: usize| {
        sample
            .iter()
            .skip(parity)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let half = sample.len() / 2;
    // A zero on both sides is a binary file.
    match (zeros(0), zeros(1)) {
        _ if half < 8 => None,
        (0, odd) if odd * 10 >= half * 8 => Some(UTF_16LE),
        (even, 0) if even * 10 >= half * 8 => Some(UTF_16BE),
        _ => None,
    }
}

/// Names the kind of a file that is no text.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 12] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\xD0\xCF\x11\xE0", "an office document"),
        (b"{\\rtf", "an RTF document"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x7FELF", "a program"),
        (b"\x1F\x8B", "packed with gzip twice"),
        (b"\x28\xB5\x2F\xFD", "packed with zstd"),
        (b"BZh", "packed with bzip2"),
        (b"\xFD7zXZ", "packed with xz"),
    ];
    let known = KINDS.iter().find(|(magic, _)| bytes.starts_with(magic));
    let control = |byte: &&u8| matches!(**byte, 0..=8 | 11 | 14..=31 | 127);
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // A stray NUL or two in a text is only odd; one control character in twenty is no text.
    let odd = sample.iter().filter(control).count();
    known
        .map(|(_, kind)| *kind)
        .or((odd * 20 > sample.len()).then_some("binary"))
}

/// The label in a page's own `<meta charset>` or XML declaration, sought as the HTML standard does:
/// in the first kilobyte.
pub(super) fn declared_in_page(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let declarations = ["charset", "encoding"].into_iter();
    declarations
        .filter_map(|word| head.split_once(word))
        .find_map(|(_, rest)| {
            let value = rest.trim_start().strip_prefix('=')?.trim_start();
            let value = value.trim_start_matches(['"', '\'']);
            let end = value.find(|letter: char| !(letter.is_ascii_alphanumeric() || "-_:.".contains(letter)));
            Some(value[..end.unwrap_or(value.len())].to_owned())
        })
        .filter(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let text = "Déjà, l’armée « régulière » s’est retirée à Noël ; l'œuvre coûte 3 €.";
        let utf16 = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        let windows = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        let mut cut = text.as_bytes().to_vec();
        cut.extend(b" caf\xC3");
        for (bytes, declared, expected) in [
            (text.as_bytes().to_vec(), None, text.to_owned()),
            (format!("\u{feff}{text}").into_bytes(), None, text.to_owned()),
            (utf16(u16::to_le_bytes), None, text.to_owned()),
            (
                [b"\xFF\xFE".to_vec(), utf16(u16::to_le_bytes)].concat(),
                None,
                text.to_owned(),
            ),
            (
                [b"\xFE\xFF".to_vec(), utf16(u16::to_be_bytes)].concat(),
                None,
                text.to_owned(),
            ),
            (windows.clone(), None, text.to_owned()),
            (windows.clone(), Some("iso-8859-1"), text.to_owned()),
            (windows, Some("utf-8"), text.to_owned()),
            // A declaration that is a lie.
            (text.as_bytes().to_vec(), Some("iso-8859-1"), text.to_owned()),
            (cut, None, format!("{text} caf\u{fffd}")),
            (
                b"un \0 perdu dans une phrase".to_vec(),
                None,
                "un \0 perdu dans une phrase".to_owned(),
            ),
        ] {
            assert_eq!(decode(&bytes, declared).unwrap(), expected);
        }
    }

    #[test]
    fn binaries_are_named() {
        let noise: Vec<u8> = (0..=255).cycle().take(5000).collect();
        for (bytes, expected) in [
            (&b"%PDF-1.7\n%\xE2"[..], "is a PDF document, not text"),
            (&noise, "is binary, not text"),
            (b" \n\t\r\n", "holds no text"),
            (b"", "holds no text"),
        ] {
            assert_eq!(decode(bytes, None).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn a_page_declares_its_encoding() {
        for (page, expected) in [
            (r#"<meta charset="Windows-1252">"#, Some("windows-1252")),
            (
                r#"<meta http-equiv=Content-Type content="text/html; charset=iso-8859-15">"#,
                Some("iso-8859-15"),
            ),
            (
                r#"<?xml version="1.0" encoding='ISO-8859-1'?>"#,
                Some("iso-8859-1"),
            ),
            ("<p>charset</p>", None),
        ] {
            assert_eq!(declared_in_page(page.as_bytes()).as_deref(), expected, "{page}");
        }
    }
}
