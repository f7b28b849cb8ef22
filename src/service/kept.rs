//! What a write is answered with, and how outcomes of the store become answers.

use super::error::ServiceError;
use crate::ports::{Answer, DeleteOutcome, WriteOutcome};
use crate::wire::field_error::FieldError;
use serde::Deserialize;
use serde::Serialize;
use utoipa::ToSchema;

/// The answer to a write of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The record was made by this write.
    pub created: bool,
    /// The record's id.
    pub id: String,
    /// The record's version.
    pub version: i64,
    /// The record as JSON.
    pub body: String,
}

/// A record as it is answered to its write.
#[derive(Debug, Serialize, ToSchema)]
pub struct Accepted<R> {
    /// The record.
    #[serde(flatten)]
    pub record: R,
    /// What was changed or left out on the way; absent when nothing was. Not read when sent back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<FieldError>,
}

/// HTTP status of a write that made a record.
pub(super) const CREATED: u16 = 201;

impl Kept {
    /// The answer that was given to the same request before.
    pub(super) fn replayed(answer: Answer) -> Result<Self, ServiceError> {
        #[derive(Deserialize)]
        struct Identity {
            id: String,
            version: i64,
        }
        let identity: Identity = serde_json::from_str(&answer.body)
            .map_err(|error| ServiceError::Internal(format!("a remembered answer is unreadable: {error}")))?;
        Ok(Self {
            created: answer.status == CREATED,
            id: identity.id,
            version: identity.version,
            body: answer.body,
        })
    }
}

/// A record as JSON.
pub(super) fn json<R: Serialize>(record: R, warnings: Vec<FieldError>) -> Result<String, ServiceError> {
    serde_json::to_string(&Accepted { record, warnings })
        .map_err(|error| ServiceError::Internal(format!("a record cannot be written as JSON: {error}")))
}

/// What a write that was accepted did.
#[derive(Debug, Clone, Copy)]
pub(super) struct Done<Id> {
    pub(super) id: Id,
    pub(super) created: bool,
    pub(super) seq: Option<i64>,
}

/// What a write did, or why it was refused. `name` is what the record is called.
pub(super) fn done<Id: std::fmt::Display>(
    outcome: WriteOutcome<Id>,
    name: &str,
) -> Result<Done<Id>, ServiceError> {
    match outcome {
        WriteOutcome::Created { id, seq, .. } => Ok(Done {
            id,
            created: true,
            seq: Some(seq),
        }),
        WriteOutcome::Updated { id, seq, .. } => Ok(Done {
            id,
            created: false,
            seq: Some(seq),
        }),
        WriteOutcome::Unchanged { id, .. } => Ok(Done {
            id,
            created: false,
            seq: None,
        }),
        WriteOutcome::NotFound => Err(not_found(name)),
        WriteOutcome::VersionConflict { current, .. } => Err(ServiceError::Stale { current }),
        WriteOutcome::SourceTaken { id } => Err(ServiceError::Conflict(format!(
            "{id} has this source and external id already; write to it by its source"
        ))),
    }
}

/// The `seq` of a deletion, or why it was refused.
pub(super) fn deleted(outcome: DeleteOutcome, name: &str) -> Result<i64, ServiceError> {
    match outcome {
        DeleteOutcome::Deleted { seq } => Ok(seq),
        DeleteOutcome::NotFound => Err(not_found(name)),
        DeleteOutcome::VersionConflict { current } => Err(ServiceError::Stale { current }),
    }
}

pub(super) fn not_found(name: &str) -> ServiceError {
    ServiceError::NotFound(format!("no {name} is kept here"))
}

/// The one outcome of a call with one write.
pub(super) fn only<T>(outcomes: Vec<T>) -> Result<T, ServiceError> {
    outcomes
        .into_iter()
        .next()
        .ok_or_else(|| ServiceError::Internal("the store gave no outcome".to_owned()))
}
