//! Keeping records of any kind: made, replaced, read, listed and deleted in the same way.

pub mod kind;

use super::error::ServiceError;
use super::kept::{CREATED, Kept, deleted, done, json, not_found, only};
use super::once::{HashKey, InFlight, OnceKey, other_body};
use super::to_its_end::to_its_end;
use super::visibility::{Refresh, Visibility};
use crate::domain::ids::{OrganisationId, SourceKey};
use crate::domain::language::Language;
use crate::ports::records::AnswerOf;
use crate::ports::{Answer, OnceOutcome, OnceRequest, Records, WriteAddress, WriteOutcome};
use crate::wire::coded::Labeller;
use crate::wire::field_error::{FieldError, FieldErrorCode};
use crate::wire::vocabulary::Vocabulary;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use kind::{Asked, Making, Reading, RecordKind, Target};
use serde_json::Value;
use std::marker::PhantomData;
use std::sync::Arc;

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

/// Is told the id of a record that was taken away.
pub type RemovalListener = Arc<dyn Fn(&str) -> BoxFuture<'static, ()> + Send + Sync>;

/// The use cases of keeping one kind of record.
pub struct Keeping<K> {
    records: Arc<dyn Records>,
    vocabulary: Arc<dyn Vocabulary>,
    visibility: Visibility,
    hash_key: HashKey,
    in_flight: InFlight,
    removed: Option<RemovalListener>,
    kind: PhantomData<K>,
}

impl<K> Clone for Keeping<K> {
    fn clone(&self) -> Self {
        Self {
            records: Arc::clone(&self.records),
            vocabulary: Arc::clone(&self.vocabulary),
            visibility: self.visibility.clone(),
            hash_key: self.hash_key.clone(),
            in_flight: self.in_flight.clone(),
            removed: self.removed.clone(),
            kind: PhantomData,
        }
    }
}

