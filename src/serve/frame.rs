//! How the server and its workers talk: frames over a pipe.
//!
//! A frame is a letter, a length of four bytes (big endian) and as many bytes. The server sends a
//! [`Kind::Task`] and, where the task says so, [`Kind::Data`]; a worker says [`Kind::Ready`] once, and
//! answers a task by a [`Kind::Fault`], or by a [`Kind::Head`], any number of [`Kind::Data`], and an
//! [`Kind::End`].

use std::io::{self, Read, Write};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// What a frame holds, by its letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// JSON: what the worker has opened.
    Ready = b'R',
    /// JSON: what to do.
    Task = b'T',
    /// JSON: what the answer is.
    Head = b'H',
    /// Bytes of a body.
    Data = b'D',
    /// JSON: how it went.
    End = b'E',
    /// JSON: why there is no answer, or none further.
    Fault = b'F',
}

/// No frame is longer; a longer one comes from something else than a worker.
const LONGEST: usize = 256 << 20;

impl Kind {
    fn of_letter(letter: u8) -> io::Result<Self> {
        match letter {
            b'R' => Ok(Self::Ready),
            b'T' => Ok(Self::Task),
            b'H' => Ok(Self::Head),
            b'D' => Ok(Self::Data),
            b'E' => Ok(Self::End),
            b'F' => Ok(Self::Fault),
            _ => Err(io::Error::new(io::ErrorKind::InvalidData, "no frame")),
        }
    }
}

fn head(kind: Kind, length: usize) -> io::Result<[u8; 5]> {
    let length = u32::try_from(length).map_err(io::Error::other)?;
    let [a, b, c, d] = length.to_be_bytes();
    Ok([kind as u8, a, b, c, d])
}

fn read_head(head: [u8; 5]) -> io::Result<(Kind, usize)> {
    let [letter, length @ ..] = head;
    let length = u32::from_be_bytes(length) as usize;
    if length > LONGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "frame too long"));
    }
    Ok((Kind::of_letter(letter)?, length))
}

/// Writes one frame, from a worker.
pub(super) fn write(out: &mut impl Write, kind: Kind, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&head(kind, bytes.len())?)?;
    out.write_all(bytes)?;
    out.flush()
}

/// Reads one frame, in a worker; an end of input before a frame is an [`io::ErrorKind::UnexpectedEof`].
pub(super) fn read(input: &mut impl Read) -> io::Result<(Kind, Vec<u8>)> {
    let mut start = [0; 5];
    input.read_exact(&mut start)?;
    let (kind, length) = read_head(start)?;
    let mut bytes = vec![0; length];
    input.read_exact(&mut bytes)?;
    Ok((kind, bytes))
}

/// Writes one frame, from the server.
pub(super) async fn send(out: &mut (impl AsyncWrite + Unpin), kind: Kind, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&head(kind, bytes.len())?).await?;
    out.write_all(bytes).await?;
    out.flush().await
}

/// Reads one frame, in the server.
pub(super) async fn receive(input: &mut (impl AsyncRead + Unpin)) -> io::Result<(Kind, Vec<u8>)> {
    let mut start = [0; 5];
    input.read_exact(&mut start).await?;
    let (kind, length) = read_head(start)?;
    let mut bytes = vec![0; length];
    input.read_exact(&mut bytes).await?;
    Ok((kind, bytes))
}

/// Gathers what is written into [`Kind::Data`] frames.
pub(super) struct DataWriter<'a, W: Write> {
    out: &'a mut W,
    buffer: Vec<u8>,
}

/// Large enough that frames cost nothing, small enough that a stalled answer holds little.
const CHUNK: usize = 64 << 10;

impl<'a, W: Write> DataWriter<'a, W> {
    pub(super) fn new(out: &'a mut W) -> Self {
        Self {
            out,
            buffer: Vec::with_capacity(CHUNK),
        }
    }

    /// Sends what is gathered.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.send()
    }

    fn send(&mut self) -> io::Result<()> {
        if !self.buffer.is_empty() {
            write(self.out, Kind::Data, &self.buffer)?;
            self.buffer.clear();
        }
        Ok(())
    }
}

impl<W: Write> Write for DataWriter<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(CHUNK - self.buffer.len());
        self.buffer.extend_from_slice(&bytes[..taken]);
        if self.buffer.len() == CHUNK {
            self.send()?;
        }
        Ok(taken)
    }

    /// Formats flush after every few rows; frames go out when they are full.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut pipe = Vec::new();
        write(&mut pipe, Kind::Task, b"{}").unwrap();
        let long = vec![7; 3 * CHUNK / 2];
        let mut data = DataWriter::new(&mut pipe);
        data.write_all(&long).unwrap();
        data.flush().unwrap();
        data.finish().unwrap();
        write(&mut pipe, Kind::End, b"").unwrap();
        let mut input = pipe.as_slice();
        assert_eq!(read(&mut input).unwrap(), (Kind::Task, b"{}".to_vec()));
        let mut found = Vec::new();
        loop {
            match read(&mut input).unwrap() {
                (Kind::Data, bytes) => found.extend(bytes),
                (kind, _) => break assert_eq!(kind, Kind::End),
            }
        }
        assert_eq!(found, long);
        assert_eq!(read(&mut input).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }

    #[test]
    fn what_is_no_frame_is_refused() {
        for bytes in [*b"X\0\0\0\0", *b"D\xff\xff\xff\xff"] {
            assert_eq!(
                read(&mut bytes.as_slice()).unwrap_err().kind(),
                io::ErrorKind::InvalidData
            );
        }
    }
}
