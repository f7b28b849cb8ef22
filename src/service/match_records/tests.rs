use super::*;
use crate::domain::ids::VacancyId;
use crate::domain::jobseeker::Jobseeker;
use crate::domain::language::Language;
use crate::ports::{Expired, ListedRecord, MatchPage, RulesetMark, StoreError};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Keeps groups in memory; fails as often as it is told to.
#[derive(Default)]
struct Kept {
    groups: Mutex<Vec<Vec<Arc<MatchRecord>>>>,
    failures: AtomicUsize,
}

impl MatchRecords for Kept {
    fn append(&self, records: Vec<Arc<MatchRecord>>) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async move {
            let failing = self
                .failures
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
            if failing.is_ok() {
                return Err(StoreError::Busy("no".into()));
            }
            self.groups.lock().unwrap().push(records);
            Ok(())
        })
    }

    fn match_record(
        &self,
        organisation: &OrganisationId,
        id: MatchId,
    ) -> BoxFuture<'_, Result<Option<KeptMatch>, StoreError>> {
        let organisation = organisation.clone();
        Box::pin(async move {
            let groups = self.groups.lock().unwrap();
            let pages: Vec<_> = groups
                .iter()
                .flatten()
                .filter(|page| page.id == id && page.organisation == organisation)
                .cloned()
                .collect();
            Ok((!pages.is_empty()).then_some(KeptMatch::Pages(pages)))
        })
    }

    fn expire_match_records(&self, _: Timestamp, _: usize) -> BoxFuture<'_, Result<Expired, StoreError>> {
        Box::pin(async { Ok(Expired::default()) })
    }
}

fn record() -> MatchRecord {
    MatchRecord {
        id: MatchId::generate(),
        organisation: OrganisationId::default_organisation(),
        jobseeker: None,
        at: Timestamp::UNIX_EPOCH,
        profile: Arc::new(Jobseeker::default()),
        page: MatchPage {
            first_rank: 1,
            request: json!({"limit": 1}),
            language: Language::Danish,
            as_of: Timestamp::UNIX_EPOCH,
            program: "0".to_owned(),
            tables: "t".to_owned(),
            ruleset: RulesetMark {
                id: "r".to_owned(),
                hash: "h".to_owned(),
            },
            generation: 1,
            items: vec![ListedRecord {
                rank: 1,
                vacancy: VacancyId::generate(),
                score: 2,
                base_score: 2,
                content: u64::MAX,
                lifted: None,
                waited: true,
                text: None,
            }],
            not_now: Vec::new(),
            frame: "{}".to_owned(),
            checksum: 3,
        },
    }
}

#[tokio::test]
async fn records_are_read_before_and_after_they_are_written_and_by_their_owner_alone() {
    let kept = Arc::new(Kept::default());
    let recorder = Recorder::start(kept.clone());
    let (ours, other) = (
        OrganisationId::default_organisation(),
        OrganisationId::from_stored("other".to_owned()),
    );
    let list = record();
    recorder
        .keep(list.clone(), RecordTerms::Soon)
        .await
        .expect("taken");
    assert!(kept.groups.lock().unwrap().is_empty(), "it is gathered");
    for _ in 0..2 {
        let found = recorder.find(&ours, list.id).await.expect("found");
        assert_eq!(found, Some(KeptMatch::Pages(vec![Arc::new(list.clone())])));
        assert_eq!(recorder.find(&other, list.id).await.expect("asked"), None);
        recorder.keep(record(), RecordTerms::Wait).await.expect("durable");
    }
    assert!(recorder.shared.pending(|pending| pending.is_empty()));
}

#[tokio::test]
async fn a_page_that_is_asked_for_again_is_read_anew_before_it_is_written() {
    let recorder = Recorder::start(Arc::new(Kept::default()));
    let ours = OrganisationId::default_organisation();
    let (first, mut second) = (record(), record());
    (second.id, second.page.first_rank) = (first.id, 51);
    let mut again = second.clone();
    again.page.checksum = 4;
    for (page, terms) in [
        (&second, RecordTerms::Soon),
        (&first, RecordTerms::Wait),
        (&again, RecordTerms::Soon),
    ] {
        recorder.keep(page.clone(), terms).await.expect("taken");
    }
    let found = recorder.find(&ours, first.id).await.expect("found");
    let expected = [first, again].map(Arc::new);
    assert_eq!(found, Some(KeptMatch::Pages(expected.to_vec())));
}

#[tokio::test]
async fn a_wait_ends_when_the_record_is_durable_though_the_store_failed_first() {
    let kept = Arc::new(Kept::default());
    kept.failures.store(2, Ordering::SeqCst);
    let recorder = Recorder::start(kept.clone());
    recorder.keep(record(), RecordTerms::Wait).await.expect("durable");
    assert_eq!(kept.groups.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_full_queue_refuses_and_a_stop_writes_what_was_taken() {
    let kept = Arc::new(Kept::default());
    kept.failures.store(usize::MAX, Ordering::SeqCst);
    let recorder = Recorder::start(kept.clone());
    let mut taken = 0;
    while recorder.keep(record(), RecordTerms::Soon).await.is_ok() {
        taken += 1;
        assert!(taken < 10 * MOST_WAITING, "the queue is bounded");
    }
    assert!(taken >= MOST_WAITING);
    kept.failures.store(0, Ordering::SeqCst);
    recorder.stop().await;
    let written: usize = kept.groups.lock().unwrap().iter().map(Vec::len).sum();
    assert_eq!(written, taken, "nothing is lost");
    assert!(matches!(
        recorder.keep(record(), RecordTerms::Soon).await,
        Err(ServiceError::Busy)
    ));
}

#[tokio::test]
async fn a_record_that_is_lost_at_the_stop_is_not_called_durable() {
    let kept = Arc::new(Kept::default());
    kept.failures.store(usize::MAX, Ordering::SeqCst);
    let recorder = Recorder::start(kept);
    let waits = tokio::spawn({
        let recorder = recorder.clone();
        async move { recorder.keep(record(), RecordTerms::Wait).await }
    });
    while recorder.shared.pending(|pending| pending.is_empty()) {
        tokio::task::yield_now().await;
    }
    recorder.stop().await;
    let told = waits.await.expect("ended");
    assert!(matches!(told, Err(ServiceError::NotYetDurable)), "{told:?}");
    assert!(recorder.shared.pending(|pending| pending.is_empty()));
}

#[tokio::test]
async fn a_request_that_gives_up_while_it_waits_for_a_place_leaves_nothing() {
    let kept = Arc::new(Kept::default());
    kept.failures.store(usize::MAX, Ordering::SeqCst);
    let recorder = Recorder::start(kept);
    let long = std::time::Duration::from_millis(300);
    let mut taken = 0;
    while let Ok(Ok(())) = tokio::time::timeout(long, recorder.keep(record(), RecordTerms::Soon)).await {
        taken += 1;
        assert!(taken < 10 * MOST_WAITING, "the queue is bounded");
    }
    let pending: usize = recorder
        .shared
        .pending(|pending| pending.values().map(Vec::len).sum());
    assert_eq!(pending, taken);
}
