//! What is told where a request is not fulfilled: RFC 9457, `application/problem+json`.

use super::picture::PictureError;
use crate::graph::{AskError, ExportError, ImportError, QueryError, StoreError, UpdateError};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use miette::{Diagnostic, SourceSpan};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Why a request is not fulfilled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    status: u16,
    /// A short name that programs may rely on.
    code: Cow<'static, str>,
    /// What is wrong with this request.
    detail: String,
    /// What would help.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    help: Option<String>,
    /// Where in the query, from 1, in characters.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    column: Option<usize>,
    /// Header fields that the status calls for.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    headers: Vec<(Cow<'static, str>, String)>,
    /// What the log is told and clients are not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) cause: Option<String>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status: status.as_u16(),
            code: code.into(),
            detail: detail.into(),
            help: None,
            line: None,
            column: None,
            headers: Vec::new(),
            cause: None,
        }
    }

    pub(super) fn bad(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// The server is at fault; what went wrong is for its log, not for clients.
    pub(super) fn internal(cause: impl Into<String>) -> Self {
        let detail = "the server failed; its log says why";
        let mut problem = Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail);
        problem.cause = Some(cause.into());
        problem
    }

    /// Too much is asked at once.
    pub(super) fn busy(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "busy", detail)
            .help("ask again in a moment")
            .header(header::RETRY_AFTER.as_str(), "1")
    }

    /// The query is understood, but asks for more than one query may use.
    pub(super) fn costly(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
    }

    /// The body is of a kind that is not taken here.
    pub(super) fn unsupported(detail: &str) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", detail)
    }

    pub(super) fn not_acceptable(possible: &str) -> Self {
        Self::new(
            StatusCode::NOT_ACCEPTABLE,
            "not-acceptable",
            "the answer can be written in none of the formats that Accept names",
        )
        .help(format!("one of: {possible}"))
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn header(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub(super) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    pub(super) fn code(&self) -> &str {
        &self.code
    }

    /// `diagnostic` in the words in which the command line would tell it.
    fn of(status: StatusCode, code: &'static str, diagnostic: &dyn Diagnostic) -> Self {
        let mut problem = Self::new(status, code, diagnostic.to_string());
        problem.help = diagnostic.help().map(|help| help.to_string());
        problem
    }

    fn at(mut self, text: &str, span: SourceSpan) -> Self {
        let before = text.get(..span.offset()).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        self.line = Some(before.matches('\n').count() + 1);
        self.column = Some(line.chars().count() + 1);
        self
    }
}

impl From<&QueryError> for Problem {
    fn from(error: &QueryError) -> Self {
        let refused = StatusCode::FORBIDDEN;
        match error {
            QueryError::Syntax { src, at, .. } => {
                Self::of(StatusCode::BAD_REQUEST, "syntax", error).at(src.inner(), *at)
            }
            QueryError::Update => Self::of(StatusCode::BAD_REQUEST, "update", error),
            QueryError::Service { .. } => Self::of(refused, "service", error),
            QueryError::Graph { .. } => Self::of(StatusCode::BAD_REQUEST, "graph", error),
            QueryError::Evaluation(_) => Self::of(StatusCode::BAD_REQUEST, "evaluation", error),
            QueryError::Format { possible, .. } => Self::not_acceptable(possible),
            QueryError::Cancelled => Self::of(StatusCode::UNPROCESSABLE_ENTITY, "timeout", error),
            QueryError::Write(source) => Self::internal(source.to_string()),
            QueryError::Store(error) => error.into(),
        }
    }
}

impl From<&StoreError> for Problem {
    fn from(error: &StoreError) -> Self {
        match error {
            StoreError::Locked { .. } => Self::new(
                StatusCode::CONFLICT,
                "locked",
                "another process is writing to the store",
            )
            .help("try again when its build is done")
            .header(header::RETRY_AFTER.as_str(), "10"),
            _ => Self::internal(error.to_string()),
        }
    }
}

impl From<&AskError> for Problem {
    fn from(error: &AskError) -> Self {
        match error {
            AskError::Unknown { .. } => Self::of(StatusCode::NOT_FOUND, "question", error),
            AskError::Query(error) => error.into(),
            _ => Self::of(StatusCode::BAD_REQUEST, "parameter", error),
        }
    }
}

impl From<&ExportError> for Problem {
    fn from(error: &ExportError) -> Self {
        match error {
            ExportError::Store(error) => error.into(),
            _ => Self::internal(error.to_string()),
        }
    }
}

impl From<&ImportError> for Problem {
    fn from(error: &ImportError) -> Self {
        match error {
            ImportError::Syntax { src, at, .. } => {
                let problem = Self::of(StatusCode::BAD_REQUEST, "rdf-syntax", error);
                match at {
                    Some(at) => problem.at(src.inner(), *at),
                    None => problem,
                }
            }
            ImportError::Store(error) => error.into(),
        }
    }
}

impl From<&PictureError> for Problem {
    fn from(error: &PictureError) -> Self {
        match error {
            PictureError::Nothing(_) => Self::new(StatusCode::NOT_FOUND, "no-picture", error.to_string()),
            PictureError::Store(error) => error.into(),
            _ => Self::internal(error.to_string()),
        }
    }
}

impl From<&UpdateError> for Problem {
    fn from(error: &UpdateError) -> Self {
        match error {
            UpdateError::Graph { .. } => Self::of(StatusCode::FORBIDDEN, "read-only-graph", error),
            UpdateError::Load { .. } => Self::of(StatusCode::FORBIDDEN, "load", error),
            UpdateError::Presence(_) => Self::of(StatusCode::CONFLICT, "graph-presence", error),
            UpdateError::Query(error) => error.into(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut body = serde_json::json!({
            "type": format!("urn:griot:problem:{}", self.code),
            "title": status.canonical_reason(),
            "status": status.as_u16(),
            "detail": self.detail,
        });
        let more = [
            ("help", self.help.map(serde_json::Value::from)),
            ("line", self.line.map(serde_json::Value::from)),
            ("column", self.column.map(serde_json::Value::from)),
        ];
        for (name, value) in more {
            if let Some(value) = value {
                body[name] = value;
            }
        }
        let mut response = (status, format!("{body}\n")).into_response();
        let fields = response.headers_mut();
        fields.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        for (name, value) in &self.headers {
            if let (Ok(name), Ok(value)) = (
                header::HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::from_str(value),
            ) {
                fields.insert(name, value);
            }
        }
        response.extensions_mut().insert(Told {
            code: self.code,
            cause: self.cause,
        });
        response
    }
}

/// The problem that a response tells, for the log.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) code: Cow<'static, str>,
    pub(super) cause: Option<String>,
}
