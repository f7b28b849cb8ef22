//! Records of match lists on their way into the store.
//!
//! A request hands its record over and is answered; a task writes all that came within a fifth of a
//! second in one transaction. So a crash loses a fifth of a second of records at most, and none that was
//! asked for with `record=wait`. What waits can be read already.

mod group_writer;
pub mod retention;
#[cfg(test)]
mod tests;

use crate::domain::ids::{MatchId, OrganisationId};
use crate::ports::{KeptMatch, MatchRecord, MatchRecords};
use crate::service::error::ServiceError;
use group_writer::GroupWriter;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::JoinHandle;

/// Records that may wait to be written.
const MOST_WAITING: usize = 1024;
/// How long a request waits for a place among them before it is answered 503.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a request with `record=wait` waits for its record to be durable.
const DURABLE_WITHIN: Duration = Duration::from_secs(10);

/// When a list is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RecordTerms {
    /// At once; its record is durable within a second.
    #[default]
    Soon,
    /// When its record is durable.
    Wait,
}

/// Keeps records of match lists. Clones share the queue.
#[derive(Clone)]
pub struct Recorder {
    queue: mpsc::Sender<Waiting>,
    shared: Arc<Shared>,
    task: Arc<Mutex<Option<JoinHandle<()>>>>,
}

/// What requests and the writing task share.
struct Shared {
    records: Arc<dyn MatchRecords>,
    /// Records that are not in the store yet.
    pending: Mutex<BTreeMap<MatchId, Vec<Arc<MatchRecord>>>>,
    /// Somebody waits for the next transaction.
    hurry: Notify,
    /// Nothing more is taken.
    stop: Notify,
}

/// A record in the queue.
struct Waiting {
    record: Arc<MatchRecord>,
    /// Told once the record is durable.
    durable: Option<oneshot::Sender<()>>,
}

impl Recorder {
    /// Starts the task that writes, on the current Tokio runtime.
    pub fn start(records: Arc<dyn MatchRecords>) -> Self {
        let (queue, waiting) = mpsc::channel(MOST_WAITING);
        let shared = Arc::new(Shared {
            records,
            pending: Mutex::default(),
            hurry: Notify::new(),
            stop: Notify::new(),
        });
        let writer = GroupWriter::new(waiting, Arc::clone(&shared));
        let task = tokio::spawn(writer.until_stopped());
        Self {
            queue,
            shared,
            task: Arc::new(Mutex::new(Some(task))),
        }
    }

    /// Takes a record; with [`RecordTerms::Wait`] until it is durable.
    ///
    /// # Errors
    /// [`ServiceError::Busy`] when the store has been too slow for too long: nothing is kept then.
    /// [`ServiceError::NotYetDurable`] when it is not durable in time.
    pub async fn keep(&self, record: MatchRecord, terms: RecordTerms) -> Result<(), ServiceError> {
        // A place first: a request that is dropped while it waits for one leaves nothing behind.
        let place = self.place().await.ok_or(ServiceError::Busy)?;
        let (durable, told) = match terms {
            RecordTerms::Soon => (None, None),
            RecordTerms::Wait => {
                let (durable, told) = oneshot::channel();
                (Some(durable), Some(told))
            }
        };
        let record = Arc::new(record);
        self.shared.note(&record);
        place.send(Waiting { record, durable });
        let Some(told) = told else {
            return Ok(());
        };
        self.shared.hurry.notify_one();
        match tokio::time::timeout(DURABLE_WITHIN, told).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(ServiceError::NotYetDurable),
        }
    }

    /// A place in the queue; nothing when none is free in time, or the service stops.
    async fn place(&self) -> Option<mpsc::Permit<'_, Waiting>> {
        match self.queue.try_reserve() {
            Ok(place) => Some(place),
            Err(mpsc::error::TrySendError::Closed(())) => None,
            Err(mpsc::error::TrySendError::Full(())) => {
                self.shared.hurry.notify_one();
                let place = tokio::time::timeout(PATIENCE, self.queue.reserve()).await;
                place.ok()?.ok()
            }
        }
    }

    /// What is kept of a list, whether it is durable yet or not.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn find(
        &self,
        organisation: &OrganisationId,
        id: MatchId,
    ) -> Result<Option<KeptMatch>, ServiceError> {
        // Looked up first: what is written in between is then found twice rather than never.
        let pending = self.shared.pending_of(organisation, id);
        let kept = self.shared.records.match_record(organisation, id).await?;
        let kept = match kept {
            Some(KeptMatch::Erased) => return Ok(Some(KeptMatch::Erased)),
            Some(KeptMatch::Pages(pages)) => pages,
            None => Vec::new(),
        };
        // As the store will have it: a page that was asked for again takes the place of the earlier one.
        let pages = kept.into_iter().chain(pending);
        let by_place: BTreeMap<u32, _> = pages.map(|page| (page.page.first_rank, page)).collect();
        let pages: Vec<_> = by_place.into_values().collect();
        Ok((!pages.is_empty()).then_some(KeptMatch::Pages(pages)))
    }

    /// Writes what waits and ends the task. Nothing is taken afterwards.
    pub async fn stop(&self) {
        self.shared.stop.notify_one();
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task
            && let Err(error) = task.await
        {
            tracing::error!(%error, "writing of match records ended badly");
        }
    }
}

impl Shared {
    fn pending<T>(&self, with: impl FnOnce(&mut BTreeMap<MatchId, Vec<Arc<MatchRecord>>>) -> T) -> T {
        with(&mut self.pending.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, record: &Arc<MatchRecord>) {
        self.pending(|pending| pending.entry(record.id).or_default().push(Arc::clone(record)));
    }

    fn forget(&self, record: &Arc<MatchRecord>) {
        self.pending(|pending| {
            if let Some(pages) = pending.get_mut(&record.id) {
                pages.retain(|page| !Arc::ptr_eq(page, record));
                if pages.is_empty() {
                    pending.remove(&record.id);
                }
            }
        });
    }

    fn pending_of(&self, organisation: &OrganisationId, id: MatchId) -> Vec<Arc<MatchRecord>> {
        let pages = self.pending(|pending| pending.get(&id).cloned().unwrap_or_default());
        pages
            .into_iter()
            .filter(|page| page.organisation == *organisation)
            .collect()
    }
}
