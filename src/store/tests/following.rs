use super::*;
use crate::domain::record::{ChangeOperation, RecordKind};
use crate::ports::ChangeLog;
use std::collections::BTreeSet;
use std::time::Duration;

#[tokio::test]
async fn changes_come_in_the_order_of_their_commits() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..4 {
        let store = store.clone();
        writers.spawn(async move {
            for round in 0..10 {
                let batch = (0..7)
                    .map(|n| by_source(&format!("{writer}-{n}"), &round.to_string()))
                    .collect();
                store.put_vacancies(&organisation(), batch).await.unwrap();
            }
        });
    }
    let mut seen = Vec::new();
    while seen.len() < 280 {
        let after = seen.last().copied().unwrap_or(0);
        seen.extend(
            store
                .changes_after(after, 50)
                .await
                .unwrap()
                .iter()
                .map(|change| change.seq),
        );
    }
    writers.join_all().await;
    assert_eq!(seen, (1..=280).collect::<Vec<i64>>());
}

#[tokio::test]
async fn a_change_names_its_record() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let id = create(&store, new("a")).await;
    store
        .put_jobseekers(&other_organisation(), vec![jobseeker("p")])
        .await
        .unwrap();
    let changes = store.changes_after(0, 10).await.unwrap();
    assert_eq!((changes[0].kind, changes[0].id), (RecordKind::Vacancy, id.uuid()));
    assert_eq!(changes[0].organisation, organisation());
    assert_eq!(
        (changes[1].kind, changes[1].operation),
        (RecordKind::Jobseeker, ChangeOperation::Upsert)
    );
    assert_eq!(changes[1].organisation, other_organisation());
    assert_eq!(store.changes_after(1, 1).await.unwrap().len(), 1);
    assert!(store.changes_after(2, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_follower_wakes_at_once() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let mut follower = store.subscribe();
    assert_eq!(*follower.borrow_and_update(), 0);
    create(&store, new("a")).await;
    tokio::time::timeout(Duration::from_secs(5), follower.changed())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(*follower.borrow_and_update(), 1);
}

#[tokio::test]
async fn a_follower_learns_of_another_process_when_it_asks() {
    let Fixture { store, directory } = Fixture::new().await;
    let other = open(directory.path()).await;
    let mut follower = store.subscribe();
    follower.borrow_and_update();
    create(&other, new("a")).await;
    assert_eq!(store.last_seq().await.unwrap(), 1);
    assert!(follower.has_changed().unwrap());
}

#[tokio::test]
async fn walking_pages_while_others_write_sees_each_record_once() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let batch = (0..500).map(|n| by_source(&n.to_string(), "a")).collect();
    let created = store.put_vacancies(&organisation(), batch).await.unwrap();
    let writer = store.clone();
    let writing = tokio::spawn(async move {
        for round in 0..40 {
            let batch = (0..50).map(|n| by_source(&(n * 17 + round * 31).to_string(), &round.to_string()));
            writer
                .put_vacancies(&organisation(), batch.collect())
                .await
                .unwrap();
        }
    });
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = store.vacancies_page(&organisation(), after, 13).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        seen.extend(page.iter().map(|record| record.id));
    }
    writing.await.unwrap();
    let once: BTreeSet<VacancyId> = seen.iter().copied().collect();
    assert_eq!(once.len(), seen.len(), "no duplicates");
    assert!(
        created
            .iter()
            .all(|outcome| once.contains(&outcome.id().unwrap())),
        "no holes"
    );
}

#[tokio::test]
async fn pages_are_the_organisations_own_and_scans_are_everyones() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    for (owner, count) in [(organisation(), 20), (other_organisation(), 30)] {
        let batch = (0..count).map(|n| by_source(&n.to_string(), "a")).collect();
        store.put_vacancies(&owner, batch).await.unwrap();
    }
    let mine = store.vacancies_page(&organisation(), None, 100).await.unwrap();
    assert_eq!(mine.len(), 20);
    assert!(mine.iter().all(|record| record.organisation == organisation()));
    let mut everyones = store.scan_vacancies(None, 35).await.unwrap();
    everyones.extend(store.scan_vacancies(Some(everyones[34].id), 35).await.unwrap());
    assert_eq!(everyones.len(), 50);
    assert!(everyones.windows(2).all(|pair| pair[0].id < pair[1].id));
}
