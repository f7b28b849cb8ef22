use super::*;
use crate::ports::{Answer, ChangeLog, OnceOutcome, OnceRequest, Remembered};

fn request(key: &str, body_hash: &str) -> OnceRequest<VacancyId> {
    OnceRequest {
        key: key.to_owned(),
        body_hash: body_hash.to_owned(),
        answer: Box::new(|outcome, _| match outcome {
            WriteOutcome::Created { id, .. } => Some(created(*id)),
            _ => None,
        }),
    }
}

fn created(id: VacancyId) -> Answer {
    Answer {
        status: 201,
        body: id.to_string(),
    }
}

async fn once(
    store: &SqlStore,
    write: VacancyWrite,
    request: OnceRequest<VacancyId>,
) -> OnceOutcome<VacancyId> {
    store
        .put_vacancy_once(&organisation(), write, request)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_request_sent_twice_is_carried_out_once() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let OnceOutcome::Written(WriteOutcome::Created { id, .. }) =
        once(&store, new("a"), request("k", "h")).await
    else {
        panic!("not created");
    };
    assert_eq!(
        once(&store, new("a"), request("k", "h")).await,
        OnceOutcome::Answered(created(id))
    );
    assert_eq!(
        once(&store, new("b"), request("k", "other")).await,
        OnceOutcome::OtherBody
    );
    assert!(matches!(
        once(&store, new("b"), request("k2", "h")).await,
        OnceOutcome::Written(_)
    ));
    assert_eq!(store.counts().await.unwrap().vacancies, 2);
    let known = store.recall(&organisation(), "k").await.unwrap().unwrap();
    assert_eq!((known.answer, known.record), (created(id), Some(id.uuid())));
    assert!(store.recall(&other_organisation(), "k").await.unwrap().is_none());
}

#[tokio::test]
async fn of_many_at_once_one_writes() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let mut senders = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let store = store.clone();
        senders.spawn(async move { once(&store, new("a"), request("k", "h")).await });
    }
    let outcomes = senders.join_all().await;
    let written = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, OnceOutcome::Written(_)));
    assert_eq!(written.count(), 1);
    assert_eq!(store.last_seq().await.unwrap(), 1);
}

#[tokio::test]
async fn a_refused_write_may_be_tried_again() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let refused = once(&store, by_id(VacancyId::generate(), "a"), request("k", "h")).await;
    assert_eq!(refused, OnceOutcome::Written(WriteOutcome::NotFound));
    assert!(matches!(
        once(&store, new("a"), request("k", "h")).await,
        OnceOutcome::Written(_)
    ));
}

#[tokio::test]
async fn an_answer_is_forgotten_after_a_day() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let remembered = Remembered {
        body_hash: "h".to_owned(),
        answer: Answer {
            status: 200,
            body: "{}".to_owned(),
        },
        record: None,
    };
    let remember = |key: &'static str| store.remember(&organisation(), key, remembered.clone());
    assert_eq!(remember("old").await.unwrap(), None);
    assert_eq!(remember("old").await.unwrap(), Some(remembered.clone()));
    let mut transaction = store.shared.begin().await.unwrap();
    sqlx::query("UPDATE remembered SET at = at - $1")
        .bind(24_i64 * 3600 * 1_000_000)
        .execute(&mut *transaction)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(store.recall(&organisation(), "old").await.unwrap(), None);
    assert_eq!(remember("new").await.unwrap(), None);
    let row = sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM remembered");
    assert_eq!(row.fetch_one(&store.shared.readers).await.unwrap(), 1);
}

#[tokio::test]
async fn a_secret_is_generated_once() {
    let Fixture { store, directory } = Fixture::new().await;
    assert_eq!(store.setting("secret").await.unwrap(), None);
    assert_eq!(store.setting_or_insert("secret", "first").await.unwrap(), "first");
    assert_eq!(
        store.setting_or_insert("secret", "second").await.unwrap(),
        "first"
    );
    store.put_setting("colour", "blue").await.unwrap();
    store.put_setting("colour", "green").await.unwrap();
    store.close().await;
    let store = open(directory.path()).await;
    assert_eq!(store.setting("secret").await.unwrap().as_deref(), Some("first"));
    assert_eq!(store.setting("colour").await.unwrap().as_deref(), Some("green"));
}
