//! Keeping records: vacancies, jobseekers, remembered answers and settings.

use crate::domain::ids::{JobseekerId, OrganisationId, SourceKey, VacancyId};
use crate::domain::jobseeker::Jobseeker;
use crate::domain::record::{JobseekerRecord, VacancyRecord};
use crate::domain::vacancy::Vacancy;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use std::path::PathBuf;
use uuid::Uuid;

/// What an adapter underneath reported.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Others hold the store; the same call may succeed in a moment.
    #[error("the store is busy")]
    Busy(#[source] Cause),
    /// The store cannot be reached or has refused.
    #[error("the store is not available")]
    Unavailable(#[source] Cause),
    /// What was read is not what was written.
    #[error("the store holds something unreadable: {what}")]
    Corrupt {
        /// What could not be read.
        what: String,
        /// Why.
        #[source]
        source: Option<Cause>,
    },
    /// A later release of the program has changed the tables.
    #[error(
        "the store was changed by a later release (schema {found}, this release knows {known}): \
         run that release or restore a backup"
    )]
    NewerSchema {
        /// Schema version found.
        found: i64,
        /// Latest schema version this program knows.
        known: i64,
    },
    /// The file or its directory cannot be used.
    #[error("cannot use {}", path.display())]
    Io {
        /// Which file or directory.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

/// Which record a write is meant for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteAddress<Id> {
    /// A record that must not exist yet; the store makes its id.
    New,
    /// A record that must exist.
    ById(Id),
    /// The record with this address in the sending system, made when it does not exist.
    BySource(SourceKey),
}

/// A vacancy to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct VacancyWrite {
    /// Which record.
    pub address: WriteAddress<VacancyId>,
    /// Everything it shall say. With [`WriteAddress::BySource`] its `source_key` is set to that
    /// address.
    pub vacancy: Vacancy,
    /// Version the caller has seen; another one is a conflict. Ignored with [`WriteAddress::New`].
    pub expected_version: Option<i64>,
}

/// A jobseeker profile to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct JobseekerWrite {
    /// Which record.
    pub address: WriteAddress<JobseekerId>,
    /// Everything it shall say.
    pub jobseeker: Jobseeker,
    /// Address in the sending system. With [`WriteAddress::BySource`] that address counts.
    pub source_key: Option<SourceKey>,
    /// Keyed hash of the caller's own reference.
    pub reference_hash: Option<String>,
    /// Version the caller has seen; another one is a conflict. Ignored with [`WriteAddress::New`].
    pub expected_version: Option<i64>,
}

/// What became of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteOutcome<Id> {
    /// A new record.
    Created {
        /// Its id.
        id: Id,
        /// Its version, 1.
        version: i64,
        /// Its place in the change log.
        seq: i64,
    },
    /// An existing record says something else now.
    Updated {
        /// Its id.
        id: Id,
        /// Its new version.
        version: i64,
        /// The change's place in the change log.
        seq: i64,
    },
    /// The record said the same already; the change log has no row for it.
    Unchanged {
        /// Its id.
        id: Id,
        /// Its version, as before.
        version: i64,
    },
    /// No record has this address, and the write may not make one.
    NotFound,
    /// Somebody else has changed the record meanwhile.
    VersionConflict {
        /// Its id.
        id: Id,
        /// The version it has.
        current: i64,
    },
    /// Another record of the organisation has this source and external id.
    SourceTaken {
        /// That record's id.
        id: Id,
    },
}

impl<Id: Copy> WriteOutcome<Id> {
    /// The record the write was about, when there is one.
    pub const fn id(&self) -> Option<Id> {
        match self {
            Self::Created { id, .. }
            | Self::Updated { id, .. }
            | Self::Unchanged { id, .. }
            | Self::VersionConflict { id, .. }
            | Self::SourceTaken { id } => Some(*id),
            Self::NotFound => None,
        }
    }

    /// The same outcome with another type of id.
    pub fn map<Other>(self, to: impl FnOnce(Id) -> Other) -> WriteOutcome<Other> {
        match self {
            Self::Created { id, version, seq } => WriteOutcome::Created {
                id: to(id),
                version,
                seq,
            },
            Self::Updated { id, version, seq } => WriteOutcome::Updated {
                id: to(id),
                version,
                seq,
            },
            Self::Unchanged { id, version } => WriteOutcome::Unchanged { id: to(id), version },
            Self::NotFound => WriteOutcome::NotFound,
            Self::VersionConflict { id, current } => WriteOutcome::VersionConflict { id: to(id), current },
            Self::SourceTaken { id } => WriteOutcome::SourceTaken { id: to(id) },
        }
    }
}

/// What became of a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeleteOutcome {
    /// The record is gone.
    Deleted {
        /// The tombstone's place in the change log.
        seq: i64,
    },
    /// There was no such record.
    NotFound,
    /// Somebody else has changed the record meanwhile.
    VersionConflict {
        /// The version it has.
        current: i64,
    },
}

/// An answer that was or will be given to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Body as it was sent.
    pub body: String,
}

/// An answer kept for a repeated request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Hash of the request's body.
    pub body_hash: String,
    /// The answer.
    pub answer: Answer,
    /// The one record the answer is about; the answer is forgotten when a jobseeker is erased.
    pub record: Option<Uuid>,
}

impl Remembered {
    /// The answer to a request with a body of this hash; nothing when the key was used with another body.
    pub fn answer_to(self, body_hash: &str) -> Option<Answer> {
        (self.body_hash == body_hash).then_some(self.answer)
    }
}

