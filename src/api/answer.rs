//! How answers and problems look on the wire.

use super::conditions::entity_tag;
use crate::service::error::ServiceError;
use crate::service::kept::Kept;
use crate::wire::problem::{PROBLEM_MEDIA_TYPE, Problem, ProblemKind};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType};
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use std::fmt;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

/// Seconds after which a refused caller may try again.
const RETRY_AFTER_SECONDS: &str = "1";

/// A problem as the answer of a handler or an extractor.
#[derive(Debug)]
pub(super) struct ApiError(pub(super) Box<Problem>);

/// What a handler answers.
pub(super) type Answered = Result<HttpResponse, ApiError>;

impl ApiError {
    /// A problem of this kind with what happened.
    pub(super) fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self(Box::new(Problem::new(kind, detail)))
    }

    /// A problem about which the kind says everything.
    pub(super) fn of_kind(kind: ProblemKind) -> Self {
        Self(Box::new(Problem::of_kind(kind)))
    }
}

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        Self(Box::new(problem))
    }
}

impl From<ServiceError> for ApiError {
    fn from(error: ServiceError) -> Self {
        if matches!(error.kind(), ProblemKind::Internal | ProblemKind::Unavailable) {
            tracing::error!(error = chain(&error), "a request could not be answered");
        }
        Self(Box::new(error.into_problem()))
    }
}

/// An error with its causes in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

impl fmt::Display for ApiError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0.title)
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        response.insert_header((header::CONTENT_TYPE, PROBLEM_MEDIA_TYPE));
        match self.0.status {
            401 => {
                response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
            }
            429 | 503 => {
                response.insert_header((header::RETRY_AFTER, RETRY_AFTER_SECONDS));
            }
            _ => {}
        }
        response.body(serde_json::to_string(self.0.as_ref()).unwrap_or_default())
    }
}

/// 200 with a body.
pub(super) fn ok(body: &impl Serialize) -> Answered {
    let body = serde_json::to_string(body)
        .map_err(|error| ServiceError::Internal(format!("an answer cannot be written: {error}")))?;
    Ok(HttpResponse::Ok().content_type(ContentType::json()).body(body))
}

/// 200 with a record and its entity tag, 304 when the caller has it already.
pub(super) fn record(body: &impl Serialize, version: i64, known: bool) -> Answered {
    if known {
        let tag = (header::ETAG, entity_tag(version));
        return Ok(HttpResponse::NotModified().insert_header(tag).finish());
    }
    let mut response = ok(body)?;
    if let Ok(tag) = entity_tag(version).parse() {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// 201 with the place of a new record, or 200.
pub(super) fn kept(kept: Kept, collection: &str) -> HttpResponse {
    let mut response = if kept.created {
        HttpResponse::Created()
    } else {
        HttpResponse::Ok()
    };
    response.insert_header((header::ETAG, entity_tag(kept.version)));
    if kept.created {
        response.insert_header((header::LOCATION, format!("{collection}/{}", kept.id)));
    }
    response.content_type(ContentType::json()).body(kept.body)
}

/// What any route may refuse a request with.
pub(super) struct Refusals;

impl IntoResponses for Refusals {
    fn responses() -> std::collections::BTreeMap<String, RefOr<Response>> {
        let problem = |kind: &ProblemKind| {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name())));
            let response = ResponseBuilder::new()
                .description(kind.title())
                .content(PROBLEM_MEDIA_TYPE, content.build());
            (kind.status().to_string(), response.build().into())
        };
        let kinds = [
            ProblemKind::Malformed,
            ProblemKind::Unauthorised,
            ProblemKind::Invalid,
            ProblemKind::Internal,
            ProblemKind::Unavailable,
        ];
        kinds.iter().map(problem).collect()
    }
}
