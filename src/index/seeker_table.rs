//! Every kept profile in memory, in step with the change log. It has no file: after a start the profiles
//! are read from the store in the background, while changes are taken already.

use super::sink::{ChangeBatch, ChangeSink, SinkError};
use crate::domain::ids::{JobseekerId, OrganisationId};
use crate::domain::record::JobseekerRecord;
use crate::ports::ChangeLog;
use crate::ports::seeker_table::{NotLoaded, SeekerTable, Seekers};
use futures_util::future::BoxFuture;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::watch;

/// Profiles read at a time.
const PAGE: usize = 1000;
/// Pause before reading is tried again.
const PAUSE: Duration = Duration::from_millis(500);
/// How long a search waits for the profiles after a start.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the ends of the table share.
#[derive(Debug)]
struct Shared {
    state: RwLock<State>,
    loaded: watch::Sender<bool>,
}

#[derive(Debug, Default)]
struct State {
    seq: i64,
    /// `None` where a profile was erased while the others were still being read.
    records: BTreeMap<JobseekerId, Option<Arc<JobseekerRecord>>>,
}

impl Shared {
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.write().unwrap_or_else(PoisonError::into_inner))
    }

    fn finish_loading(&self) {
        self.change(|state| state.records.retain(|_, record| record.is_some()));
        self.loaded.send_replace(true);
    }
}

/// Readers' end of the table.
#[derive(Debug, Clone)]
pub struct SeekerTableReader(Arc<Shared>);

/// Writer's end of the table: a sink of the change log.
pub struct SeekerTableSink(Arc<Shared>);

impl SeekerTableSink {
    /// A table that knows the log up to `seq` once its profiles are read, which begins now, on the current Tokio
    /// runtime.
    pub fn open(log: Arc<dyn ChangeLog>, seq: i64) -> (Self, SeekerTableReader) {
        let shared = Arc::new(Shared {
            state: RwLock::new(State {
                seq,
                records: BTreeMap::new(),
            }),
            loaded: watch::Sender::new(false),
        });
        let loading = Arc::clone(&shared);
        tokio::spawn(async move { load(log.as_ref(), &loading).await });
        (Self(Arc::clone(&shared)), SeekerTableReader(shared))
    }
}

/// Reads all profiles. What a change has brought meanwhile is newer and stays.
async fn load(log: &dyn ChangeLog, shared: &Shared) {
    let mut after = None;
    loop {
        match log.scan_jobseekers(after, PAGE).await {
            Ok(page) => {
                let full = page.len() == PAGE;
                after = page.last().map(|record| record.id);
                shared.change(|state| {
                    for record in page {
                        state
                            .records
                            .entry(record.id)
                            .or_insert_with(|| Some(Arc::new(record)));
                    }
                });
                if !full {
                    break;
                }
            }
            Err(error) => {
                tracing::error!(%error, "profiles cannot be read, will be tried again");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    shared.finish_loading();
}

impl ChangeSink for SeekerTableSink {
    fn name(&self) -> &'static str {
        "seeker table"
    }

    fn last_seq(&self) -> i64 {
        self.0.change(|state| state.seq)
    }

    fn reset(&mut self) -> Result<(), SinkError> {
        self.0.change(|state| *state = State::default());
        Ok(())
    }

    fn apply(&mut self, batch: &ChangeBatch) -> Result<(), SinkError> {
        let loading = !*self.0.loaded.borrow();
        self.0.change(|state| {
            for record in &batch.upserted_jobseekers {
                state.records.insert(record.id, Some(Arc::clone(record)));
            }
            for id in &batch.deleted_jobseekers {
                if loading {
                    state.records.insert(*id, None);
                } else {
                    state.records.remove(id);
                }
            }
            state.seq = batch.up_to_seq;
        });
        Ok(())
    }

    fn commit(&mut self) -> Result<(), SinkError> {
        Ok(())
    }
}

impl SeekerTable for SeekerTableReader {
    fn seekers(&self, organisation: &OrganisationId) -> BoxFuture<'_, Result<Seekers, NotLoaded>> {
        let organisation = organisation.clone();
        Box::pin(async move {
            let mut loaded = self.0.loaded.subscribe();
            let waited = tokio::time::timeout(PATIENCE, loaded.wait_for(|&loaded| loaded)).await;
            if !matches!(waited, Ok(Ok(_))) {
                return Err(NotLoaded);
            }
            let state = self.0.state.read().unwrap_or_else(PoisonError::into_inner);
            let records = state.records.values().flatten();
            Ok(Seekers {
                seq: state.seq,
                records: records
                    .filter(|record| record.organisation == organisation)
                    .cloned()
                    .collect(),
            })
        })
    }
}
