//! Importing vacancies: read, validated and written in a pipeline that holds a few batches at most.
//!
//! One thread splits the stream into records, one validates batches of them on all cores, and a task
//! writes batch after batch, each in one transaction. What became of a batch is told when it is durable.

mod reading;

use super::error::ServiceError;
use super::visibility::{Refresh, Visibility};
use crate::domain::ids::{OrganisationId, VacancyId};
use crate::exchange::outcome::{Done, ImportSummary};
pub use crate::exchange::outcome::{LineResult, SummaryLine};
use crate::ports::{Records, StoreError, VacancyWrite, WriteAddress, WriteOutcome};
use crate::wire::vacancy_in::ReadVacancy;
use crate::wire::vocabulary::Vocabulary;
use reading::{Checked, check_batches, split_source};
use std::io::Read;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use tokio::sync::mpsc;

/// Records written in one transaction.
const BATCH: usize = 1000;
/// Records split but not yet validated.
const SPLIT_AHEAD: usize = 2 * BATCH;
/// Batches validated but not yet written.
const VALIDATED_AHEAD: usize = 2;
/// Batches of results that nobody has read yet: a caller that sends everything before it reads
/// anything must not be held up for a million records.
const RESULTS_AHEAD: usize = 1024;

crate::closed_list! {
    /// How the records of an import are written.
    ImportFormat {
        /// One JSON object a line.
        Ndjson = "ndjson",
        /// A table with a header line.
        Csv = "csv",
        /// An answer of Jobnet's search.
        Jobnet = "jobnet",
    }
}

/// How an import is carried out.
#[derive(Debug, Clone, Copy, Default)]
pub struct ImportTerms {
    /// Everything is checked, nothing is written.
    pub dry_run: bool,
    /// Only records that fail are told of one by one.
    pub errors_only: bool,
    /// When the summary is given.
    pub refresh: Refresh,
}

/// What became of some records, or of all: the news of an import, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportNews {
    /// Records whose batch is durable.
    Records(Vec<LineResult>),
    /// The end.
    Summary(SummaryLine),
}

/// The use case of importing vacancies.
#[derive(Clone)]
pub struct ImportService {
    records: Arc<dyn Records>,
    vocabulary: Arc<dyn Vocabulary>,
    visibility: Visibility,
}

impl ImportService {
    /// The use case over these ports.
    pub fn new(records: Arc<dyn Records>, vocabulary: Arc<dyn Vocabulary>, visibility: Visibility) -> Self {
        Self {
            records,
            vocabulary,
            visibility,
        }
    }

    /// Imports everything that `source` gives. The import ends early when the receiver is dropped;
    /// what was told by then is kept. Must be called within a Tokio runtime.
    pub fn start(
        &self,
        organisation: OrganisationId,
        format: ImportFormat,
        source: Box<dyn Read + Send>,
        terms: ImportTerms,
    ) -> mpsc::Receiver<ImportNews> {
        let (split, unchecked) = sync_channel(SPLIT_AHEAD);
        let (checked, unwritten) = mpsc::channel(VALIDATED_AHEAD);
        let (news, told) = mpsc::channel(RESULTS_AHEAD);
        let vocabulary = Arc::clone(&self.vocabulary);
        tokio::task::spawn_blocking(move || split_source(format, source, &split, vocabulary.as_ref()));
        let vocabulary = Arc::clone(&self.vocabulary);
        tokio::task::spawn_blocking(move || check_batches(&unchecked, &checked, vocabulary.as_ref()));
        let service = self.clone();
        tokio::spawn(async move { service.write_all(organisation, unwritten, &news, terms).await });
        told
    }

    async fn write_all(
        &self,
        organisation: OrganisationId,
        mut unwritten: mpsc::Receiver<Vec<Checked>>,
        news: &mpsc::Sender<ImportNews>,
        terms: ImportTerms,
    ) {
        let mut summary = ImportSummary::default();
        let mut last_seq = None;
        while let Some(batch) = unwritten.recv().await {
            let mut results = if terms.dry_run {
                self.compare(&organisation, batch).await
            } else {
                self.write(&organisation, batch, &mut last_seq).await
            };
            for result in &results {
                summary.count(result);
            }
            if terms.errors_only {
                results.retain(|result| result.result.is_none());
            }
            if !results.is_empty() && news.send(ImportNews::Records(results)).await.is_err() {
                return;
            }
        }
        let searchable = match terms.refresh {
            Refresh::Soon => None,
            Refresh::Wait => Some(self.visibility.settle(Refresh::Wait, last_seq).await.is_ok()),
        };
        // Nobody may be left to be told.
        let _ = news
            .send(ImportNews::Summary(SummaryLine { summary, searchable }))
            .await;
    }

