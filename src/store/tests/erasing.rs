use super::match_records::{decision, record};
use super::*;
use crate::domain::decision::DecisionKind;
use crate::domain::record::ChangeOperation;
use crate::ports::{
    Answer, ChangeLog, Decisions, DeleteOutcome, MatchRecords, OnceOutcome, OnceRequest, Remembered,
};
use std::sync::Arc;

const MARK: &str = "plan-that-must-vanish";

#[tokio::test]
async fn an_erased_jobseeker_leaves_nothing_but_the_tombstone() {
    let Fixture { store, directory } = Fixture::new().await;
    let filler = (0..40).map(|n| jobseeker(&format!("plan-{n}"))).collect();
    store.put_jobseekers(&organisation(), filler).await.unwrap();
    let request = OnceRequest {
        key: "k".to_owned(),
        body_hash: "h".to_owned(),
        answer: Box::new(|_, _| {
            Some(Answer {
                status: 201,
                body: format!("{{\"plan_ref\":\"{MARK}\"}}"),
            })
        }),
    };
    let outcome = store
        .put_jobseeker_once(&organisation(), jobseeker(MARK), request)
        .await
        .unwrap();
    let OnceOutcome::Written(outcome) = outcome else {
        panic!("not written")
    };
    let id = outcome.id().unwrap();
    let mut update = jobseeker(&format!("{MARK}-2"));
    update.address = WriteAddress::ById(id);
    store.put_jobseekers(&organisation(), vec![update]).await.unwrap();
    assert!(files_hold(directory.path(), MARK));

    let stale = store.erase_jobseeker(&organisation(), id, Some(1)).await.unwrap();
    assert_eq!(stale, DeleteOutcome::VersionConflict { current: 2 });
    let erased = store.erase_jobseeker(&organisation(), id, None).await.unwrap();
    assert_eq!(erased, DeleteOutcome::Deleted { seq: 43 });

    assert!(
        !files_hold(directory.path(), MARK),
        "file and log are overwritten"
    );
    assert!(store.jobseeker(&organisation(), id).await.unwrap().is_none());
    assert!(store.recall(&organisation(), "k").await.unwrap().is_none());
    let changes = store.changes_after(40, 10).await.unwrap();
    let of_it: Vec<_> = changes.iter().filter(|change| change.id == id.uuid()).collect();
    assert_eq!(of_it.len(), 1);
    assert_eq!(
        (of_it[0].operation, of_it[0].visible_before),
        (ChangeOperation::Delete, true)
    );
    assert_eq!(store.counts().await.unwrap().jobseekers, 40);
}

/// A store whose log still holds what was erased, because a reader needed it.
async fn erased_while_read() -> Fixture {
    let fixture = Fixture::new().await;
    let store = &fixture.store;
    let outcomes = store
        .put_jobseekers(&organisation(), vec![jobseeker(MARK)])
        .await
        .unwrap();
    let mut reader = store.shared.readers.begin().await.unwrap();
    sqlx::query("SELECT COUNT(*) FROM jobseekers")
        .fetch_one(&mut *reader)
        .await
        .unwrap();
    store
        .erase_jobseeker(&organisation(), outcomes[0].id().unwrap(), None)
        .await
        .unwrap();
    reader.rollback().await.unwrap();
    assert!(
        files_hold(fixture.directory.path(), MARK),
        "the reader needed it still"
    );
    fixture
}

#[tokio::test]
async fn erasing_waits_for_no_reader_for_long_and_is_finished_by_the_next_write() {
    let Fixture { store, directory } = erased_while_read().await;
    create(&store, new("a")).await;
    assert!(!files_hold(directory.path(), MARK));
}

#[tokio::test]
async fn records_and_decisions_and_remembered_answers_finish_an_erasure_too() {
    let list = record(None, 1);
    let Fixture { store, directory } = erased_while_read().await;
    store.append(vec![Arc::new(list.clone())]).await.unwrap();
    assert!(!files_hold(directory.path(), MARK));

    let Fixture { store, directory } = erased_while_read().await;
    store
        .decide(decision(&list, DecisionKind::Accept), None)
        .await
        .unwrap();
    assert!(!files_hold(directory.path(), MARK));

    let Fixture { store, directory } = erased_while_read().await;
    let answer = Remembered {
        body_hash: "h".to_owned(),
        answer: Answer {
            status: 201,
            body: "{}".to_owned(),
        },
        record: None,
    };
    store
        .keep_answer(organisation(), "k".to_owned(), answer)
        .await
        .unwrap();
    assert!(!files_hold(directory.path(), MARK));
}
