//! The change log: everything that follows the records reads it from where it stopped.

use super::records::StoreError;
use crate::domain::ids::{JobseekerId, OrganisationId, VacancyId};
use crate::domain::record::{ChangeOperation, JobseekerRecord, RecordKind, VacancyRecord};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use tokio::sync::watch;
use uuid::Uuid;

/// One row of the change log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Place in the log, from 1, in the order in which transactions were committed: a reader that
    /// has seen `n` has seen everything below. Numbers may be missing where a jobseeker was erased.
    pub seq: i64,
    /// Owner of the record.
    pub organisation: OrganisationId,
    /// Kind of the record.
    pub kind: RecordKind,
    /// The record's id without its prefix.
    pub id: Uuid,
    /// What happened.
    pub operation: ChangeOperation,
    /// Whether followers could see the record before: a vacancy that was open, a jobseeker that
    /// existed. A follower that never saw a record needs no tombstone for it.
    pub visible_before: bool,
    /// When it happened.
    pub at: Timestamp,
}

/// How many records are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RecordCounts {
    /// Vacancies in any status.
    pub vacancies: u64,
    /// Jobseekers.
    pub jobseekers: u64,
}

/// What followers of the records read; across all organisations.
pub trait ChangeLog: Send + Sync {
    /// The last committed `seq`, 0 while nothing was ever written.
    fn last_seq(&self) -> BoxFuture<'_, Result<i64, StoreError>>;

    /// Up to `limit` changes above `seq`, in rising order.
    fn changes_after(&self, seq: i64, limit: usize) -> BoxFuture<'_, Result<Vec<Change>, StoreError>>;

    /// The vacancies with these ids, in rising order of id; ids that are not kept are left out.
    fn vacancies_by_ids(&self, ids: &[VacancyId]) -> BoxFuture<'_, Result<Vec<VacancyRecord>, StoreError>>;

    /// The jobseekers with these ids, in rising order of id; ids that are not kept are left out.
    fn jobseekers_by_ids(
        &self,
        ids: &[JobseekerId],
    ) -> BoxFuture<'_, Result<Vec<JobseekerRecord>, StoreError>>;

    /// Up to `limit` vacancies with ids above `after`, in rising order of id.
    fn scan_vacancies(
        &self,
        after: Option<VacancyId>,
        limit: usize,
    ) -> BoxFuture<'_, Result<Vec<VacancyRecord>, StoreError>>;

    /// Up to `limit` jobseekers with ids above `after`, in rising order of id.
    fn scan_jobseekers(
        &self,
        after: Option<JobseekerId>,
        limit: usize,
    ) -> BoxFuture<'_, Result<Vec<JobseekerRecord>, StoreError>>;

    /// How many records are kept.
    fn counts(&self) -> BoxFuture<'_, Result<RecordCounts, StoreError>>;

    /// The last `seq` this process knows to be committed. A follower waits on it to wake at once,
    /// and still asks [`ChangeLog::last_seq`] now and then, because another process may write too.
    fn subscribe(&self) -> watch::Receiver<i64>;
}
