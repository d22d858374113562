//! An answer on its way from a worker to a client.
//!
//! It is taken in whole before its first byte goes out, so that its status tells the truth, the worker
//! is free for others, and a slow client holds up nobody. What is long lies in a file without a name,
//! so that no number of clients fills the memory.

use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError};
use tokio::task::JoinHandle;

/// Longer answers lie on disk.
const IN_MEMORY: usize = 128 << 10;
/// What is read from disk at a time.
const CHUNK: usize = 64 << 10;
/// Space is counted in kilobytes.
const UNIT: usize = 1 << 10;

/// The space that all answers share.
#[derive(Debug, Clone)]
pub(super) struct Shelf {
    space: Arc<Semaphore>,
    longest: usize,
}

impl Shelf {
    /// `space` bytes for all answers together, `longest` for one.
    pub(super) fn new(space: usize, longest: usize) -> Self {
        let space = Arc::new(Semaphore::new((space / UNIT).min(Semaphore::MAX_PERMITS)));
        Self { space, longest }
    }

    /// An empty answer.
    pub(super) fn spool(&self) -> Spool {
        Spool {
            shelf: self.clone(),
            held: None,
            memory: Vec::new(),
            file: None,
            length: 0,
        }
    }
}

/// Why an answer cannot be taken in.
#[derive(Debug)]
pub(super) enum SpoolError {
    /// It is longer than one answer may be.
    TooLong,
    /// Other answers take all the space.
    Full,
    /// The disk fails.
    Io(io::Error),
}

impl From<io::Error> for SpoolError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// An answer that is taken in.
#[derive(Debug)]
pub(super) struct Spool {
    shelf: Shelf,
    held: Option<OwnedSemaphorePermit>,
    memory: Vec<u8>,
    file: Option<File>,
    length: usize,
}

impl Spool {
    /// Adds `bytes`.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<(), SpoolError> {
        if self.length + bytes.len() > self.shelf.longest {
            return Err(SpoolError::TooLong);
        }
        self.hold(self.length + bytes.len())?;
        self.length += bytes.len();
        if let Some(file) = &mut self.file {
            return Ok(file.write_all(bytes)?);
        }
        self.memory.extend_from_slice(bytes);
        if self.memory.len() > IN_MEMORY {
            let mut file = tempfile::tempfile()?;
            file.write_all(&self.memory)?;
            self.memory = Vec::new();
            self.file = Some(file);
        }
        Ok(())
    }

    /// Makes sure that space for `length` bytes is held.
    fn hold(&mut self, length: usize) -> Result<(), SpoolError> {
        let held = self.held.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let missing = length.div_ceil(UNIT).saturating_sub(held);
        let Ok(missing @ 1..) = u32::try_from(missing) else {
            return Ok(());
        };
        match Arc::clone(&self.shelf.space).try_acquire_many_owned(missing) {
            Ok(more) => match &mut self.held {
                Some(held) => held.merge(more),
                None => self.held = Some(more),
            },
            Err(TryAcquireError::NoPermits | TryAcquireError::Closed) => return Err(SpoolError::Full),
        }
        Ok(())
    }

    /// The answer as the body of a response; its space is free when the client has it.
    pub(super) fn into_body(self) -> io::Result<Body> {
        let state = match self.file {
            None => Reading::Memory(self.memory.into()),
            Some(mut file) => {
                file.seek(SeekFrom::Start(0))?;
                Reading::Idle(file)
            }
        };
        Ok(Body::new(SpoolBody {
            state,
            rest: self.length as u64,
            _held: self.held,
        }))
    }
}

/// An answer that is read, on the threads for that where it lies on disk, as the client takes it.
struct SpoolBody {
    state: Reading,
    rest: u64,
    _held: Option<OwnedSemaphorePermit>,
}

enum Reading {
    Memory(Bytes),
    Idle(File),
    Busy(JoinHandle<io::Result<(File, Vec<u8>)>>),
    Done,
}

impl HttpBody for SpoolBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        loop {
            match std::mem::replace(&mut self.state, Reading::Done) {
                _ if self.rest == 0 => return Poll::Ready(None),
                Reading::Done => return Poll::Ready(None),
                Reading::Memory(bytes) => {
                    self.rest = 0;
                    return Poll::Ready(Some(Ok(Frame::data(bytes))));
                }
                Reading::Idle(file) => {
                    self.state = Reading::Busy(tokio::task::spawn_blocking(move || read(file)));
                }
                Reading::Busy(mut reading) => {
                    let Poll::Ready(read) = Pin::new(&mut reading).poll(context) else {
                        self.state = Reading::Busy(reading);
                        return Poll::Pending;
                    };
                    let (file, bytes) = match read.map_err(io::Error::other) {
                        Ok(Ok(read)) => read,
                        Ok(Err(error)) | Err(error) => return Poll::Ready(Some(Err(error))),
                    };
                    self.rest = self.rest.saturating_sub(bytes.len() as u64);
                    self.state = Reading::Idle(file);
                    return Poll::Ready(Some(Ok(Frame::data(bytes.into()))));
                }
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest)
    }
}

fn read(mut file: File) -> io::Result<(File, Vec<u8>)> {
    let mut bytes = Vec::with_capacity(CHUNK);
    (&mut file).take(CHUNK as u64).read_to_end(&mut bytes)?;
    if bytes.is_empty() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok((file, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt;

    fn collect(spool: Spool) -> Vec<u8> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let body = spool.into_body().unwrap();
        let collected = runtime.block_on(async { body.collect().await.unwrap() });
        collected.to_bytes().to_vec()
    }

    #[test]
    fn short_and_long_answers_come_out_as_they_went_in() {
        for length in [0, 10, IN_MEMORY, IN_MEMORY + 1, 5 * IN_MEMORY + 3] {
            let bytes: Vec<u8> = (0..length).map(|number| (number % 251) as u8).collect();
            let mut spool = Shelf::new(1 << 20, 1 << 20).spool();
            for chunk in bytes.chunks(7000) {
                spool.push(chunk).unwrap();
            }
            assert_eq!(spool.length, length);
            assert_eq!(spool.file.is_some(), length > IN_MEMORY);
            assert!(collect(spool) == bytes, "{length}");
        }
    }

    #[test]
    fn space_is_bounded_and_given_back() {
        let shelf = Shelf::new(200_000, 150_000);
        let mut one = shelf.spool();
        one.push(&[0; 150_000]).unwrap();
        assert!(matches!(one.push(&[0]), Err(SpoolError::TooLong)));
        let mut other = shelf.spool();
        assert!(matches!(other.push(&[0; 60_000]), Err(SpoolError::Full)));
        let body = one.into_body().unwrap();
        assert!(matches!(other.push(&[0; 60_000]), Err(SpoolError::Full)));
        drop(body);
        other.push(&[0; 60_000]).unwrap();
    }
}
