//! Keeping vacancies.

use super::error::ServiceError;
use super::kept::{CREATED, Kept, deleted, done, json, not_found, only};
use super::once::{HashKey, OnceKey};
use super::visibility::{Refresh, Visibility};
use crate::domain::ids::{OrganisationId, SourceKey, VacancyId};
use crate::domain::language::Language;
use crate::domain::record::VacancyRecord;
use crate::domain::vacancy::Vacancy;
use crate::ports::records::AnswerOf;
use crate::ports::{Answer, OnceOutcome, OnceRequest, Records, VacancyWrite, WriteAddress, WriteOutcome};
use crate::wire::coded::Labeller;
use crate::wire::field_error::{FieldError, FieldErrorCode};
use crate::wire::vacancy_in::{ReadVacancy, read_vacancy};
use crate::wire::vacancy_out::VacancyOut;
use crate::wire::vocabulary::Vocabulary;
use jiff::Timestamp;
use serde_json::Value;
use std::sync::Arc;

const NAME: &str = "vacancy";

/// How a write is to be carried out.
#[derive(Debug, Clone, Default)]
pub struct WriteTerms {
    /// Version the caller has seen.
    pub expected_version: Option<i64>,
    /// When the write is answered.
    pub refresh: Refresh,
    /// Language of the answer.
    pub language: Language,
}

/// One page of a walk through all records.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<R, Id> {
    /// The records.
    pub records: Vec<R>,
    /// The last record's id when there are more.
    pub next: Option<Id>,
}

/// The use cases of vacancies.
#[derive(Clone)]
pub struct VacancyService {
    records: Arc<dyn Records>,
    vocabulary: Arc<dyn Vocabulary>,
    visibility: Visibility,
    hash_key: HashKey,
}

impl VacancyService {
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

    /// Keeps a new vacancy.
    pub async fn create(
        &self,
        organisation: &OrganisationId,
        body: Value,
        once: Option<OnceKey>,
        terms: WriteTerms,
    ) -> Result<Kept, ServiceError> {
        let body_hash = once.as_ref().map(|_| self.body_hash(&body));
        let read = self.read(body)?;
        let write = VacancyWrite {
            address: WriteAddress::New,
            vacancy: read.vacancy,
            expected_version: None,
        };
        let (Some(key), Some(body_hash)) = (once, body_hash) else {
            return self.write(organisation, write, read.warnings, terms).await;
        };
        let request = OnceRequest {
            key: key.into_text(),
            body_hash,
            answer: self.answer(organisation, &write.vacancy, &read.warnings, terms.language),
        };
        let outcome = self
            .records
            .put_vacancy_once(organisation, write, request)
            .await?;
        match outcome {
            OnceOutcome::Written(outcome) => self.written(organisation, outcome, read.warnings, terms).await,
            OnceOutcome::Answered(answer) => {
                self.visibility.settle(terms.refresh, None).await?;
                Kept::replayed(answer)
            }
            OnceOutcome::OtherBody => Err(other_body()),
        }
    }

    /// Replaces a vacancy.
    pub async fn replace(
        &self,
        organisation: &OrganisationId,
        id: &str,
        body: Value,
        terms: WriteTerms,
    ) -> Result<Kept, ServiceError> {
        let id = parse_id(id)?;
        let read = self.read(body)?;
        let write = VacancyWrite {
            address: WriteAddress::ById(id),
            vacancy: read.vacancy,
            expected_version: terms.expected_version,
        };
        self.write(organisation, write, read.warnings, terms).await
    }

    /// Keeps the vacancy with this address in the sending system, new or not.
    pub async fn put_by_source(
        &self,
        organisation: &OrganisationId,
        key: SourceKey,
        mut body: Value,
        terms: WriteTerms,
    ) -> Result<Kept, ServiceError> {
        let key = set_source(&mut body, key)?;
        let read = self.read(body)?;
        let write = VacancyWrite {
            address: WriteAddress::BySource(key),
            vacancy: read.vacancy,
            expected_version: terms.expected_version,
        };
        self.write(organisation, write, read.warnings, terms).await
    }

    /// The vacancy with this id.
    pub async fn get(
        &self,
        organisation: &OrganisationId,
        id: &str,
        language: Language,
    ) -> Result<VacancyOut, ServiceError> {
        let found = self.records.vacancy(organisation, parse_id(id)?).await?;
        found
            .map(|record| self.out(&record, language))
            .ok_or_else(|| not_found(NAME))
    }

    /// The vacancy with this address in the sending system.
    pub async fn get_by_source(
        &self,
        organisation: &OrganisationId,
        key: &SourceKey,
        language: Language,
    ) -> Result<VacancyOut, ServiceError> {
        let found = self.records.vacancy_by_source(organisation, key).await?;
        found
            .map(|record| self.out(&record, language))
            .ok_or_else(|| not_found(NAME))
    }

