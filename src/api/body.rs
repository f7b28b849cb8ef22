//! Bodies of requests: JSON of a bounded size.

use super::answer::ApiError;
use crate::wire::problem::ProblemKind;
use actix_web::dev::{Decompress, Payload};
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use serde_json::Value;

/// Largest body of one record, in bytes.
pub(super) const RECORD_BYTES: usize = 1 << 20;
/// Largest body of a match request, in bytes.
pub(super) const MATCH_BYTES: usize = 256 << 10;
/// How much of a body that is too large is read to its end, so that the caller, who may read the
/// answer only after sending, sees it.
const MOST_DISCARDED: usize = 32 << 20;

/// A JSON body of at most so many bytes.
pub(super) struct JsonBody<const MOST: usize>(pub(super) Value);

impl<const MOST: usize> FromRequest for JsonBody<MOST> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = media_type(request).is_some_and(|media| is_json(&media));
        let payload = Decompress::from_headers(payload.take(), request.headers());
        Box::pin(async move {
            if !is_json {
                return Err(ApiError::new(
                    ProblemKind::UnsupportedMediaType,
                    "the body must be application/json",
                ));
            }
            let body = read::<MOST>(payload).await?;
            parse(&body).map(Self)
        })
    }
}

/// The media type without its parameters, in lower case.
pub(super) fn media_type(request: &HttpRequest) -> Option<String> {
    let header = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    let media = header.split(';').next().unwrap_or_default();
    Some(media.trim().to_ascii_lowercase())
}

pub(super) fn is_json(media: &str) -> bool {
    media == "application/json" || media.ends_with("+json")
}

async fn read<const MOST: usize>(mut payload: Decompress<Payload>) -> Result<Bytes, ApiError> {
    let mut body = BytesMut::new();
    let mut seen = 0;
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| unreadable(&error))?;
        seen += chunk.len();
        if seen <= MOST {
            body.extend_from_slice(&chunk);
        } else if seen > MOST_DISCARDED {
            break;
        }
    }
    if seen > MOST {
        return Err(ApiError::new(
            ProblemKind::TooLarge,
            format!("at most {MOST} bytes are accepted here"),
        ));
    }
    Ok(body.freeze())
}

fn unreadable(error: &PayloadError) -> ApiError {
    let detail = match error {
        PayloadError::Incomplete(_) => "the body ends before it is complete",
        PayloadError::EncodingCorrupted | PayloadError::Io(_) => "the body cannot be decompressed",
        _ => "the body cannot be read",
    };
    ApiError::new(ProblemKind::Malformed, detail)
}

/// Reads JSON. An error tells the place but nothing of what stands there.
fn parse(body: &[u8]) -> Result<Value, ApiError> {
    serde_json::from_slice(body).map_err(|error| {
        let detail = if body.is_empty() {
            "a JSON body is wanted".to_owned()
        } else if std::str::from_utf8(body).is_err() {
            "the body is not UTF-8".to_owned()
        } else {
            let (line, column) = (error.line(), error.column());
            format!("the body is not JSON: error in line {line}, column {column}")
        };
        ApiError::new(ProblemKind::Malformed, detail)
    })
}
