//! Web archives (WARC 1.0 and 1.1, <https://iipc.github.io/warc-specifications/>): their pages, one after the other.
//!
//! Reads `response`, `resource` and `conversion` records that hold HTML or plain text with status
//! 200; all others are passed over. Framing is done here, not by the `warc` crate, for that reads
//! header and body of whatever length a broken archive declares; here nothing longer than
//! [`MAX_RECORD`] is held, and reading goes on at the next record.

use super::error::Fault;
use super::{MAX_RECORD, MAX_TEXT};
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use std::io::{self, BufRead, Read};

/// Bytes of a record's header.
const MAX_HEADER: u64 = 64 << 10;
/// Header fields in an HTTP response.
const MAX_FIELDS: usize = 256;

/// A page as it was fetched.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    /// `WARC-Target-URI`.
    pub(super) url: Option<String>,
    /// Encoding that the server declared.
    pub(super) charset: Option<String>,
    /// Plain text, not HTML.
    pub(super) plain: bool,
    pub(super) bytes: Vec<u8>,
}

/// Fields of a record's header, names lower-cased.
type Fields = Vec<(String, String)>;

fn field<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    fields
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

/// The records of an archive.
pub(super) struct Records<R> {
    reader: R,
    /// Records begun so far.
    pub(super) count: u64,
    /// A first line that was read while looking for the next record.
    ahead: Option<Vec<u8>>,
    ended: bool,
}

impl<R: BufRead> Records<R> {
    pub(super) const fn new(reader: R) -> Self {
        Self {
            reader,
            count: 0,
            ahead: None,
            ended: false,
        }
    }

    /// The next page, or what is wrong with the next record.
    pub(super) fn next_page(&mut self) -> Option<Result<Page, Fault>> {
        while !self.ended {
            match self.next_record() {
                Ok(None) => return None,
                Ok(Some(None)) => {}
                Ok(Some(Some(page))) => return Some(Ok(page)),
                Err(fault) => {
                    // After an error of the file itself nothing more can be read of it.
                    if let Fault::Io(_) = fault {
                        self.ended = true;
                    } else if !matches!(fault, Fault::TooLarge | Fault::HttpEncoding(_)) {
                        self.ahead = self.skip_to_record().ok().flatten();
                    }
                    return Some(Err(fault));
                }
            }
        }
        None
    }

    /// `None` at the end; `Some(None)` for a record that holds no page.
    fn next_record(&mut self) -> Result<Option<Option<Page>>, Fault> {
        let Some(fields) = self.header()? else {
            return Ok(None);
        };
        let length = field(&fields, "content-length").and_then(|length| length.parse::<u64>().ok());
        let length = length.ok_or(Fault::Warc("no Content-Length"))?;
        let wanted = Wanted::of(&fields);
        let limit = if wanted.is_some() {
            length.min(MAX_RECORD)
        } else {
            0
        };
        let mut body = Vec::new();
        let read = self.reader.by_ref().take(limit).read_to_end(&mut body)? as u64;
        let rest = if read == limit { length - limit } else { 0 };
        let skipped = io::copy(&mut self.reader.by_ref().take(rest), &mut io::sink())?;
        if read + skipped < length {
            return Err(Fault::Warc("the record ends before its Content-Length"));
        }
        let url = field(&fields, "warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
        let Some(wanted) = wanted else {
            return Ok(Some(None));
        };
        let page = wanted.page(body)?;
        if page.is_some() && length > MAX_RECORD {
            return Err(Fault::TooLarge);
        }
        Ok(Some(page.map(|page| Page { url, ..page })))
    }

    /// The fields of the next record; `None` at the end.
    fn header(&mut self) -> Result<Option<Fields>, Fault> {
        let mut line = self.ahead.take().unwrap_or_default();
        while line.trim_ascii().is_empty() {
            line.clear();
            if self.line(&mut line)? == 0 {
                return Ok(None);
            }
        }
        self.count += 1;
        if !line.starts_with(b"WARC/") {
            return Err(Fault::Warc("the header does not begin with WARC/"));
        }
        let mut fields = Fields::new();
        let mut size = 0;
        loop {
            line.clear();
            let read = self.line(&mut line)?;
            size += read as u64;
            if read == 0 || size > MAX_HEADER {
                return Err(Fault::Warc("the header does not end"));
            }
            if line.trim_ascii().is_empty() {
                return Ok(Some(fields));
            }
            let text = String::from_utf8_lossy(&line);
            if let Some((name, value)) = text.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
    }

    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        self.reader.by_ref().take(MAX_HEADER).read_until(b'\n', line)
    }

    /// Reads on to a line that begins a record.
    fn skip_to_record(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        loop {
            line.clear();
            if self.line(&mut line)? == 0 {
                return Ok(None);
            }
            if line.starts_with(b"WARC/1.") || line.starts_with(b"WARC/0.") {
                return Ok(Some(line));
            }
        }
    }
}

/// A record that may hold a page.
enum Wanted {
    /// An HTTP response.
    Response,
    /// The page itself.
    Page(ContentType),
}

impl Wanted {
    fn of(fields: &Fields) -> Option<Self> {
        let content = field(fields, "content-type").unwrap_or_default();
        match field(fields, "warc-type")? {
            "response" if content.to_ascii_lowercase().starts_with("application/http") => {
                Some(Self::Response)
            }
            "resource" | "conversion" => ContentType::of(content).map(Self::Page),
            _ => None,
        }
    }

