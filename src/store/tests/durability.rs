use super::*;
use crate::ports::{ChangeLog, StoreError};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

#[tokio::test]
async fn a_store_dropped_without_closing_has_everything() {
    let Fixture { store, directory } = Fixture::new().await;
    let id = create(&store, by_source("1", "a")).await;
    drop(store);
    let store = open(directory.path()).await;
    assert_eq!(
        store
            .vacancy(&organisation(), id)
            .await
            .unwrap()
            .unwrap()
            .vacancy
            .title,
        "a"
    );
    assert_eq!(*store.subscribe().borrow(), 1);
    let next = put(&store, new("b")).await;
    assert!(matches!(next, WriteOutcome::Created { seq: 2, .. }), "{next:?}");
    store.close().await;
    let store = open(directory.path()).await;
    assert_eq!(store.counts().await.unwrap().vacancies, 2);
}

#[tokio::test]
async fn a_write_nobody_waits_for_is_whole_or_absent() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    for round in 0..30_u64 {
        let batch = (0..60)
            .map(|n| by_source(&n.to_string(), &round.to_string()))
            .collect();
        let owner = organisation();
        let patience = std::time::Duration::from_micros(round * 150);
        let _ = tokio::time::timeout(patience, store.put_vacancies(&owner, batch)).await;
    }
    create(&store, new("last")).await;
    let records = store.scan_vacancies(None, 1_000).await.unwrap();
    assert!(records.len() == 1 || records.len() == 61, "{}", records.len());
    let last = store.last_seq().await.unwrap();
    assert_eq!(last % 60, 1);
    assert_eq!(*store.subscribe().borrow(), last);
    assert_eq!(store.changes_after(0, 10_000).await.unwrap().len() as i64, last);
}

/// Not a test of its own: the process that the next test kills. It writes batches without end and
/// prints the last `seq` of each that was acknowledged.
#[tokio::test]
async fn writes_until_killed() {
    let Ok(directory) = std::env::var("FOOTHOLD_TEST_KILLED_STORE") else {
        return;
    };
    let store = open(Path::new(&directory)).await;
    for round in 0.. {
        let batch = (0..50).map(|n| by_source(&format!("{round}-{n}"), "a")).collect();
        let outcomes = store.put_vacancies(&organisation(), batch).await.unwrap();
        if let Some(WriteOutcome::Created { seq, .. }) = outcomes.last() {
            println!("acknowledged {seq}");
        }
    }
}

#[tokio::test]
async fn a_killed_process_loses_nothing_it_acknowledged() {
    let directory = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "store::tests::durability::writes_until_killed",
            "--nocapture",
        ])
        .env("FOOTHOLD_TEST_KILLED_STORE", directory.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let acknowledged = lines
        .map_while(Result::ok)
        .filter_map(|line| {
            line.strip_prefix("acknowledged ")
                .and_then(|seq| seq.parse::<i64>().ok())
        })
        .find(|&seq| seq >= 1_000);
    child.kill().unwrap();
    child.wait().unwrap();
    let acknowledged = acknowledged.unwrap();

    let store = open(directory.path()).await;
    let last = store.last_seq().await.unwrap();
    assert!(last >= acknowledged);
    assert_eq!(last % 50, 0, "no batch is there in part");
    let changes = store.changes_after(0, usize::MAX).await.unwrap();
    assert_eq!(changes.len() as i64, last);
    assert_eq!(store.counts().await.unwrap().vacancies as i64, last);
    assert!(matches!(put(&store, new("b")).await, WriteOutcome::Created { seq, .. } if seq == last + 1));
}

#[tokio::test]
async fn a_later_schema_is_refused() {
    let Fixture { store, directory } = Fixture::new().await;
    let mut transaction = store.shared.begin().await.unwrap();
    sqlx::query("INSERT INTO schema_versions (version, applied_at) VALUES (999, 0)")
        .execute(&mut *transaction)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    store.close().await;
    let path = directory.path().join("new folder").join("records #1?.db");
    let refused = SqlStore::open_sqlite(&path, &StoreOptions::default()).await;
    assert!(
        matches!(refused, Err(StoreError::NewerSchema { found: 999, known }) if known == super::super::migrations::KNOWN)
    );
}

#[tokio::test]
async fn what_is_no_database_is_said_to_be_unreadable() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("records.db");
    std::fs::write(&path, "This is a letter, not a database. ".repeat(400)).unwrap();
    let refused = SqlStore::open_sqlite(&path, &StoreOptions::default()).await;
    assert!(
        matches!(refused, Err(StoreError::Corrupt { .. })),
        "{:?}",
        refused.err()
    );
    let below_a_file = SqlStore::open_sqlite(&path.join("x.db"), &StoreOptions::default()).await;
    assert!(
        matches!(below_a_file, Err(StoreError::Io { .. })),
        "{:?}",
        below_a_file.err()
    );
}

#[tokio::test]
async fn a_body_that_does_not_read_is_named() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let id = create(&store, new("a")).await;
    let mut transaction = store.shared.begin().await.unwrap();
    sqlx::query("UPDATE vacancies SET body = '{}'")
        .execute(&mut *transaction)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    let error = store.vacancy(&organisation(), id).await.unwrap_err();
    assert!(error.to_string().contains(&id.to_string()), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let Fixture { store, directory } = Fixture::new().await;
    create(&store, new("a")).await;
    for entry in std::fs::read_dir(directory.path().join("new folder")).unwrap() {
        let mode = entry.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
    }
}
