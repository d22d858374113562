//! The letters that an SVG needs, as web fonts within it: so it looks in every browser as it was measured.
//!
//! Of each cut of the embedded font only the glyphs that occur are kept ([OpenType 1.9], tables `glyf`, `loca`, `hmtx`,
//! `cmap`), packed as WOFF 1.0 and written as `data:` addresses. Kerning is left out, as it is where words are
//! measured.
//!
//! [OpenType 1.9]: https://learn.microsoft.com/typography/opentype/spec/

use super::font::{BOLD, FAMILY, REGULAR};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use ttf_parser::{Face, GlyphId, Tag};

/// Puts the fonts into a picture of ours; the picture as it was where a font cannot be read.
#[must_use]
pub fn embed(svg: &str) -> String {
    let [regular, bold] = letters(svg);
    let mut rules = String::new();
    for (bytes, letters, weight) in [(REGULAR, regular, 400), (BOLD, bold, 600)] {
        if letters.is_empty() {
            continue;
        }
        let Some(font) = woff(bytes, &letters) else {
            return svg.to_owned();
        };
        let _ = write!(
            rules,
            "@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:url(data:font/woff;base64,{})format('woff')}}",
            base64(&font)
        );
    }
    let place = svg.find("</desc>\n").map(|at| at + "</desc>\n".len());
    match place.filter(|_| !rules.is_empty()) {
        Some(place) => format!("{}<style>{rules}</style>\n{}", &svg[..place], &svg[place..]),
        None => svg.to_owned(),
    }
}

/// Letters of the words that are set in the regular and in the bold cut. Escaped signs count as what escapes them,
/// which brings in a few letters more.
fn letters(svg: &str) -> [BTreeSet<char>; 2] {
    let mut letters: [BTreeSet<char>; 2] = Default::default();
    for element in svg.split("<text ").skip(1) {
        let Some((attributes, rest)) = element.split_once('>') else {
            continue;
        };
        let words = rest.split('<').next().unwrap_or_default();
        let cut = usize::from(attributes.contains("font-weight"));
        letters[cut].extend(words.chars());
        // What is escaped, unescaped.
        letters[cut].extend(['&', '<', '>', '"'].into_iter().filter(|_| words.contains('&')));
    }
    letters
}

/// A WOFF with the glyphs of `letters`, as far as the TrueType font has them.
fn woff(font: &[u8], letters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let face = Face::parse(font, 0).ok()?;
    let table = |tag: &[u8; 4]| face.raw_face().table(Tag::from_bytes(tag)).map(<[u8]>::to_vec);
    let subset = Subset::of(&face, letters)?;
    let count = u16::try_from(subset.glyphs.len()).ok()?.to_be_bytes();
    let (mut head, mut hhea, mut maxp) = (table(b"head")?, table(b"hhea")?, table(b"maxp")?);
    // Offsets of outlines are 32 bits wide; every glyph has an advance of its own.
    put(&mut head, 50, &1_u16.to_be_bytes())?;
    put(&mut hhea, 34, &count)?;
    put(&mut maxp, 4, &count)?;
    // Version 3: glyphs without names.
    let mut post = table(b"post")?;
    post.truncate(32);
    put(&mut post, 0, &0x0003_0000_u32.to_be_bytes())?;
    let (cmap, hmtx) = (subset.cmap(), subset.metrics(&face));
    let mut tables = BTreeMap::from([
        (*b"OS/2", table(b"OS/2")?),
        (*b"cmap", cmap),
        (*b"glyf", subset.outlines),
        (*b"head", head),
        (*b"hhea", hhea),
        (*b"hmtx", hmtx),
        (
            *b"loca",
            subset
                .places
                .iter()
                .flat_map(|place| place.to_be_bytes())
                .collect(),
        ),
        (*b"maxp", maxp),
        (*b"name", table(b"name")?),
        (*b"post", post),
    ]);
    // Programs that those of the glyphs call.
    for tag in [b"cvt ", b"fpgm", b"prep"] {
        tables.extend(table(tag).map(|bytes| (*tag, bytes)));
    }
    pack(&tables)
}

fn put(table: &mut [u8], at: usize, bytes: &[u8]) -> Option<()> {
    table.get_mut(at..at + bytes.len())?.copy_from_slice(bytes);
    Some(())
}

fn short(table: &[u8], at: usize) -> Option<u16> {
    let bytes = table.get(at..at + 2)?;
    Some(u16::from_be_bytes([bytes[0], bytes[1]]))
}

/// The glyphs that are kept, in the order of their new numbers.
#[derive(Default)]
struct Subset {
    /// Old numbers.
    glyphs: Vec<u16>,
    /// New number of the glyph of every letter.
    letters: BTreeMap<char, u16>,
    /// Table `glyf`.
    outlines: Vec<u8>,
    /// Where each outline begins, and the end of the last.
    places: Vec<u32>,
}

