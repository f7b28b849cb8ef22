use super::*;
use crate::domain::decision::{ActorRole, Decision, DecisionKind, DecisionReason};
use crate::domain::ids::{DecisionId, JobseekerId, MatchId};
use crate::domain::language::Language;
use crate::ports::{
    Answer, DecisionOnce, DecisionOutcome, DecisionPage, Decisions, DecisionsOf, Expired, KeptMatch,
    ListedRecord, MatchPage, MatchRecord, MatchRecords, RulesetMark,
};
use jiff::Timestamp;
use std::sync::Arc;

const MARK: &str = "plan-of-a-recorded-list";

pub(super) fn record(jobseeker: Option<JobseekerId>, first_rank: u32) -> MatchRecord {
    MatchRecord {
        id: MatchId::generate(),
        organisation: organisation(),
        jobseeker,
        at: Timestamp::from_second(1_800_000_000).unwrap(),
        profile: Arc::new(Jobseeker {
            plan_ref: Some(MARK.to_owned()),
            ..Jobseeker::default()
        }),
        page: MatchPage {
            first_rank,
            request: serde_json::json!({"limit": 2, "filters": {"areas": ["fyn"]}}),
            language: Language::English,
            as_of: Timestamp::from_second(1_800_000_000).unwrap(),
            program: "1.2.3".to_owned(),
            tables: "abc".to_owned(),
            ruleset: RulesetMark {
                id: "2026.1".to_owned(),
                hash: "def".to_owned(),
            },
            generation: 17,
            items: vec![ListedRecord {
                rank: 1,
                vacancy: VacancyId::generate(),
                score: 500_000,
                base_score: 510_000,
                content: u64::MAX - 1,
                lifted: None,
                waited: true,
                text: Some("{\"rank\":1}".to_owned()),
            }],
            not_now: vec![VacancyId::generate()],
            frame: "{\"matches\":[]}".to_owned(),
            checksum: u32::MAX,
        },
    }
}

pub(super) fn decision(list: &MatchRecord, kind: DecisionKind) -> Decision {
    Decision {
        id: DecisionId::generate(),
        organisation: organisation(),
        match_id: list.id,
        jobseeker: list.jobseeker,
        vacancy: list.page.items[0].vacancy,
        kind,
        reason: Some(DecisionReason::Travel),
        role: ActorRole::Caseworker,
        rank: Some(1),
        at: list.at,
    }
}

async fn kept_jobseeker(store: &SqlStore) -> JobseekerId {
    let outcomes = store.put_jobseekers(&organisation(), vec![jobseeker(MARK)]).await;
    outcomes.unwrap()[0].id().unwrap()
}

#[tokio::test]
async fn a_record_is_read_as_it_was_written() {
    let store = Fixture::new().await;
    let store = &store.store;
    let first = record(None, 1);
    let mut second = record(None, 3);
    second.id = first.id;
    let group: Vec<Arc<MatchRecord>> = vec![Arc::new(first.clone()), Arc::new(second.clone())];
    store.append(group.clone()).await.unwrap();
    store
        .append((0..40).map(|_| Arc::new(record(None, 1))).collect())
        .await
        .unwrap();
    let found = store.match_record(&organisation(), first.id).await.unwrap();
    assert_eq!(found, Some(KeptMatch::Pages(group)));
    let other = store.match_record(&other_organisation(), first.id).await.unwrap();
    assert_eq!(other, None);
    let never = store
        .match_record(&organisation(), MatchId::generate())
        .await
        .unwrap();
    assert_eq!(never, None);
}

