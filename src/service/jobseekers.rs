//! Keeping jobseeker profiles. Nothing of a profile is echoed in an error or logged.

use super::error::ServiceError;
use super::kept::{CREATED, Kept, deleted, done, json, not_found, only};
use super::once::{HashKey, OnceKey};
use super::vacancies::{Page, WriteTerms, forget_warnings, other_body, set_source};
use super::visibility::Visibility;
use crate::domain::ids::{JobseekerId, OrganisationId, SourceKey};
use crate::domain::language::Language;
use crate::domain::record::JobseekerRecord;
use crate::ports::records::AnswerOf;
use crate::ports::{Answer, JobseekerWrite, OnceOutcome, OnceRequest, Records, WriteAddress, WriteOutcome};
use crate::wire::coded::Labeller;
use crate::wire::field_error::FieldError;
use crate::wire::jobseeker_in::{ReadJobseeker, read_jobseeker};
use crate::wire::jobseeker_out::JobseekerOut;
use crate::wire::vocabulary::Vocabulary;
use jiff::Timestamp;
use serde_json::Value;
use std::sync::Arc;

const NAME: &str = "jobseeker";

/// The use cases of jobseekers.
#[derive(Clone)]
pub struct JobseekerService {
    records: Arc<dyn Records>,
    vocabulary: Arc<dyn Vocabulary>,
    visibility: Visibility,
    hash_key: HashKey,
}

impl JobseekerService {
    /// The use cases over these ports.
    pub fn new(
        records: Arc<dyn Records>,
        vocabulary: Arc<dyn Vocabulary>,
        visibility: Visibility,
        hash_key: HashKey,
    ) -> Self {
        Self {
            records,
            vocabulary,
            visibility,
            hash_key,
        }
    }

    /// Keeps a new jobseeker.
    pub async fn create(
        &self,
        organisation: &OrganisationId,
        body: Value,
        once: Option<OnceKey>,
        terms: WriteTerms,
    ) -> Result<Kept, ServiceError> {
        let body_hash = once.as_ref().map(|_| self.body_hash(&body));
        let (write, warnings) = self.read(body, WriteAddress::New, None)?;
        let (Some(key), Some(body_hash)) = (once, body_hash) else {
            return self.write(organisation, write, warnings, terms).await;
        };
        let request = OnceRequest {
            key: key.into_text(),
            body_hash,
            answer: self.answer(organisation, &write, &warnings, terms.language),
        };
        let outcome = self
            .records
            .put_jobseeker_once(organisation, write, request)
            .await?;
        match outcome {
            OnceOutcome::Written(outcome) => self.written(organisation, outcome, warnings, terms).await,
            OnceOutcome::Answered(answer) => {
                self.visibility.settle(terms.refresh, None).await?;
                Kept::replayed(answer)
            }
            OnceOutcome::OtherBody => Err(other_body()),
        }
    }

    /// Replaces a jobseeker.
    pub async fn replace(
        &self,
        organisation: &OrganisationId,
        id: &str,
        body: Value,
        terms: WriteTerms,
    ) -> Result<Kept, ServiceError> {
        let id = parse_id(id)?;
        let address = WriteAddress::ById(id);
        let (write, warnings) = self.read(body, address, terms.expected_version)?;
        self.write(organisation, write, warnings, terms).await
    }

    /// Keeps the jobseeker with this address in the sending system, new or not.
    pub async fn put_by_source(
        &self,
        organisation: &OrganisationId,
        key: SourceKey,
        mut body: Value,
        terms: WriteTerms,
    ) -> Result<Kept, ServiceError> {
        let key = set_source(&mut body, key)?;
        let address = WriteAddress::BySource(key);
        let (write, warnings) = self.read(body, address, terms.expected_version)?;
        self.write(organisation, write, warnings, terms).await
    }

    /// The jobseeker with this id.
    pub async fn get(
        &self,
        organisation: &OrganisationId,
        id: &str,
        language: Language,
    ) -> Result<JobseekerOut, ServiceError> {
        let found = self.records.jobseeker(organisation, parse_id(id)?).await?;
        found
            .map(|record| self.out(&record, language))
            .ok_or_else(|| not_found(NAME))
    }

    /// The jobseeker with this address in the sending system.
    pub async fn get_by_source(
        &self,
        organisation: &OrganisationId,
        key: &SourceKey,
        language: Language,
    ) -> Result<JobseekerOut, ServiceError> {
        let found = self.records.jobseeker_by_source(organisation, key).await?;
        found
            .map(|record| self.out(&record, language))
            .ok_or_else(|| not_found(NAME))
    }