    /// Deletes a vacancy.
    pub async fn delete(
        &self,
        organisation: &OrganisationId,
        id: &str,
        terms: WriteTerms,
    ) -> Result<(), ServiceError> {
        let id = parse_id(id)?;
        let outcome = self
            .records
            .delete_vacancy(organisation, id, terms.expected_version)
            .await?;
        let seq = deleted(outcome, NAME)?;
        self.visibility.settle(terms.refresh, Some(seq)).await
    }

    /// Deletes the vacancy with this address in the sending system.
    pub async fn delete_by_source(
        &self,
        organisation: &OrganisationId,
        key: &SourceKey,
        terms: WriteTerms,
    ) -> Result<(), ServiceError> {
        let found = self.records.vacancy_by_source(organisation, key).await?;
        let id = found.ok_or_else(|| not_found(NAME))?.id;
        self.delete(organisation, &id.to_string(), terms).await
    }

    /// Up to `limit` vacancies after the one with the id `after`, in order of creation.
    pub async fn page(
        &self,
        organisation: &OrganisationId,
        after: Option<VacancyId>,
        limit: usize,
        language: Language,
    ) -> Result<Page<VacancyOut, VacancyId>, ServiceError> {
        let mut records = self
            .records
            .vacancies_page(organisation, after, limit + 1)
            .await?;
        let more = records.len() > limit;
        records.truncate(limit);
        Ok(Page {
            next: records.last().filter(|_| more).map(|record| record.id),
            records: records.iter().map(|record| self.out(record, language)).collect(),
        })
    }

    fn read(&self, mut body: Value) -> Result<ReadVacancy, ServiceError> {
        forget_warnings(&mut body);
        read_vacancy(&body, self.vocabulary.as_ref()).map_err(ServiceError::Invalid)
    }

    fn out(&self, record: &VacancyRecord, language: Language) -> VacancyOut {
        let vocabulary = self.vocabulary.as_ref();
        VacancyOut::new(record, Labeller { vocabulary, language })
    }

    async fn write(
        &self,
        organisation: &OrganisationId,
        write: VacancyWrite,
        warnings: Vec<FieldError>,
        terms: WriteTerms,
    ) -> Result<Kept, ServiceError> {
        let outcomes = self.records.put_vacancies(organisation, vec![write]).await?;
        self.written(organisation, only(outcomes)?, warnings, terms).await
    }

    async fn written(
        &self,
        organisation: &OrganisationId,
        outcome: WriteOutcome<VacancyId>,
        warnings: Vec<FieldError>,
        terms: WriteTerms,
    ) -> Result<Kept, ServiceError> {
        let done = done(outcome, NAME)?;
        self.visibility.settle(terms.refresh, done.seq).await?;
        let record = self.records.vacancy(organisation, done.id).await?;
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
        vacancy: &Vacancy,
        warnings: &[FieldError],
        language: Language,
    ) -> AnswerOf<VacancyId> {
        let (service, organisation) = (self.clone(), organisation.clone());
        let (vacancy, warnings) = (vacancy.clone(), warnings.to_vec());
        Box::new(move |outcome: &WriteOutcome<VacancyId>, at: Timestamp| {
            let &WriteOutcome::Created { id, version, .. } = outcome else {
                return None;
            };
            let record = VacancyRecord {
                id,
                organisation,
                version,
                created_at: at,
                updated_at: at,
                vacancy,
            };
            let body = json(service.out(&record, language), warnings).ok()?;
            Some(Answer {
                status: CREATED,
                body,
            })
        })
    }

    fn body_hash(&self, body: &Value) -> String {
        self.hash_key.hash(&[b"vacancy", body.to_string().as_bytes()])
    }
}

/// Reads an id; one that is not written as ours cannot be kept here.
fn parse_id(id: &str) -> Result<VacancyId, ServiceError> {
    VacancyId::parse(id).ok_or_else(|| not_found(NAME))
}

/// The key was used for something else.
pub(super) fn other_body() -> ServiceError {
    ServiceError::Invalid(vec![FieldError::new(
        "",
        FieldErrorCode::Contradiction,
        "this Idempotency-Key was used with another body within the last 24 hours",
    )])
}

/// What an answer says of its write is not part of the record.
pub(super) fn forget_warnings(body: &mut Value) {
    if let Value::Object(map) = body {
        map.remove("warnings");
    }
}

/// Puts the address of the request into the body, unless the body says another one.
pub(super) fn set_source(body: &mut Value, key: SourceKey) -> Result<SourceKey, ServiceError> {
    let Value::Object(map) = body else {
        return Ok(key);
    };
    for (name, asked) in [("source", &key.source), ("external_id", &key.external_id)] {
        let said = map.get(name).filter(|value| !value.is_null());
        if said.is_some_and(|value| value.as_str() != Some(asked)) {
            return Err(ServiceError::Invalid(vec![FieldError::new(
                format!("/{name}"),
                FieldErrorCode::Contradiction,
                "the body names another record than the address does",
            )]));
        }
        map.insert(name.to_owned(), Value::String(asked.clone()));
    }
    Ok(key)
}