/// A write that must happen once however often it is sent.
pub struct OnceRequest<Id> {
    /// The caller's key, unique within the organisation for 24 hours.
    pub key: String,
    /// Hash of the request's body.
    pub body_hash: String,
    /// Makes the answer that is remembered, from the outcome and the moment of the write; `None`
    /// remembers nothing, so that the request may be tried again. Must be quick: it runs within
    /// the transaction.
    pub answer: AnswerOf<Id>,
}

/// See [`OnceRequest::answer`].
pub type AnswerOf<Id> = Box<dyn FnOnce(&WriteOutcome<Id>, Timestamp) -> Option<Answer> + Send>;

/// What became of a [`OnceRequest`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnceOutcome<Id> {
    /// The write was carried out now, or refused without being remembered.
    Written(WriteOutcome<Id>),
    /// The same request was answered before.
    Answered(Answer),
    /// The key was used before with another body.
    OtherBody,
}

/// Records, each owned by one organisation. A call that changes something is one transaction: the
/// records, their rows in the change log and what is remembered of it are durable together when
/// it returns. A call whose future is dropped is carried out or not, never half.
pub trait Records: Send + Sync {
    /// Keeps vacancies; outcomes stand in the order of the writes. A write sees the writes before
    /// it, so the same source key may occur twice and the later wins.
    fn put_vacancies(
        &self,
        organisation: &OrganisationId,
        writes: Vec<VacancyWrite>,
    ) -> BoxFuture<'_, Result<Vec<WriteOutcome<VacancyId>>, StoreError>>;

    /// Keeps one vacancy once.
    fn put_vacancy_once(
        &self,
        organisation: &OrganisationId,
        write: VacancyWrite,
        request: OnceRequest<VacancyId>,
    ) -> BoxFuture<'_, Result<OnceOutcome<VacancyId>, StoreError>>;

    /// Deletes a vacancy; a tombstone stays in the change log.
    fn delete_vacancy(
        &self,
        organisation: &OrganisationId,
        id: VacancyId,
        expected_version: Option<i64>,
    ) -> BoxFuture<'_, Result<DeleteOutcome, StoreError>>;

    /// The vacancy with this id, if the organisation has it.
    fn vacancy(
        &self,
        organisation: &OrganisationId,
        id: VacancyId,
    ) -> BoxFuture<'_, Result<Option<VacancyRecord>, StoreError>>;

    /// The vacancy with this address in the sending system.
    fn vacancy_by_source(
        &self,
        organisation: &OrganisationId,
        key: &SourceKey,
    ) -> BoxFuture<'_, Result<Option<VacancyRecord>, StoreError>>;

    /// Up to `limit` vacancies of the organisation with ids above `after`, in rising order of id.
    /// Walking on with the last id sees every vacancy that is there all the while exactly once.
    fn vacancies_page(
        &self,
        organisation: &OrganisationId,
        after: Option<VacancyId>,
        limit: usize,
    ) -> BoxFuture<'_, Result<Vec<VacancyRecord>, StoreError>>;

    /// Keeps jobseekers; as [`Records::put_vacancies`].
    fn put_jobseekers(
        &self,
        organisation: &OrganisationId,
        writes: Vec<JobseekerWrite>,
    ) -> BoxFuture<'_, Result<Vec<WriteOutcome<JobseekerId>>, StoreError>>;

    /// Keeps one jobseeker once.
    fn put_jobseeker_once(
        &self,
        organisation: &OrganisationId,
        write: JobseekerWrite,
        request: OnceRequest<JobseekerId>,
    ) -> BoxFuture<'_, Result<OnceOutcome<JobseekerId>, StoreError>>;

    /// Erases a jobseeker: the profile, the answers remembered about it and its earlier rows in the
    /// change log. A tombstone with the id alone stays there, so that followers erase it too.
    fn erase_jobseeker(
        &self,
        organisation: &OrganisationId,
        id: JobseekerId,
        expected_version: Option<i64>,
    ) -> BoxFuture<'_, Result<DeleteOutcome, StoreError>>;

    /// The jobseeker with this id, if the organisation has it.
    fn jobseeker(
        &self,
        organisation: &OrganisationId,
        id: JobseekerId,
    ) -> BoxFuture<'_, Result<Option<JobseekerRecord>, StoreError>>;

    /// The jobseeker with this address in the sending system.
    fn jobseeker_by_source(
        &self,
        organisation: &OrganisationId,
        key: &SourceKey,
    ) -> BoxFuture<'_, Result<Option<JobseekerRecord>, StoreError>>;

    /// Up to `limit` jobseekers of the organisation; as [`Records::vacancies_page`].
    fn jobseekers_page(
        &self,
        organisation: &OrganisationId,
        after: Option<JobseekerId>,
        limit: usize,
    ) -> BoxFuture<'_, Result<Vec<JobseekerRecord>, StoreError>>;

    /// Remembers an answer that belongs to no write of this trait; an answer already kept under
    /// the key stays and is returned instead.
    fn remember(
        &self,
        organisation: &OrganisationId,
        key: &str,
        remembered: Remembered,
    ) -> BoxFuture<'_, Result<Option<Remembered>, StoreError>>;

    /// The answer kept under the key within the last 24 hours.
    fn recall(
        &self,
        organisation: &OrganisationId,
        key: &str,
    ) -> BoxFuture<'_, Result<Option<Remembered>, StoreError>>;

    /// The value of a setting.
    fn setting(&self, key: &str) -> BoxFuture<'_, Result<Option<String>, StoreError>>;

    /// Sets a setting.
    fn put_setting(&self, key: &str, value: &str) -> BoxFuture<'_, Result<(), StoreError>>;

    /// Sets a setting unless it is set, and returns what it is then: of several that generate the
    /// same secret, one wins.
    fn setting_or_insert(&self, key: &str, value: &str) -> BoxFuture<'_, Result<String, StoreError>>;
}
