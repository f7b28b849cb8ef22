//! Headers that make a request conditional: entity tags and idempotency keys.

use super::answer::ApiError;
use crate::service::once::OnceKey;
use crate::wire::problem::ProblemKind;
use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderName};
use actix_web::{FromRequest, HttpRequest};
use std::future::{Ready, ready};

/// A version that no record has: an entity tag that is not ours matches nothing.
const NO_VERSION: i64 = -1;

/// The entity tag of a version.
pub(super) fn entity_tag(version: i64) -> String {
    format!("\"{version}\"")
}

/// What the caller knows of a record and which key the request has.
pub(super) struct Conditions {
    /// Version the record must have, from `If-Match`.
    pub(super) expected_version: Option<i64>,
    /// Entity tags the caller has, from `If-None-Match`.
    known: String,
    /// Key under which the request is carried out once, from `Idempotency-Key`.
    pub(super) once: Option<OnceKey>,
}

impl Conditions {
    /// Whether the caller has this version already.
    pub(super) fn knows(&self, version: i64) -> bool {
        let tag = entity_tag(version);
        let mut known = self.known.split(',').map(str::trim);
        known.any(|known| known == "*" || known.trim_start_matches("W/") == tag)
    }
}

impl FromRequest for Conditions {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(conditions(request))
    }
}

fn conditions(request: &HttpRequest) -> Result<Conditions, ApiError> {
    let text = |name: HeaderName| {
        let value = request.headers().get(name)?;
        Some(value.to_str().unwrap_or_default())
    };
    let expected_version = match text(header::IF_MATCH) {
        None | Some("*") => None,
        Some(tag) => Some(version_of(tag).unwrap_or(NO_VERSION)),
    };
    let once = match text(HeaderName::from_static("idempotency-key")) {
        None => None,
        Some(key) => Some(OnceKey::parse(key).ok_or_else(|| {
            ApiError::new(
                ProblemKind::Malformed,
                "an Idempotency-Key is 1 to 128 printable ASCII characters without spaces",
            )
        })?),
    };
    Ok(Conditions {
        expected_version,
        known: text(header::IF_NONE_MATCH).unwrap_or_default().to_owned(),
        once,
    })
}

fn version_of(tag: &str) -> Option<i64> {
    let digits = tag.trim().strip_prefix('"')?.strip_suffix('"')?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn of(name: &'static str, value: &str) -> Result<Conditions, ApiError> {
        conditions(
            &TestRequest::default()
                .insert_header((name, value))
                .to_http_request(),
        )
    }

    #[test]
    fn tags_of_others_match_no_version() {
        let expected = |value| of("if-match", value).expect("readable").expected_version;
        assert_eq!(expected("\"3\""), Some(3));
        assert_eq!(expected("*"), None);
        for other in ["3", "W/\"3\"", "\"-3\"", "\"abc\"", ""] {
            assert_eq!(expected(other), Some(NO_VERSION), "{other}");
        }
        let known = of("if-none-match", "\"1\", W/\"2\"").expect("readable");
        assert!(known.knows(1) && known.knows(2) && !known.knows(3));
    }

    #[test]
    fn a_key_with_spaces_is_refused() {
        assert!(of("idempotency-key", "a b").is_err());
        assert!(of("idempotency-key", "a-b").is_ok());
    }
}