impl<K: RecordKind> Keeping<K> {
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
            in_flight: InFlight::default(),
            removed: None,
            kind: PhantomData,
        }
    }

    /// The same use cases, telling whoever holds something of a record in memory that it is gone.
    #[must_use]
    pub fn telling(mut self, removed: RemovalListener) -> Self {
        self.removed = Some(removed);
        self
    }

    /// Keeps a new record; with a key the same request is carried out once.
    pub async fn create(
        &self,
        organisation: &OrganisationId,
        body: Value,
        once: Option<OnceKey>,
        terms: WriteTerms,
    ) -> Result<Kept, ServiceError> {
        let body_hash = once.as_ref().map(|_| self.body_hash(&body));
        let asked = self.read(body, WriteAddress::New, None)?;
        let (Some(key), Some(body_hash)) = (once, body_hash) else {
            return self.write(organisation, asked, terms).await;
        };
        let _running = self.in_flight.enter(organisation, &key)?;
        let request = OnceRequest {
            key: key.into_text(),
            body_hash,
            answer: self.answer(organisation, asked.clone(), terms.language),
        };
        let outcome = K::put_once(self.records.as_ref(), organisation, asked.write, request).await?;
        match outcome {
            OnceOutcome::Written(outcome) => self.written(organisation, outcome, asked.warnings, terms).await,
            OnceOutcome::Answered(answer) => {
                self.visibility.settle(terms.refresh, None).await?;
                Kept::replayed(answer)
            }
            OnceOutcome::OtherBody => Err(other_body()),
        }
    }

    /// Replaces a record.
    pub async fn replace(
        &self,
        organisation: &OrganisationId,
        id: &str,
        body: Value,
        terms: WriteTerms,
    ) -> Result<Kept, ServiceError> {
        let address = WriteAddress::ById(parse_id::<K>(id)?);
        let asked = self.read(body, address, terms.expected_version)?;
        self.write(organisation, asked, terms).await
    }

    /// Keeps the record with this address in the sending system, new or not.
    pub async fn put_by_source(
        &self,
        organisation: &OrganisationId,
        key: SourceKey,
        mut body: Value,
        terms: WriteTerms,
    ) -> Result<Kept, ServiceError> {
        let address = WriteAddress::BySource(set_source(&mut body, key)?);
        let asked = self.read(body, address, terms.expected_version)?;
        self.write(organisation, asked, terms).await
    }

    /// The record with this id.
    pub async fn get(
        &self,
        organisation: &OrganisationId,
        id: &str,
        language: Language,
    ) -> Result<K::Out, ServiceError> {
        let found = K::find(self.records.as_ref(), organisation, parse_id::<K>(id)?).await?;
        found
            .map(|record| self.out(&record, language))
            .ok_or_else(|| not_found(K::NAME))
    }

    /// The record with this address in the sending system.
    pub async fn get_by_source(
        &self,
        organisation: &OrganisationId,
        key: &SourceKey,
        language: Language,
    ) -> Result<K::Out, ServiceError> {
        let found = K::find_by_source(self.records.as_ref(), organisation, key).await?;
        found
            .map(|record| self.out(&record, language))
            .ok_or_else(|| not_found(K::NAME))
    }

    /// Takes a record away. A profile is erased with all that is remembered of it.
    pub async fn delete(
        &self,
        organisation: &OrganisationId,
        id: &str,
        terms: WriteTerms,
    ) -> Result<(), ServiceError> {
        let id = parse_id::<K>(id)?;
        self.remove(organisation, id, terms).await
    }

    /// Takes the record with this address in the sending system away.
    pub async fn delete_by_source(
        &self,
        organisation: &OrganisationId,
        key: &SourceKey,
        terms: WriteTerms,
    ) -> Result<(), ServiceError> {
        let found = K::find_by_source(self.records.as_ref(), organisation, key).await?;
        let record = found.ok_or_else(|| not_found(K::NAME))?;
        self.remove(organisation, K::id(&record), terms).await
    }

    /// Up to `limit` records after the one with the id `after`, in the order of ids.
    pub async fn page(
        &self,
        organisation: &OrganisationId,
        after: Option<K::Id>,
        limit: usize,
        language: Language,
    ) -> Result<Page<K::Out, K::Id>, ServiceError> {
        let mut records = K::page(self.records.as_ref(), organisation, after, limit + 1).await?;
        let more = records.len() > limit;
        records.truncate(limit);
        Ok(Page {
            next: records.last().filter(|_| more).map(K::id),
            records: records.iter().map(|record| self.out(record, language)).collect(),
        })
    }

    async fn remove(
        &self,
        organisation: &OrganisationId,
        id: K::Id,
        terms: WriteTerms,
    ) -> Result<(), ServiceError> {
        let (keeping, organisation) = (self.clone(), organisation.clone());
        let removed = async move {
            let records = keeping.records.as_ref();
            let outcome = K::remove(records, &organisation, id, terms.expected_version).await?;
            let seq = deleted(outcome, K::NAME)?;
            if let Some(removed) = &keeping.removed {
                removed(&id.to_string()).await;
            }
            Ok(seq)
        };
        let seq = to_its_end(removed).await?;
        self.visibility.settle(terms.refresh, Some(seq)).await
    }

    fn read(
        &self,
        mut body: Value,
        address: WriteAddress<K::Id>,
        expected_version: Option<i64>,
    ) -> Result<Asked<K::Write>, ServiceError> {
        forget_warnings(&mut body);
        let target = Target {
            address,
            expected_version,
        };
        let with = Reading {
            vocabulary: self.vocabulary.as_ref(),
            hash_key: &self.hash_key,
        };
        K::read(&body, target, with).map_err(ServiceError::Invalid)
    }

    fn out(&self, record: &K::Record, language: Language) -> K::Out {
        let vocabulary = self.vocabulary.as_ref();
        K::out(record, Labeller { vocabulary, language })
    }

    async fn write(
        &self,
        organisation: &OrganisationId,
        asked: Asked<K::Write>,
        terms: WriteTerms,
    ) -> Result<Kept, ServiceError> {
        let outcomes = K::put(self.records.as_ref(), organisation, asked.write).await?;
        self.written(organisation, only(outcomes)?, asked.warnings, terms)
            .await
    }

    async fn written(
        &self,
        organisation: &OrganisationId,
        outcome: WriteOutcome<K::Id>,
        warnings: Vec<FieldError>,
        terms: WriteTerms,
    ) -> Result<Kept, ServiceError> {
        let done = done(outcome, K::NAME)?;
        self.visibility.settle(terms.refresh, done.seq).await?;
        let record = K::find(self.records.as_ref(), organisation, done.id).await?;
        let record = record.ok_or_else(|| not_found(K::NAME))?;
        Ok(Kept {
            created: done.created,
            id: done.id.to_string(),
            version: K::version(&record),
            body: json(self.out(&record, terms.language), warnings)?,
        })
    }

    /// Makes the answer to a request while it is being carried out.
    fn answer(
        &self,
        organisation: &OrganisationId,
        asked: Asked<K::Write>,
        language: Language,
    ) -> AnswerOf<K::Id> {
        let (keeping, organisation) = (self.clone(), organisation.clone());
        Box::new(move |outcome: &WriteOutcome<K::Id>, at: Timestamp| {
            let &WriteOutcome::Created { id, version, .. } = outcome else {
                return None;
            };
            let making = Making {
                id,
                organisation,
                version,
                at,
            };
            let record = K::made(asked.write, making);
            let body = json(keeping.out(&record, language), asked.warnings).ok()?;
            Some(Answer {
                status: CREATED,
                body,
            })
        })
    }

    fn body_hash(&self, body: &Value) -> String {
        self.hash_key
            .hash(&[K::NAME.as_bytes(), body.to_string().as_bytes()])
    }
}

/// Reads an id; one that is not written as ours cannot be kept here.
fn parse_id<K: RecordKind>(id: &str) -> Result<K::Id, ServiceError> {
    K::parse_id(id).ok_or_else(|| not_found(K::NAME))
}

/// What an answer says of its write is not part of the record.
fn forget_warnings(body: &mut Value) {
    if let Value::Object(map) = body {
        map.remove("warnings");
    }
}

/// Puts the address of the request into the body, unless the body says another one.
fn set_source(body: &mut Value, key: SourceKey) -> Result<SourceKey, ServiceError> {
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
