//! Every kept profile in memory, in step with the change log. It has no file: after a start the profiles
//! are read from the store in the background, while changes are taken already.

use super::sink::{ChangeBatch, ChangeSink, SinkError};
use crate::domain::ids::{JobseekerId, OrganisationId};
use crate::domain::record::JobseekerRecord;
use crate::ports::ChangeLog;
use crate::ports::seeker_table::{NotLoaded, SeekerTable, Seekers};
use futures_util::future::BoxFuture;
use std::collections::{BTreeMap, BTreeSet};
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
    /// By owner, so that a search passes over nobody else's.
    profiles: BTreeMap<OrganisationId, BTreeMap<JobseekerId, Arc<JobseekerRecord>>>,
    /// Erased while the others were still being read.
    erased: BTreeSet<JobseekerId>,
}

impl State {
    /// Takes what a change has brought.
    fn follow(&mut self, record: Arc<JobseekerRecord>) {
        self.of(&record).insert(record.id, record);
    }

    /// Takes what was read after the start. What a change has brought meanwhile is newer and stays.
    fn read(&mut self, record: JobseekerRecord) {
        if !self.erased.contains(&record.id) {
            let id = record.id;
            self.of(&record).entry(id).or_insert_with(|| Arc::new(record));
        }
    }

    /// Forgets a profile. A deletion names no owner; there are few of those.
    fn forget(&mut self, id: JobseekerId) {
        self.profiles.retain(|_, profiles| {
            profiles.remove(&id);
            !profiles.is_empty()
        });
    }

    /// The profiles of a record's owner.
    fn of(&mut self, record: &JobseekerRecord) -> &mut BTreeMap<JobseekerId, Arc<JobseekerRecord>> {
        self.profiles.entry(record.organisation.clone()).or_default()
    }
}

impl Shared {
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.write().unwrap_or_else(PoisonError::into_inner))
    }

    fn finish_loading(&self) {
        self.change(|state| state.erased.clear());
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
                ..State::default()
            }),
            loaded: watch::Sender::new(false),
        });
        let loading = Arc::clone(&shared);
        tokio::spawn(async move { load(log.as_ref(), &loading).await });
        (Self(Arc::clone(&shared)), SeekerTableReader(shared))
    }
}

/// Reads all profiles.
async fn load(log: &dyn ChangeLog, shared: &Shared) {
    let mut after = None;
    loop {
        match log.scan_jobseekers(after, PAGE).await {
            Ok(page) => {
                let full = page.len() == PAGE;
                after = page.last().map(|record| record.id);
                shared.change(|state| {
                    for record in page {
                        state.read(record);
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
                state.follow(Arc::clone(record));
            }
            for &id in &batch.deleted_jobseekers {
                state.forget(id);
                if loading {
                    state.erased.insert(id);
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
            let profiles = state.profiles.get(&organisation);
            Ok(Seekers {
                seq: state.seq,
                records: profiles.into_iter().flat_map(BTreeMap::values).cloned().collect(),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jobseeker::Jobseeker;
    use jiff::Timestamp;

    fn profile(organisation: &OrganisationId, version: i64) -> JobseekerRecord {
        JobseekerRecord {
            id: JobseekerId::generate(),
            organisation: organisation.clone(),
            version,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            reference_hash: None,
            jobseeker: Jobseeker::default(),
        }
    }

    fn table() -> (SeekerTableSink, SeekerTableReader) {
        let shared = Arc::new(Shared {
            state: RwLock::default(),
            loaded: watch::Sender::new(false),
        });
        (SeekerTableSink(Arc::clone(&shared)), SeekerTableReader(shared))
    }

    fn organisations() -> (OrganisationId, OrganisationId) {
        (
            OrganisationId::default_organisation(),
            OrganisationId::from_stored("org_other".to_owned()),
        )
    }

    #[tokio::test]
    async fn each_organisation_has_its_own_profiles() {
        let (ours, other) = organisations();
        let (mut sink, reader) = table();
        let mut mine = [profile(&ours, 1), profile(&ours, 1)].map(Arc::new);
        mine.sort_by_key(|record| record.id);
        let theirs = Arc::new(profile(&other, 1));
        sink.0.finish_loading();
        let batch = ChangeBatch {
            upserted_jobseekers: vec![Arc::clone(&mine[1]), Arc::clone(&theirs), Arc::clone(&mine[0])],
            up_to_seq: 3,
            ..ChangeBatch::default()
        };
        sink.apply(&batch).expect("taken");
        let found = reader.seekers(&ours).await.expect("loaded");
        assert_eq!((found.seq, found.records), (3, mine.to_vec()));
        let gone = ChangeBatch {
            deleted_jobseekers: vec![theirs.id, mine[0].id, JobseekerId::generate()],
            up_to_seq: 5,
            ..ChangeBatch::default()
        };
        sink.apply(&gone).expect("taken");
        let left = reader.seekers(&other).await.expect("loaded");
        assert_eq!((left.seq, left.records.len()), (5, 0));
        let found = reader.seekers(&ours).await.expect("loaded");
        assert_eq!(found.records, [Arc::clone(&mine[1])]);
    }

    #[tokio::test]
    async fn what_changes_while_profiles_are_read_is_newer_than_what_is_read() {
        let (ours, _) = organisations();
        let (mut sink, reader) = table();
        let (read, changed, erased) = (profile(&ours, 1), profile(&ours, 1), profile(&ours, 1));
        let newer = Arc::new(JobseekerRecord {
            version: 2,
            ..changed.clone()
        });
        let batch = ChangeBatch {
            upserted_jobseekers: vec![Arc::clone(&newer)],
            deleted_jobseekers: vec![erased.id],
            up_to_seq: 2,
            ..ChangeBatch::default()
        };
        sink.apply(&batch).expect("taken");
        sink.0.change(|state| {
            for record in [read.clone(), changed, erased] {
                state.read(record);
            }
        });
        sink.0.finish_loading();
        let found = reader.seekers(&ours).await.expect("loaded");
        let mut expected = [Arc::new(read), newer];
        expected.sort_by_key(|record| record.id);
        assert_eq!(found.records, expected);
    }
}