    fn page(self, body: Vec<u8>) -> Result<Option<Page>, Fault> {
        let Self::Page(content) = self else {
            return response(&body);
        };
        Ok(Some(content.page(body)))
    }
}

/// A content type that is read.
#[derive(Debug)]
struct ContentType {
    plain: bool,
    charset: Option<String>,
}

impl ContentType {
    fn of(header: &str) -> Option<Self> {
        let header = header.to_ascii_lowercase();
        let mut parts = header.split(';').map(str::trim);
        let plain = match parts.next()? {
            "text/html" | "application/xhtml+xml" => false,
            "text/plain" => true,
            _ => return None,
        };
        let charset = parts.find_map(|part| part.strip_prefix("charset="));
        let charset = charset.map(|charset| charset.trim_matches('"').to_owned());
        Some(Self { plain, charset })
    }

    fn page(self, bytes: Vec<u8>) -> Page {
        Page {
            url: None,
            charset: self.charset,
            plain: self.plain,
            bytes,
        }
    }
}

/// The page in an HTTP response; `None` where it is no page, or the server did not find it.
fn response(message: &[u8]) -> Result<Option<Page>, Fault> {
    let mut fields = [httparse::EMPTY_HEADER; MAX_FIELDS];
    let mut head = httparse::Response::new(&mut fields);
    let Ok(httparse::Status::Complete(length)) = head.parse(message) else {
        return Err(Fault::Warc("the HTTP response has no valid header"));
    };
    let status = head.code;
    let value = |name: &str| {
        let header = head
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case(name))?;
        Some(String::from_utf8_lossy(header.value).trim().to_ascii_lowercase())
    };
    let content = value("content-type").as_deref().and_then(ContentType::of);
    let Some(content) = content.filter(|_| status == Some(200)) else {
        return Ok(None);
    };
    let body = &message[length..];
    let chunked = value("transfer-encoding").is_some_and(|coding| coding.contains("chunked"));
    // Some archives keep the header of a coding that they took off.
    let joined = chunked.then(|| unchunk(body)).flatten();
    let body = joined.as_deref().unwrap_or(body);
    let coding = value("content-encoding").unwrap_or_default();
    Ok(Some(content.page(unpack(body, &coding)?)))
}

/// Joins the chunks of RFC 9112, section 7.1; `None` where the body is not in chunks.
fn unchunk(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    loop {
        let end = body.windows(2).take(64).position(|pair| pair == b"\r\n")?;
        let line = std::str::from_utf8(&body[..end]).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 2..];
        if size == 0 {
            return Some(joined);
        }
        // A response cut short keeps what came.
        let chunk = &body[..size.min(body.len())];
        joined.extend_from_slice(chunk);
        body = body.get(size.checked_add(2)?..).unwrap_or_default();
        if body.is_empty() {
            return Some(joined);
        }
    }
}

fn unpack(body: &[u8], coding: &str) -> Result<Vec<u8>, Fault> {
    let limited = |reader: &mut dyn Read| {
        let mut bytes = Vec::new();
        let read = reader.take(MAX_TEXT as u64 + 1).read_to_end(&mut bytes);
        // A packed page that was cut short keeps what came.
        (read.is_ok() || !bytes.is_empty()).then_some(bytes)
    };
    match coding {
        "gzip" | "x-gzip" if body.starts_with(b"\x1F\x8B") => {
            limited(&mut MultiGzDecoder::new(body)).ok_or(Fault::Warc("the packed page is broken"))
        }
        "deflate" if body.first().is_some_and(|byte| byte & 0x0F == 8) => {
            limited(&mut ZlibDecoder::new(body)).ok_or(Fault::Warc("the packed page is broken"))
        }
        "br" | "zstd" | "compress" if !body.starts_with(b"<") => Err(Fault::HttpEncoding(coding.to_owned())),
        _ => Ok(body.to_vec()),
    }
}