    /// Erases a jobseeker: the profile, its remembered answers and its traces in the change log.
    pub async fn delete(
        &self,
        organisation: &OrganisationId,
        id: &str,
        terms: WriteTerms,
    ) -> Result<(), ServiceError> {
        let id = parse_id(id)?;
        let outcome = self
            .records
            .erase_jobseeker(organisation, id, terms.expected_version)
            .await?;
        let seq = deleted(outcome, NAME)?;
        self.visibility.settle(terms.refresh, Some(seq)).await
    }

    /// Erases the jobseeker with this address in the sending system.
    pub async fn delete_by_source(
        &self,
        organisation: &OrganisationId,
        key: &SourceKey,
        terms: WriteTerms,
    ) -> Result<(), ServiceError> {
        let found = self.records.jobseeker_by_source(organisation, key).await?;
        let id = found.ok_or_else(|| not_found(NAME))?.id;
        self.delete(organisation, &id.to_string(), terms).await
    }

    /// Up to `limit` jobseekers after the one with the id `after`, in the order of their random ids.
    pub async fn page(
        &self,
        organisation: &OrganisationId,
        after: Option<JobseekerId>,
        limit: usize,
        language: Language,
    ) -> Result<Page<JobseekerOut, JobseekerId>, ServiceError> {
        let mut records = self
            .records
            .jobseekers_page(organisation, after, limit + 1)
            .await?;
        let more = records.len() > limit;
        records.truncate(limit);
        Ok(Page {
            next: records.last().filter(|_| more).map(|record| record.id),
            records: records.iter().map(|record| self.out(record, language)).collect(),
        })
    }

    /// What is to be written, with what its sender should know.
    fn read(
        &self,
        mut body: Value,
        address: WriteAddress<JobseekerId>,
        expected_version: Option<i64>,
    ) -> Result<(JobseekerWrite, Vec<FieldError>), ServiceError> {
        forget_warnings(&mut body);
        let read: ReadJobseeker =
            read_jobseeker(&body, self.vocabulary.as_ref()).map_err(ServiceError::Invalid)?;
        let reference = read.reference.as_deref();
        let write = JobseekerWrite {
            address,
            jobseeker: read.jobseeker,
            source_key: read.source_key,
            reference_hash: reference
                .map(|reference| self.hash_key.hash(&[b"reference", reference.as_bytes()])),
            expected_version,
        };
        Ok((write, read.warnings))
    }

    fn out(&self, record: &JobseekerRecord, language: Language) -> JobseekerOut {
        let vocabulary = self.vocabulary.as_ref();
        JobseekerOut::new(record, Labeller { vocabulary, language })
    }

    async fn write(
        &self,
        organisation: &OrganisationId,
        write: JobseekerWrite,
        warnings: Vec<FieldError>,
        terms: WriteTerms,
    ) -> Result<Kept, ServiceError> {
        let outcomes = self.records.put_jobseekers(organisation, vec![write]).await?;
        self.written(organisation, only(outcomes)?, warnings, terms).await
    }

    async fn written(
        &self,
        organisation: &OrganisationId,
        outcome: WriteOutcome<JobseekerId>,
        warnings: Vec<FieldError>,
        terms: WriteTerms,
    ) -> Result<Kept, ServiceError> {
        let done = done(outcome, NAME)?;
        self.visibility.settle(terms.refresh, done.seq).await?;
        let record = self.records.jobseeker(organisation, done.id).await?;
        let record = record.ok_or_else(|| not_found(NAME))?;
        Ok(Kept {
            created: done.created,
            id: done.id.to_string(),
            version: record.version,
            body: json(self.out(&record, terms.language), warnings)?,
        })
    }

    /// Makes the answer to a request while it is being carried out.
    fn answer(
        &self,
        organisation: &OrganisationId,
        write: &JobseekerWrite,
        warnings: &[FieldError],
        language: Language,
    ) -> AnswerOf<JobseekerId> {
        let (service, organisation) = (self.clone(), organisation.clone());
        let (jobseeker, warnings) = (write.jobseeker.clone(), warnings.to_vec());
        let reference_hash = write.reference_hash.clone();
        Box::new(move |outcome: &WriteOutcome<JobseekerId>, at: Timestamp| {
            let &WriteOutcome::Created { id, version, .. } = outcome else {
                return None;
            };
            let record = JobseekerRecord {
                id,
                organisation,
                version,
                created_at: at,
                updated_at: at,
                reference_hash,
                jobseeker,
            };
            let body = json(service.out(&record, language), warnings).ok()?;
            Some(Answer {
                status: CREATED,
                body,
            })
        })
    }

    fn body_hash(&self, body: &Value) -> String {
        self.hash_key.hash(&[b"jobseeker", body.to_string().as_bytes()])
    }
}

/// Reads an id; one that is not written as ours cannot be kept here.
fn parse_id(id: &str) -> Result<JobseekerId, ServiceError> {
    JobseekerId::parse(id).ok_or_else(|| not_found(NAME))
}