impl Subset {
    fn of(face: &Face<'_>, letters: &BTreeSet<char>) -> Option<Self> {
        let mut subset = Self::default();
        // What stands for letters that are missing.
        subset.number(0)?;
        for letter in letters {
            if let Some(glyph) = face.glyph_index(*letter) {
                let number = subset.number(glyph.0)?;
                subset.letters.insert(*letter, number);
            }
        }
        subset.copy_outlines(face)?;
        Some(subset)
    }

    /// The new number of a glyph, which is kept from now on.
    fn number(&mut self, glyph: u16) -> Option<u16> {
        let known = self.glyphs.iter().position(|known| *known == glyph);
        let number = known.unwrap_or_else(|| {
            self.glyphs.push(glyph);
            self.glyphs.len() - 1
        });
        u16::try_from(number).ok()
    }

    /// Copies the outlines of all that is kept, and keeps what these are composed of.
    fn copy_outlines(&mut self, face: &Face<'_>) -> Option<()> {
        let table = |tag| face.raw_face().table(Tag::from_bytes(tag));
        let (head, glyf, loca) = (table(b"head")?, table(b"glyf")?, table(b"loca")?);
        let is_long = short(head, 50)? == 1;
        let offset = |glyph: usize| -> Option<usize> {
            if is_long {
                let (high, low) = (short(loca, 4 * glyph)?, short(loca, 4 * glyph + 2)?);
                Some(usize::from(high) << 16 | usize::from(low))
            } else {
                Some(2 * usize::from(short(loca, 2 * glyph)?))
            }
        };
        self.places.push(0);
        let mut at = 0;
        while let Some(glyph) = self.glyphs.get(at).copied().map(usize::from) {
            let mut outline = glyf.get(offset(glyph)?..offset(glyph + 1)?)?.to_vec();
            self.renumber_parts(&mut outline)?;
            self.outlines.extend(outline);
            self.outlines.resize(self.outlines.len().next_multiple_of(4), 0);
            self.places.push(u32::try_from(self.outlines.len()).ok()?);
            at += 1;
        }
        Some(())
    }

    /// A composed glyph (with a negative number of contours) names its parts.
    fn renumber_parts(&mut self, outline: &mut [u8]) -> Option<()> {
        if outline.is_empty() || short(outline, 0)? < 0x8000 {
            return Some(());
        }
        let mut at = 10;
        loop {
            let flags = short(outline, at)?;
            let number = self.number(short(outline, at + 2)?)?;
            put(outline, at + 2, &number.to_be_bytes())?;
            let words = if flags & 0x0001 == 0 { 2 } else { 4 };
            let scale = match flags & 0x00C8 {
                0x0008 => 2,
                0x0040 => 4,
                0x0080 => 8,
                _ => 0,
            };
            at += 4 + words + scale;
            if flags & 0x0020 == 0 {
                return Some(());
            }
        }
    }

    /// Advances and left bearings.
    fn metrics(&self, face: &Face<'_>) -> Vec<u8> {
        let mut hmtx = Vec::with_capacity(4 * self.glyphs.len());
        for glyph in self.glyphs.iter().map(|glyph| GlyphId(*glyph)) {
            hmtx.extend(face.glyph_hor_advance(glyph).unwrap_or_default().to_be_bytes());
            hmtx.extend(
                face.glyph_hor_side_bearing(glyph)
                    .unwrap_or_default()
                    .to_be_bytes(),
            );
        }
        hmtx
    }

    /// Letters to glyphs, one group a letter (format 12).
    fn cmap(&self) -> Vec<u8> {
        let count = self.letters.len() as u32;
        // Version 0; one table, for Windows and all of Unicode, 12 bytes on; its format, its length, no language.
        let mut cmap = vec![0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0];
        let mut write = |numbers: [u32; 3]| cmap.extend(numbers.into_iter().flat_map(u32::to_be_bytes));
        write([16 + 12 * count, 0, count]);
        for (letter, glyph) in &self.letters {
            write([*letter as u32, *letter as u32, u32::from(*glyph)]);
        }
        cmap
    }
}

/// Tables, sorted by name, as a WOFF 1.0 file.
fn pack(tables: &BTreeMap<[u8; 4], Vec<u8>>) -> Option<Vec<u8>> {
    const HEADER: usize = 44;
    const ENTRY: usize = 20;
    let mut directory: Vec<u8> = Vec::new();
    let mut body: Vec<u8> = Vec::new();
    let mut unpacked = 12;
    for (tag, bytes) in tables {
        let offset = HEADER + ENTRY * tables.len() + body.len();
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).ok()?;
        let packed = encoder.finish().ok().filter(|packed| packed.len() < bytes.len());
        let packed = packed.as_deref().unwrap_or(bytes);
        directory.extend(tag);
        for number in [offset, packed.len(), bytes.len()] {
            directory.extend(u32::try_from(number).ok()?.to_be_bytes());
        }
        directory.extend(checksum(bytes).to_be_bytes());
        body.extend(packed);
        body.resize(body.len().next_multiple_of(4), 0);
        unpacked += 16 + bytes.len().next_multiple_of(4);
    }
    let length = HEADER + directory.len() + body.len();
    let mut file = b"wOFF\x00\x01\x00\x00".to_vec();
    file.extend(u32::try_from(length).ok()?.to_be_bytes());
    file.extend(u16::try_from(tables.len()).ok()?.to_be_bytes());
    file.extend([0, 0]);
    file.extend(u32::try_from(unpacked).ok()?.to_be_bytes());
    // Version 1.0 of the font; neither metadata nor private data.
    file.extend([0, 1, 0, 0]);
    file.resize(HEADER, 0);
    file.extend(directory);
    file.extend(body);
    Some(file)
}

