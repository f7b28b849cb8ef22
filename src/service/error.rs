//! Why a use case could not be carried out.

use crate::ports::StoreError;
use crate::ports::text_index::TextIndexError;
use crate::wire::field_error::FieldError;
use crate::wire::problem::{Problem, ProblemKind};

/// Why a use case could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// What was sent is not accepted; every error names its field.
    #[error("{} fields are not accepted", .0.len())]
    Invalid(Vec<FieldError>),
    /// What was sent cannot be read at all.
    #[error("{0}")]
    Malformed(String),
    /// No such record within the organisation.
    #[error("{0}")]
    NotFound(String),
    /// The request collides with what is kept.
    #[error("{0}")]
    Conflict(String),
    /// The record has another version than the caller expects.
    #[error("the record has version {current} now")]
    Stale {
        /// Version kept.
        current: i64,
    },
    /// Too much work at once; the caller may try again.
    #[error("too much work at once, try again")]
    Busy,
    /// A write was kept, but is not searchable within the time the caller would wait.
    #[error("{0}")]
    NotYetVisible(String),
    /// A list was made, but its record is not durable within the time the caller would wait.
    #[error("the list was made, but its record was not durable in time; ask again")]
    NotYetDurable,
    /// What was kept here is erased.
    #[error("{0}")]
    Gone(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The text index failed.
    #[error(transparent)]
    TextIndex(#[from] TextIndexError),
    /// A fault of the service itself.
    #[error("{0}")]
    Internal(String),
}

impl ServiceError {
    /// The kind of problem this is for the caller.
    pub const fn kind(&self) -> ProblemKind {
        match self {
            Self::Invalid(_)
            | Self::TextIndex(TextIndexError::InvalidCursor | TextIndexError::InvalidOccupationPrefix(_)) => {
                ProblemKind::Invalid
            }
            Self::Malformed(_) => ProblemKind::Malformed,
            Self::NotFound(_) => ProblemKind::NotFound,
            Self::Conflict(_) => ProblemKind::Conflict,
            Self::Gone(_) => ProblemKind::Gone,
            Self::Stale { .. } => ProblemKind::StaleEntity,
            Self::Busy
            | Self::NotYetVisible(_)
            | Self::NotYetDurable
            | Self::Store(StoreError::Busy(_) | StoreError::Unavailable(_))
            | Self::TextIndex(TextIndexError::Unavailable(_)) => ProblemKind::Unavailable,
            Self::Store(_) | Self::Internal(_) => ProblemKind::Internal,
        }
    }

    /// The problem as the caller reads it. Faults of the service itself are not described.
    pub fn into_problem(self) -> Problem {
        match (self.kind(), self) {
            (_, Self::Invalid(errors)) => Problem::invalid(errors),
            (kind @ ProblemKind::Internal, _) => Problem::of_kind(kind),
            (kind, error) => Problem::new(kind, error.to_string()),
        }
    }
}
