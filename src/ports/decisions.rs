//! Keeping what people decided about items of match lists.

use super::records::{Answer, StoreError};
use crate::domain::decision::Decision;
use crate::domain::ids::{DecisionId, JobseekerId, MatchId, OrganisationId};
use futures_util::future::BoxFuture;

/// A request that is carried out once, with the answer that is remembered for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionOnce {
    /// The caller's key, unique within the organisation for 24 hours.
    pub key: String,
    /// Hash of the request's body.
    pub body_hash: String,
    /// The answer.
    pub answer: Answer,
}

/// What became of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecisionOutcome {
    /// It is kept.
    Kept,
    /// The same request was answered before.
    Answered(Answer),
    /// The key was used before with another body.
    OtherBody,
    /// Its jobseeker was erased meanwhile; nothing is kept.
    JobseekerErased,
}

/// Whose decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionsOf {
    /// Those about a list.
    Match(MatchId),
    /// Those about a jobseeker's lists.
    Jobseeker(JobseekerId),
}

/// Where a page of decisions begins and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecisionPage {
    /// Only decisions after this one.
    pub after: Option<DecisionId>,
    /// Most decisions.
    pub limit: usize,
}

/// Keeps decisions. They go with their jobseeker when it is erased.
pub trait Decisions: Send + Sync {
    /// Keeps a decision, once when asked to.
    fn decide(
        &self,
        decision: Decision,
        once: Option<DecisionOnce>,
    ) -> BoxFuture<'_, Result<DecisionOutcome, StoreError>>;

    /// An organisation's decisions, oldest first.
    fn decisions(
        &self,
        organisation: &OrganisationId,
        of: DecisionsOf,
        page: DecisionPage,
    ) -> BoxFuture<'_, Result<Vec<Decision>, StoreError>>;

    /// Up to `limit` decisions of all organisations that change later lists, after one, oldest first.
    fn standing_decisions(
        &self,
        after: Option<DecisionId>,
        limit: usize,
    ) -> BoxFuture<'_, Result<Vec<Decision>, StoreError>>;
}
