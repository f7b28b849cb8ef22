//! What an error looks like on the wire: problem details (RFC 9457) with the errors of each field.

use super::field_error::FieldError;
use serde::Serialize;

crate::closed_list! {
    /// Kind of problem; its code is the name of the page that explains it.
    ProblemKind {
        Malformed = "malformed",
        Unauthorised = "unauthorised",
        Forbidden = "forbidden",
        NotFound = "not-found",
        MethodNotAllowed = "method-not-allowed",
        Conflict = "conflict",
        Gone = "gone",
        StaleEntity = "stale-entity",
        TooLarge = "too-large",
        UnsupportedMediaType = "unsupported-media-type",
        Invalid = "invalid",
        TooManyRequests = "too-many-requests",
        Unavailable = "unavailable",
        Internal = "internal",
    }
}

impl ProblemKind {
    /// The HTTP status that goes with the kind.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Unauthorised => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Conflict => 409,
            Self::Gone => 410,
            Self::StaleEntity => 412,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::Invalid => 422,
            Self::TooManyRequests => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }

    /// One line that is the same for every problem of the kind.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Malformed => "The request cannot be read",
            Self::Unauthorised => "A key is needed",
            Self::Forbidden => "The key does not reach this far",
            Self::NotFound => "Nothing is kept here",
            Self::MethodNotAllowed => "The method is not offered here",
            Self::Gone => "What was kept here is erased",
            Self::Conflict => "The request collides with what is kept",
            Self::StaleEntity => "The record has changed meanwhile",
            Self::TooLarge => "The request is too large",
            Self::UnsupportedMediaType => "The content type is not accepted here",
            Self::Invalid => "The content is not accepted",
            Self::TooManyRequests => "Too many requests",
            Self::Unavailable => "The service cannot answer now",
            Self::Internal => "The service failed",
        }
    }

    /// Name of the page under `/problems/`.
    pub const fn slug(self) -> &'static str {
        self.code()
    }
}

/// A problem as it is answered, `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// The page that explains the kind of problem.
    #[serde(rename = "type")]
    pub kind_page: String,
    /// One line that is the same for every problem of the kind.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

/// Media type of a problem.
pub const PROBLEM_MEDIA_TYPE: &str = "application/problem+json";

impl Problem {
    /// A problem about which the kind says everything.
    pub fn of_kind(kind: ProblemKind) -> Self {
        Self {
            kind_page: format!("/problems/{}", kind.slug()),
            title: kind.title(),
            status: kind.status(),
            detail: None,
            errors: Vec::new(),
        }
    }

    /// A problem with what happened this time.
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..Self::of_kind(kind)
        }
    }

    /// A body that was understood but is not accepted.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let detail = match errors.len() {
            1 => "one field is not accepted".to_owned(),
            count => format!("{count} fields are not accepted"),
        };
        Self {
            errors,
            ..Self::new(ProblemKind::Invalid, detail)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_page() {
        let pages = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi/problems");
        for kind in ProblemKind::ALL {
            let page = std::fs::read_to_string(pages.join(format!("{kind}.md"))).expect("a page");
            assert!(page.starts_with(&format!("# {}\n", kind.title())), "{kind}");
            assert!(page.contains(&kind.status().to_string()), "{kind}");
        }
        let count = std::fs::read_dir(pages).expect("a folder").count();
        assert_eq!(count, ProblemKind::ALL.len());
    }
}
