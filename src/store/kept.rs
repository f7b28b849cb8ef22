//! The two kinds of record, and how each becomes a body and is read back.

use super::batch::Prepared;
use super::failure::unreadable;
use super::rows::StoredRow;
use crate::domain::ids::{JobseekerId, SourceKey, VacancyId};
use crate::domain::jobseeker::Jobseeker;
use crate::domain::lists::VacancyStatus;
use crate::domain::record::{JobseekerRecord, RecordKind, VacancyRecord};
use crate::domain::vacancy::Vacancy;
use crate::ports::{JobseekerWrite, StoreError, VacancyWrite, WriteAddress};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A kind of record in its table.
pub trait Kept: Send + Sync + 'static {
    /// Typed id.
    type Id: Copy + Send + 'static;
    /// What a caller asks to keep.
    type Write: Send + 'static;
    /// What a caller gets back.
    type Record: Send + 'static;
    /// Its table.
    const TABLE: &'static str;
    /// Its name in the change log.
    const KIND: RecordKind;

    /// The typed id over this UUID.
    fn id(uuid: Uuid) -> Self::Id;
    /// A fresh id.
    fn new_id() -> Uuid;
    /// Makes the body of a write.
    fn prepare(write: Self::Write) -> Result<Prepared, StoreError>;
    /// Reads a row.
    fn read(row: StoredRow) -> Result<Self::Record, StoreError>;
}

/// Vacancies.
pub enum Vacancies {}

/// Jobseekers.
pub enum Jobseekers {}

/// A jobseeker's body: the profile and the hash beside it.
#[derive(Serialize, Deserialize)]
struct JobseekerBody<Profile> {
    reference_hash: Option<String>,
    profile: Profile,
}

impl Kept for Vacancies {
    type Id = VacancyId;
    type Write = VacancyWrite;
    type Record = VacancyRecord;
    const TABLE: &'static str = "vacancies";
    const KIND: RecordKind = RecordKind::Vacancy;

    fn id(uuid: Uuid) -> VacancyId {
        VacancyId::from_uuid(uuid)
    }

    fn new_id() -> Uuid {
        VacancyId::generate().uuid()
    }

    fn prepare(mut write: VacancyWrite) -> Result<Prepared, StoreError> {
        if let WriteAddress::BySource(key) = &write.address {
            write.vacancy.source_key = Some(key.clone());
        }
        Ok(Prepared {
            visible: write.vacancy.status == VacancyStatus::Open,
            body: body_of(&write.vacancy)?,
            source: write.vacancy.source_key,
            address: untyped(write.address, VacancyId::uuid),
            expected_version: write.expected_version,
        })
    }

    fn read(row: StoredRow) -> Result<VacancyRecord, StoreError> {
        let id = VacancyId::from_uuid(row.id);
        let vacancy: Vacancy = parsed(&row.body, &id)?;
        Ok(VacancyRecord {
            id,
            organisation: row.organisation,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
            vacancy,
        })
    }
}

impl Kept for Jobseekers {
    type Id = JobseekerId;
    type Write = JobseekerWrite;
    type Record = JobseekerRecord;
    const TABLE: &'static str = "jobseekers";
    const KIND: RecordKind = RecordKind::Jobseeker;

    fn id(uuid: Uuid) -> JobseekerId {
        JobseekerId::from_uuid(uuid)
    }

    fn new_id() -> Uuid {
        JobseekerId::generate().uuid()
    }

    fn prepare(write: JobseekerWrite) -> Result<Prepared, StoreError> {
        let source: Option<SourceKey> = match &write.address {
            WriteAddress::BySource(key) => Some(key.clone()),
            WriteAddress::New | WriteAddress::ById(_) => write.source_key,
        };
        Ok(Prepared {
            visible: true,
            body: body_of(&JobseekerBody {
                reference_hash: write.reference_hash,
                profile: &write.jobseeker,
            })?,
            source,
            address: untyped(write.address, JobseekerId::uuid),
            expected_version: write.expected_version,
        })
    }

    fn read(row: StoredRow) -> Result<JobseekerRecord, StoreError> {
        let id = JobseekerId::from_uuid(row.id);
        let body: JobseekerBody<Jobseeker> = parsed(&row.body, &id)?;
        Ok(JobseekerRecord {
            id,
            organisation: row.organisation,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
            reference_hash: body.reference_hash,
            jobseeker: body.profile,
        })
    }
}

/// The fields of a record stand in the order of its type, so equal records have equal bodies.
pub(super) fn body_of<T: Serialize>(record: &T) -> Result<String, StoreError> {
    serde_json::to_string(record).map_err(|error| unreadable("a record that has no JSON", Some(error.into())))
}

pub(super) fn parsed<'a, T: Deserialize<'a>>(
    body: &'a str,
    id: &dyn std::fmt::Display,
) -> Result<T, StoreError> {
    serde_json::from_str(body).map_err(|error| unreadable(id, Some(error.into())))
}

fn untyped<Id>(address: WriteAddress<Id>, uuid: impl FnOnce(Id) -> Uuid) -> WriteAddress<Uuid> {
    match address {
        WriteAddress::New => WriteAddress::New,
        WriteAddress::ById(id) => WriteAddress::ById(uuid(id)),
        WriteAddress::BySource(key) => WriteAddress::BySource(key),
    }
}