#[tokio::test]
async fn records_and_decisions_are_erased_with_their_jobseeker() {
    let fixture = Fixture::new().await;
    let store = &fixture.store;
    let id = kept_jobseeker(store).await;
    let (before, after) = (record(Some(id), 1), record(Some(id), 1));
    store.append(vec![Arc::new(before.clone())]).await.unwrap();
    let hide = decision(&before, DecisionKind::Hide);
    store.decide(hide.clone(), None).await.unwrap();
    let found = store.match_record(&organisation(), before.id).await.unwrap();
    assert!(matches!(found, Some(KeptMatch::Pages(_))));
    store.erase_jobseeker(&organisation(), id, None).await.unwrap();
    // This one was on its way while the jobseeker was erased.
    store.append(vec![Arc::new(after.clone())]).await.unwrap();
    for list in [&before, &after] {
        let found = store.match_record(&organisation(), list.id).await.unwrap();
        assert_eq!(found, Some(KeptMatch::Erased));
    }
    let page = DecisionPage {
        after: None,
        limit: 10,
    };
    let of = DecisionsOf::Jobseeker(id);
    assert!(
        store
            .decisions(&organisation(), of, page)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(store.standing_decisions(None, 10).await.unwrap().is_empty());
    let late = decision(&before, DecisionKind::Hide);
    assert_eq!(
        store.decide(late, None).await.unwrap(),
        DecisionOutcome::JobseekerErased
    );
    assert!(!files_hold(fixture.directory.path(), MARK));
}

#[tokio::test]
async fn old_records_expire_and_standing_decisions_stay() {
    let fixture = Fixture::new().await;
    let store = &fixture.store;
    let id = kept_jobseeker(store).await;
    let list = record(Some(id), 1);
    store.append(vec![Arc::new(list.clone())]).await.unwrap();
    let (accept, hide) = (
        decision(&list, DecisionKind::Accept),
        decision(&list, DecisionKind::Hide),
    );
    store.decide(accept, None).await.unwrap();
    store.decide(hide.clone(), None).await.unwrap();
    let nothing = Expired::default();
    assert_eq!(store.expire_match_records(list.at, 10).await.unwrap(), nothing);
    let later = list.at + jiff::SignedDuration::from_secs(1);
    let expired = store.expire_match_records(later, 10).await.unwrap();
    assert_eq!((expired.records, expired.decisions), (1, 1));
    assert_eq!(store.expire_match_records(later, 10).await.unwrap(), nothing);
    let found = store.match_record(&organisation(), list.id).await.unwrap();
    assert_eq!(found, None);
    assert_eq!(store.standing_decisions(None, 10).await.unwrap(), vec![hide]);
}

#[tokio::test]
async fn so_many_expire_at_a_time_and_the_last_leave_the_files() {
    let fixture = Fixture::new().await;
    let store = &fixture.store;
    let lists = [1, 1, 1, 1].map(|rank| record(None, rank));
    store
        .append(lists.iter().cloned().map(Arc::new).collect())
        .await
        .unwrap();
    for list in [&lists[0], &lists[0], &lists[1]] {
        store
            .decide(decision(list, DecisionKind::Accept), None)
            .await
            .unwrap();
    }
    assert!(files_hold(fixture.directory.path(), MARK));
    let later = lists[0].at + jiff::SignedDuration::from_secs(1);
    for (records, decisions) in [(2, 2), (2, 1), (0, 0)] {
        let expired = store.expire_match_records(later, 2).await.unwrap();
        assert_eq!(expired, Expired { records, decisions });
        assert_eq!(expired.is_all(2), records == 0);
    }
    assert!(!files_hold(fixture.directory.path(), MARK));
}

#[tokio::test]
async fn a_page_that_is_asked_for_again_takes_the_place_of_the_earlier_one() {
    let fixture = Fixture::new().await;
    let store = &fixture.store;
    let page = |list: MatchId, first_rank: u32, checksum: u32| {
        let mut page = record(None, first_rank);
        page.id = list;
        page.page.checksum = checksum;
        Arc::new(page)
    };
    let list = MatchId::generate();
    let (first, second) = (page(list, 1, 1), page(list, 11, 2));
    store
        .append(vec![Arc::clone(&second), Arc::clone(&first)])
        .await
        .unwrap();
    // Somebody else's page of the same name is another one.
    let mut theirs = (*page(list, 11, 3)).clone();
    theirs.organisation = other_organisation();
    store.append(vec![Arc::new(theirs.clone())]).await.unwrap();
    let again = page(list, 11, 5);
    store
        .append(vec![page(list, 11, 4), Arc::clone(&again)])
        .await
        .unwrap();
    let found = store.match_record(&organisation(), list).await.unwrap();
    assert_eq!(found, Some(KeptMatch::Pages(vec![first, again])));
    let found = store.match_record(&other_organisation(), list).await.unwrap();
    assert_eq!(found, Some(KeptMatch::Pages(vec![Arc::new(theirs)])));
}

#[tokio::test]
async fn a_decision_is_kept_once() {
    let fixture = Fixture::new().await;
    let store = &fixture.store;
    let list = record(None, 1);
    let made = decision(&list, DecisionKind::Reject);
    let once = |body: &str| DecisionOnce {
        key: "k".to_owned(),
        body_hash: body.to_owned(),
        answer: Answer {
            status: 201,
            body: "first".to_owned(),
        },
    };
    let decide = async |body| {
        let again = decision(&list, DecisionKind::Reject);
        store.decide(again, Some(once(body))).await.unwrap()
    };
    assert_eq!(
        store.decide(made.clone(), Some(once("a"))).await.unwrap(),
        DecisionOutcome::Kept
    );
    assert_eq!(decide("a").await, DecisionOutcome::Answered(once("a").answer));
    assert_eq!(decide("b").await, DecisionOutcome::OtherBody);
    let second = decision(&list, DecisionKind::Accept);
    store.decide(second.clone(), None).await.unwrap();
    let of = DecisionsOf::Match(list.id);
    let page = |after| DecisionPage { after, limit: 1 };
    let first = store.decisions(&organisation(), of, page(None)).await.unwrap();
    assert_eq!(first, vec![made.clone()]);
    let next = store
        .decisions(&organisation(), of, page(Some(made.id)))
        .await
        .unwrap();
    assert_eq!(next, vec![second]);
    let other = store.decisions(&other_organisation(), of, page(None)).await;
    assert!(other.unwrap().is_empty());
}