    /// Writes what is right in a batch, in one transaction.
    async fn write(
        &self,
        organisation: &OrganisationId,
        batch: Vec<Checked>,
        last_seq: &mut Option<i64>,
    ) -> Vec<LineResult> {
        let mut results = Vec::with_capacity(batch.len());
        let (mut writes, mut accepted) = (Vec::new(), Vec::new());
        for Checked { line, read } in batch {
            match read {
                Ok(ReadVacancy { vacancy, warnings }) => {
                    let key = vacancy.source_key.clone();
                    accepted.push((line, key.clone(), warnings));
                    writes.push(VacancyWrite {
                        address: key.map_or(WriteAddress::New, WriteAddress::BySource),
                        vacancy,
                        expected_version: None,
                    });
                }
                Err(errors) => results.push(LineResult::refused(line, errors)),
            }
        }
        let outcomes = self.put(organisation, writes).await;
        let outcomes = outcomes.unwrap_or_else(|error| {
            tracing::error!(%error, records = accepted.len(), "a batch of an import could not be written");
            Vec::new()
        });
        let mut outcomes = outcomes.into_iter();
        for (line, key, warnings) in accepted {
            let result = match outcomes.next().as_ref().and_then(done_of) {
                Some((done, id, seq)) => {
                    *last_seq = seq.or(*last_seq);
                    LineResult::taken(line, done, Some(id), key.as_ref(), warnings)
                }
                None => not_written(line, key.as_ref()),
            };
            results.push(result);
        }
        results.sort_by_key(|result| result.line);
        results
    }

    async fn put(
        &self,
        organisation: &OrganisationId,
        writes: Vec<VacancyWrite>,
    ) -> Result<Vec<WriteOutcome<VacancyId>>, StoreError> {
        if writes.is_empty() {
            return Ok(Vec::new());
        }
        self.records.put_vacancies(organisation, writes).await
    }

    /// What a batch would do.
    async fn compare(&self, organisation: &OrganisationId, batch: Vec<Checked>) -> Vec<LineResult> {
        let mut results = Vec::with_capacity(batch.len());
        for Checked { line, read } in batch {
            results.push(match read {
                Ok(read) => self.compare_one(organisation, line, read).await,
                Err(errors) => LineResult::refused(line, errors),
            });
        }
        results
    }

    async fn compare_one(&self, organisation: &OrganisationId, line: u64, read: ReadVacancy) -> LineResult {
        let ReadVacancy { vacancy, warnings } = read;
        let key = vacancy.source_key.as_ref();
        let kept = match key {
            Some(key) => self.records.vacancy_by_source(organisation, key).await,
            None => Ok(None),
        };
        match kept {
            Ok(kept) => {
                let done = match &kept {
                    None => Done::Created,
                    Some(record) if record.vacancy == vacancy => Done::Unchanged,
                    Some(_) => Done::Updated,
                };
                LineResult::taken(line, done, kept.map(|record| record.id), key, warnings)
            }
            Err(error) => {
                tracing::error!(%error, "a record of an import could not be compared");
                not_written(line, key)
            }
        }
    }
}

/// What a write did; `None` for what cannot happen to a record that is new or addressed by its source.
fn done_of(outcome: &WriteOutcome<VacancyId>) -> Option<(Done, VacancyId, Option<i64>)> {
    match *outcome {
        WriteOutcome::Created { id, seq, .. } => Some((Done::Created, id, Some(seq))),
        WriteOutcome::Updated { id, seq, .. } => Some((Done::Updated, id, Some(seq))),
        WriteOutcome::Unchanged { id, .. } => Some((Done::Unchanged, id, None)),
        WriteOutcome::NotFound | WriteOutcome::VersionConflict { .. } | WriteOutcome::SourceTaken { .. } => {
            None
        }
    }
}

/// A good record that the store did not take; it may be sent again.
fn not_written(line: u64, key: Option<&crate::domain::ids::SourceKey>) -> LineResult {
    LineResult {
        status: ServiceError::Busy.kind().status(),
        source: key.map(|key| key.source.clone()),
        external_id: key.map(|key| key.external_id.clone()),
        ..LineResult::refused(line, Vec::new())
    }
}