/// Sum of a table's 32-bit words.
fn checksum(table: &[u8]) -> u32 {
    table.chunks(4).fold(0_u32, |sum, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= chunk.len() { char::from(sign) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::ZlibDecoder;
    use std::io::Read;

    /// The TrueType file that a WOFF packs.
    fn unpack(woff: &[u8]) -> Vec<u8> {
        let number = |at: usize| u32::from_be_bytes(woff[at..at + 4].try_into().unwrap()) as usize;
        let count = usize::from(u16::from_be_bytes([woff[12], woff[13]]));
        let (mut directory, mut body) = (Vec::new(), Vec::new());
        for entry in (0..count).map(|table| 44 + 20 * table) {
            let (offset, packed, length) = (number(entry + 4), number(entry + 8), number(entry + 12));
            let mut bytes = woff[offset..offset + packed].to_vec();
            if packed < length {
                let mut open = Vec::new();
                ZlibDecoder::new(bytes.as_slice()).read_to_end(&mut open).unwrap();
                bytes = open;
            }
            assert_eq!(bytes.len(), length);
            directory.extend(&woff[entry..entry + 4]);
            directory.extend(&woff[entry + 16..entry + 20]);
            directory.extend(((12 + 16 * count + body.len()) as u32).to_be_bytes());
            directory.extend((length as u32).to_be_bytes());
            body.extend(bytes);
            body.resize(body.len().next_multiple_of(4), 0);
        }
        let mut file = vec![0, 1, 0, 0, 0, count as u8, 0, 0, 0, 0, 0, 0];
        file.extend(directory);
        file.extend(body);
        assert_eq!(file.len(), number(16), "the size that the header tells");
        file
    }

    #[derive(Default, PartialEq, Debug)]
    struct Pen(Vec<(char, [i32; 6])>);

    impl ttf_parser::OutlineBuilder for Pen {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.push(('M', [x as i32, y as i32, 0, 0, 0, 0]));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.push(('L', [x as i32, y as i32, 0, 0, 0, 0]));
        }
        fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
            self.0
                .push(('Q', [x1 as i32, y1 as i32, x as i32, y as i32, 0, 0]));
        }
        fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
            self.0.push((
                'C',
                [x1 as i32, y1 as i32, x2 as i32, y2 as i32, x as i32, y as i32],
            ));
        }
        fn close(&mut self) {
            self.0.push(('Z', [0; 6]));
        }
    }

    fn drawn(face: &Face<'_>, letter: char) -> (Option<u16>, Pen) {
        let glyph = face.glyph_index(letter).unwrap();
        let mut pen = Pen::default();
        face.outline_glyph(glyph, &mut pen);
        (face.glyph_hor_advance(glyph), pen)
    }

    #[test]
    fn kept_letters_look_as_before_and_others_are_gone() {
        let letters: BTreeSet<char> = "Été à Bamako, « ça » Œdème–Ñ 2024".chars().collect();
        for font in [REGULAR, BOLD] {
            let woff = woff(font, &letters).unwrap();
            assert!(woff.len() < font.len() / 5, "{}", woff.len());
            let unpacked = unpack(&woff);
            let (small, full) = (Face::parse(&unpacked, 0).unwrap(), Face::parse(font, 0).unwrap());
            for letter in &letters {
                assert_eq!(drawn(&small, *letter), drawn(&full, *letter), "{letter:?}");
            }
            assert_eq!(small.glyph_index('z'), None);
            assert!(small.number_of_glyphs() < 60);
        }
    }

    #[test]
    fn pictures_get_the_cuts_that_they_use() {
        let plain = "<svg>\n<desc>x</desc>\n<text x=\"1\">a&amp;b</text></svg>";
        let embedded = embed(plain);
        assert_eq!(embedded.matches("@font-face").count(), 1);
        assert!(
            embedded.contains("font-weight:400") && embedded.ends_with("<text x=\"1\">a&amp;b</text></svg>")
        );
        let both = plain.replace("<text", "<text font-weight=\"600\">c</text><text");
        assert_eq!(embed(&both).matches("@font-face").count(), 2);
        assert_eq!(embed("<svg></svg>"), "<svg></svg>");
    }

    #[test]
    fn base64_is_that_of_the_standard() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ];
        for (bytes, text) in cases {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
