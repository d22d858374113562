//! Bodies of requests: taken in as far as they keep within size, space and time.

use super::problem::Problem;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::BodyExt;
use hyper::body::{Body as _, Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How long a client may take over a body.
const PATIENCE: Duration = Duration::from_secs(20);
/// Space is counted in kilobytes.
const UNIT: usize = 1 << 10;

/// The space that all bodies share.
#[derive(Debug)]
pub(super) struct Bodies {
    space: Arc<Semaphore>,
    longest: usize,
    patience: Duration,
}

/// A body, and the space that it takes as long as this is held.
pub(super) struct Taken {
    pub(super) bytes: Vec<u8>,
    space: Option<OwnedSemaphorePermit>,
}

impl Bodies {
    /// `space` bytes for all bodies together, `longest` for one.
    pub(super) fn new(space: usize, longest: usize) -> Self {
        let permits = (space.max(longest) / UNIT).clamp(1, Semaphore::MAX_PERMITS);
        Self {
            space: Arc::new(Semaphore::new(permits)),
            longest,
            patience: PATIENCE,
        }
    }

    /// Takes in the body of a request.
    pub(super) async fn take(&self, headers: &HeaderMap, body: Body) -> Result<Taken, Problem> {
        let encoding = headers.get(header::CONTENT_ENCODING);
        if encoding.is_some_and(|encoding| encoding != "identity") {
            return Err(Problem::unsupported("bodies must not be compressed"));
        }
        let declared = headers.get(header::CONTENT_LENGTH);
        let declared = declared.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if declared.is_some_and(|length| length > self.longest) {
            return Err(self.too_long());
        }
        timeout(self.patience, self.gather(body))
            .await
            .unwrap_or_else(|_| {
                let detail = format!("the body did not arrive within {} s", self.patience.as_secs());
                Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "slow-body", detail))
            })
    }

    async fn gather(&self, mut body: Body) -> Result<Taken, Problem> {
        let mut taken = Taken {
            bytes: Vec::new(),
            space: None,
        };
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|error| Problem::bad("body", error.to_string()))?;
            if let Ok(data) = frame.into_data() {
                self.add(&mut taken, &data)?;
            }
        }
        Ok(taken)
    }

    fn add(&self, taken: &mut Taken, data: &Bytes) -> Result<(), Problem> {
        let length = taken.bytes.len() + data.len();
        if length > self.longest {
            return Err(self.too_long());
        }
        let held = taken.space.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let missing = u32::try_from(length.div_ceil(UNIT).saturating_sub(held)).unwrap_or(u32::MAX);
        let more = Arc::clone(&self.space).try_acquire_many_owned(missing);
        let more = more.map_err(|_| Problem::busy("the bodies of other requests take all the space"))?;
        match &mut taken.space {
            Some(space) => space.merge(more),
            None => taken.space = Some(more),
        }
        taken.bytes.extend_from_slice(data);
        Ok(())
    }

    fn too_long(&self) -> Problem {
        let detail = format!("a body may have {} bytes", self.longest);
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body-size", detail)
    }
}

impl Taken {
    /// The body as text, which is gone from here; `what` names it.
    pub(super) fn text(&mut self, what: &str) -> Result<String, Problem> {
        let text = String::from_utf8(std::mem::take(&mut self.bytes));
        text.map_err(|_| Problem::bad("encoding", format!("the {what} is not UTF-8")))
    }
}

/// Says that the connection ends with a response for which the body of its request was not read to the end:
/// what is left of it is never read, and a client that asks again there would get no answer.
pub(super) async fn close_unread(request: Request, next: Next) -> Response {
    let read = Arc::new(AtomicBool::new(request.body().is_end_stream()));
    let watched = Arc::clone(&read);
    let request = request.map(|body| Body::new(Watched { body, read: watched }));
    let mut response = next.run(request).await;
    if !read.load(Ordering::Relaxed) {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    response
}

/// A body that notes when it has been read to its end.
struct Watched {
    body: Body,
    read: Arc<AtomicBool>,
}

impl hyper::body::Body for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if frame.is_none() || self.body.is_end_stream() {
            self.read.store(true, Ordering::Relaxed);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn take(bodies: &Bodies, length: usize) -> Result<Taken, Problem> {
        bodies
            .take(&HeaderMap::new(), Body::from(vec![b' '; length]))
            .await
    }

    #[tokio::test]
    async fn size_and_space_are_bounded_and_space_is_given_back() {
        let bodies = Bodies::new(10 << 10, 6 << 10);
        let one = take(&bodies, 6 << 10).await.ok().unwrap();
        assert_eq!(one.bytes.len(), 6 << 10);
        let code = |taken: Result<Taken, Problem>| taken.err().map(|problem| problem.code().to_owned());
        assert_eq!(code(take(&bodies, (6 << 10) + 1).await).unwrap(), "body-size");
        assert_eq!(code(take(&bodies, 5 << 10).await).unwrap(), "busy");
        drop(one);
        assert!(take(&bodies, 5 << 10).await.is_ok());
    }

    #[tokio::test]
    async fn a_body_that_never_comes_is_not_waited_for() {
        let bodies = Bodies {
            patience: Duration::from_millis(20),
            ..Bodies::new(1 << 20, 1 << 20)
        };
        let (_held, receiver) = tokio::sync::mpsc::channel::<()>(1);
        let body = Body::new(Never(receiver));
        let problem = bodies.take(&HeaderMap::new(), body).await.err().unwrap();
        assert_eq!(problem.code(), "slow-body");
    }

    /// A body without an end.
    struct Never(tokio::sync::mpsc::Receiver<()>);

    impl hyper::body::Body for Never {
        type Data = Bytes;
        type Error = std::io::Error;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<std::io::Result<Frame<Bytes>>>> {
            self.0.poll_recv(context).map(|_| None)
        }
    }
}
