//! Walking over all records to fill sinks that know nothing.

use crate::domain::ids::{JobseekerId, VacancyId};
use crate::index::sink::ChangeBatch;
use crate::ports::{ChangeLog, StoreError};
use std::sync::Arc;

/// A walk over all records in progress.
pub(super) struct Scan {
    /// Last `seq` before the walk began: what changed later is read from the log afterwards.
    pub(super) noted_seq: i64,
    /// Where the walk stands.
    pub(super) place: Place,
    /// Records seen.
    pub(super) seen: u64,
}

/// Where a walk stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Vacancies { after: Option<VacancyId> },
    Jobseekers { after: Option<JobseekerId> },
    End,
}

impl Scan {
    pub(super) fn from_start(noted_seq: i64) -> Self {
        Self {
            noted_seq,
            place: Place::Vacancies { after: None },
            seen: 0,
        }
    }
}

/// The records at `place` and where they end. The last batch carries `noted_seq`, all others 0.
pub(super) async fn page(
    log: &dyn ChangeLog,
    place: Place,
    limit: usize,
    noted_seq: i64,
) -> Result<(ChangeBatch, Place), StoreError> {
    let mut batch = ChangeBatch::default();
    let next = match place {
        Place::Vacancies { after } => {
            let records = log.scan_vacancies(after, limit).await?;
            let last = records.last().map(|record| record.id);
            let full = records.len() >= limit;
            batch.upserted_vacancies = records.into_iter().map(Arc::new).collect();
            if full {
                Place::Vacancies { after: last }
            } else {
                Place::Jobseekers { after: None }
            }
        }
        Place::Jobseekers { after } => {
            let records = log.scan_jobseekers(after, limit).await?;
            let last = records.last().map(|record| record.id);
            let full = records.len() >= limit;
            batch.upserted_jobseekers = records.into_iter().map(Arc::new).collect();
            if full {
                Place::Jobseekers { after: last }
            } else {
                Place::End
            }
        }
        Place::End => Place::End,
    };
    if next == Place::End {
        batch.up_to_seq = noted_seq;
    }
    Ok((batch, next))
}
