//! A record as it is kept: who owns it, what changed it last, what it says.

use super::ids::{JobseekerId, OrganisationId, VacancyId};
use super::jobseeker::Jobseeker;
use super::vacancy::Vacancy;
use jiff::Timestamp;

crate::closed_list! {
    /// Kind of record in the change log.
    RecordKind { Vacancy = "vacancy", Jobseeker = "jobseeker" }
}

crate::closed_list! {
    /// What a change did.
    ChangeOperation { Upsert = "upsert", Delete = "delete" }
}

/// A kept vacancy.
#[derive(Debug, Clone, PartialEq)]
pub struct VacancyRecord {
    /// Own id.
    pub id: VacancyId,
    /// Owner.
    pub organisation: OrganisationId,
    /// Raised by one with every change, from 1; the entity tag.
    pub version: i64,
    /// When it was first kept.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// What it says.
    pub vacancy: Vacancy,
}

/// A kept jobseeker profile.
#[derive(Debug, Clone, PartialEq)]
pub struct JobseekerRecord {
    /// Own id.
    pub id: JobseekerId,
    /// Owner.
    pub organisation: OrganisationId,
    /// Raised by one with every change, from 1; the entity tag.
    pub version: i64,
    /// When it was first kept.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Keyed hash of the caller's own reference, when one was given.
    pub reference_hash: Option<String>,
    /// What it says.
    pub jobseeker: Jobseeker,
}
