//! Keeping jobseeker profiles. Nothing of a profile is echoed in an error or logged.

use super::keeping::Keeping;
use super::keeping::kind::{Asked, FromStore, Making, Reading, RecordKind, Target};
use crate::domain::ids::{JobseekerId, OrganisationId, SourceKey};
use crate::domain::record::JobseekerRecord;
use crate::ports::{DeleteOutcome, JobseekerWrite, OnceOutcome, OnceRequest, Records, WriteOutcome};
use crate::wire::coded::Labeller;
use crate::wire::field_error::FieldError;
use crate::wire::jobseeker_in::read_jobseeker;
use crate::wire::jobseeker_out::JobseekerOut;
use serde_json::Value;

/// The use cases of jobseekers; pages are in the order of their random ids.
pub type JobseekerService = Keeping<Jobseekers>;

/// The kind of record that a jobseeker is.
#[derive(Debug, Clone, Copy)]
pub struct Jobseekers;

impl RecordKind for Jobseekers {
    const NAME: &'static str = "jobseeker";
    type Id = JobseekerId;
    type Record = JobseekerRecord;
    type Write = JobseekerWrite;
    type Out = JobseekerOut;

    fn parse_id(text: &str) -> Option<JobseekerId> {
        JobseekerId::parse(text)
    }

    fn id(record: &JobseekerRecord) -> JobseekerId {
        record.id
    }

    fn version(record: &JobseekerRecord) -> i64 {
        record.version
    }

    fn read(
        body: &Value,
        target: Target<JobseekerId>,
        with: Reading<'_>,
    ) -> Result<Asked<JobseekerWrite>, Vec<FieldError>> {
        let read = read_jobseeker(body, with.vocabulary)?;
        let reference = read.reference.as_deref();
        let write = JobseekerWrite {
            address: target.address,
            jobseeker: read.jobseeker,
            source_key: read.source_key,
            reference_hash: reference
                .map(|reference| with.hash_key.hash(&[b"reference", reference.as_bytes()])),
            expected_version: target.expected_version,
        };
        Ok(Asked {
            write,
            warnings: read.warnings,
        })
    }

    fn made(write: JobseekerWrite, making: Making<JobseekerId>) -> JobseekerRecord {
        JobseekerRecord {
            id: making.id,
            organisation: making.organisation,
            version: making.version,
            created_at: making.at,
            updated_at: making.at,
            reference_hash: write.reference_hash,
            jobseeker: write.jobseeker,
        }
    }

    fn out(record: &JobseekerRecord, labeller: Labeller<'_>) -> JobseekerOut {
        JobseekerOut::new(record, labeller)
    }

    fn put<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        write: JobseekerWrite,
    ) -> FromStore<'a, Vec<WriteOutcome<JobseekerId>>> {
        records.put_jobseekers(organisation, vec![write])
    }

    fn put_once<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        write: JobseekerWrite,
        request: OnceRequest<JobseekerId>,
    ) -> FromStore<'a, OnceOutcome<JobseekerId>> {
        records.put_jobseeker_once(organisation, write, request)
    }

    fn find<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        id: JobseekerId,
    ) -> FromStore<'a, Option<JobseekerRecord>> {
        records.jobseeker(organisation, id)
    }

    fn find_by_source<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        key: &SourceKey,
    ) -> FromStore<'a, Option<JobseekerRecord>> {
        records.jobseeker_by_source(organisation, key)
    }

    fn page<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        after: Option<JobseekerId>,
        limit: usize,
    ) -> FromStore<'a, Vec<JobseekerRecord>> {
        records.jobseekers_page(organisation, after, limit)
    }

    fn remove<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        id: JobseekerId,
        expected_version: Option<i64>,
    ) -> FromStore<'a, DeleteOutcome> {
        records.erase_jobseeker(organisation, id, expected_version)
    }
}
