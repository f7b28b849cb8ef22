use super::*;
use crate::domain::lists::VacancyStatus;
use crate::ports::{ChangeLog, DeleteOutcome};

#[tokio::test]
async fn a_vacancy_reads_back_as_written() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let id = create(&store, by_source("1", "Lagermedarbejder")).await;
    let kept = store.vacancy(&organisation(), id).await.unwrap().unwrap();
    let mut expected = vacancy("Lagermedarbejder");
    expected.source_key = Some(key("1"));
    assert_eq!(kept.vacancy, expected);
    assert_eq!((kept.version, kept.organisation), (1, organisation()));
    assert_eq!(kept.created_at, kept.updated_at);
    let same = store
        .vacancy_by_source(&organisation(), &key("1"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(same.id, id);
    assert!(store.vacancy(&other_organisation(), id).await.unwrap().is_none());
    assert!(
        store
            .vacancy_by_source(&other_organisation(), &key("1"))
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        store
            .vacancy(&organisation(), VacancyId::generate())
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn every_outcome_of_a_write() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let first = create(&store, by_source("1", "a")).await;
    let second = create(&store, new("b")).await;
    let unknown = VacancyId::generate();

    let mut taken = new("c");
    taken.vacancy.source_key = Some(key("1"));
    assert_eq!(
        put(&store, taken.clone()).await,
        WriteOutcome::SourceTaken { id: first }
    );
    taken.address = WriteAddress::ById(second);
    assert_eq!(put(&store, taken).await, WriteOutcome::SourceTaken { id: first });

    assert_eq!(
        put(&store, by_source("1", "a")).await,
        WriteOutcome::Unchanged {
            id: first,
            version: 1
        }
    );
    assert_eq!(
        put(&store, by_source("1", "d")).await,
        WriteOutcome::Updated {
            id: first,
            version: 2,
            seq: 3
        }
    );
    assert_eq!(
        put(&store, by_id(second, "e")).await,
        WriteOutcome::Updated {
            id: second,
            version: 2,
            seq: 4
        }
    );
    assert_eq!(put(&store, by_id(unknown, "f")).await, WriteOutcome::NotFound);

    let stale = VacancyWrite {
        expected_version: Some(1),
        ..by_id(second, "g")
    };
    assert_eq!(
        put(&store, stale).await,
        WriteOutcome::VersionConflict {
            id: second,
            current: 2
        }
    );
    let fresh = VacancyWrite {
        expected_version: Some(2),
        ..by_id(second, "g")
    };
    assert_eq!(
        put(&store, fresh).await,
        WriteOutcome::Updated {
            id: second,
            version: 3,
            seq: 5
        }
    );
    let absent = VacancyWrite {
        expected_version: Some(1),
        ..by_source("9", "h")
    };
    assert_eq!(put(&store, absent).await, WriteOutcome::NotFound);
    assert_eq!(store.last_seq().await.unwrap(), 5);
}

#[tokio::test]
async fn another_organisation_has_its_own_source_ids_and_cannot_write_mine() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let mine = create(&store, by_source("1", "mine")).await;
    let outcomes = store
        .put_vacancies(
            &other_organisation(),
            vec![by_source("1", "theirs"), by_id(mine, "stolen")],
        )
        .await
        .unwrap();
    assert!(matches!(outcomes[0], WriteOutcome::Created { id, .. } if id != mine));
    assert_eq!(outcomes[1], WriteOutcome::NotFound);
    let refused = store
        .delete_vacancy(&other_organisation(), mine, None)
        .await
        .unwrap();
    assert_eq!(refused, DeleteOutcome::NotFound);
    let kept = store.vacancy(&organisation(), mine).await.unwrap().unwrap();
    assert_eq!(kept.vacancy.title, "mine");
}

#[tokio::test]
async fn the_later_of_two_with_one_key_wins() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let writes = vec![
        by_source("1", "a"),
        by_source("1", "b"),
        by_source("1", "b"),
        by_source("2", "c"),
    ];
    let outcomes = store.put_vacancies(&organisation(), writes).await.unwrap();
    let id = outcomes[0].id().unwrap();
    assert_eq!(
        outcomes[0],
        WriteOutcome::Created {
            id,
            version: 1,
            seq: 1
        }
    );
    assert_eq!(
        outcomes[1],
        WriteOutcome::Updated {
            id,
            version: 2,
            seq: 2
        }
    );
    assert_eq!(outcomes[2], WriteOutcome::Unchanged { id, version: 2 });
    assert!(matches!(outcomes[3], WriteOutcome::Created { seq: 3, .. }));
    let kept = store.vacancy(&organisation(), id).await.unwrap().unwrap();
    assert_eq!((kept.vacancy.title.as_str(), kept.version), ("b", 2));
    assert_eq!(store.changes_after(0, 10).await.unwrap().len(), 3);
    assert_eq!(store.counts().await.unwrap().vacancies, 2);
}

#[tokio::test]
async fn source_keys_may_go_round_within_a_batch() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let first = create(&store, by_source("1", "first")).await;
    let second = create(&store, by_source("2", "second")).await;
    let moved = |id, external_id: &str, title: &str| {
        let mut write = by_id(id, title);
        write.vacancy.source_key = Some(key(external_id));
        write
    };
    let writes = vec![
        moved(first, "3", "first"),
        moved(second, "1", "second"),
        moved(first, "2", "first"),
    ];
    let outcomes = store.put_vacancies(&organisation(), writes).await.unwrap();
    assert!(
        outcomes
            .iter()
            .all(|outcome| matches!(outcome, WriteOutcome::Updated { .. })),
        "{outcomes:?}"
    );
    for (external_id, id) in [("1", Some(second)), ("2", Some(first)), ("3", None)] {
        let found = store
            .vacancy_by_source(&organisation(), &key(external_id))
            .await
            .unwrap();
        assert_eq!(found.map(|record| record.id), id, "{external_id}");
    }
}

#[tokio::test]
async fn a_deleted_vacancy_leaves_a_tombstone_and_frees_its_key() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let id = create(&store, by_source("1", "a")).await;
    let stale = store.delete_vacancy(&organisation(), id, Some(7)).await.unwrap();
    assert_eq!(stale, DeleteOutcome::VersionConflict { current: 1 });
    let deleted = store.delete_vacancy(&organisation(), id, Some(1)).await.unwrap();
    assert_eq!(deleted, DeleteOutcome::Deleted { seq: 2 });
    let again = store.delete_vacancy(&organisation(), id, None).await.unwrap();
    assert_eq!(again, DeleteOutcome::NotFound);
    assert_ne!(create(&store, by_source("1", "a")).await, id);
}

#[tokio::test]
async fn a_change_says_whether_the_vacancy_was_open_before() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let mut paused = by_source("1", "a");
    paused.vacancy.status = VacancyStatus::Paused;
    let id = create(&store, paused.clone()).await;
    put(&store, by_source("1", "a")).await;
    put(&store, paused).await;
    store.delete_vacancy(&organisation(), id, None).await.unwrap();
    let changes = store.changes_after(0, 10).await.unwrap();
    let before: Vec<bool> = changes.iter().map(|change| change.visible_before).collect();
    assert_eq!(before, [false, false, true, false]);
    assert!(changes.iter().all(|change| change.id == id.uuid()));
}

#[tokio::test]
async fn a_batch_of_three_thousand() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let batch = |title: &str| {
        (0..3_000)
            .map(|n| by_source(&n.to_string(), title))
            .collect::<Vec<_>>()
    };
    let created = store.put_vacancies(&organisation(), batch("a")).await.unwrap();
    for (place, outcome) in created.iter().enumerate() {
        assert!(
            matches!(outcome, WriteOutcome::Created { version: 1, seq, .. } if *seq == place as i64 + 1),
            "{place}: {outcome:?}"
        );
    }
    let unchanged = store.put_vacancies(&organisation(), batch("a")).await.unwrap();
    let mut mixed = batch("a");
    mixed
        .iter_mut()
        .step_by(3)
        .for_each(|write| write.vacancy.title = "b".to_owned());
    let updated = store.put_vacancies(&organisation(), mixed).await.unwrap();
    for (place, outcome) in updated.iter().enumerate() {
        let id = created[place].id().unwrap();
        assert_eq!(unchanged[place], WriteOutcome::Unchanged { id, version: 1 });
        if place % 3 == 0 {
            let seq = 3_001 + place as i64 / 3;
            assert_eq!(*outcome, WriteOutcome::Updated { id, version: 2, seq });
        } else {
            assert_eq!(*outcome, WriteOutcome::Unchanged { id, version: 1 });
        }
    }
    assert_eq!(store.counts().await.unwrap().vacancies, 3_000);
    assert_eq!(store.last_seq().await.unwrap(), 4_000);
    let ids: Vec<VacancyId> = created.iter().rev().filter_map(WriteOutcome::id).collect();
    let records = store.vacancies_by_ids(&ids).await.unwrap();
    assert_eq!(records.len(), 3_000);
    assert!(records.windows(2).all(|pair| pair[0].id < pair[1].id));
    assert!(
        records
            .iter()
            .all(|record| (record.version == 2) == (record.vacancy.title == "b"))
    );
}

#[tokio::test]
async fn nothing_to_write_is_no_error() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    assert!(
        store
            .put_vacancies(&organisation(), Vec::new())
            .await
            .unwrap()
            .is_empty()
    );
    assert!(store.vacancies_by_ids(&[]).await.unwrap().is_empty());
    assert_eq!(store.last_seq().await.unwrap(), 0);
}

#[tokio::test]
async fn a_jobseeker_is_found_by_source_and_keeps_its_hash() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let mut write = jobseeker("plan-1");
    write.address = WriteAddress::BySource(key("j1"));
    let outcomes = store
        .put_jobseekers(&organisation(), vec![write.clone()])
        .await
        .unwrap();
    let id = outcomes[0].id().unwrap();
    let kept = store
        .jobseeker_by_source(&organisation(), &key("j1"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((kept.id, kept.jobseeker), (id, write.jobseeker.clone()));
    assert_eq!(kept.reference_hash.as_deref(), Some("hash-of-case"));
    assert_eq!(
        store
            .jobseeker(&organisation(), id)
            .await
            .unwrap()
            .unwrap()
            .version,
        1
    );
    write.reference_hash = None;
    let outcomes = store.put_jobseekers(&organisation(), vec![write]).await.unwrap();
    assert_eq!(
        outcomes[0],
        WriteOutcome::Updated {
            id,
            version: 2,
            seq: 2
        }
    );
    assert_eq!(store.jobseekers_by_ids(&[id, id]).await.unwrap().len(), 1);
    assert_eq!(
        store.scan_jobseekers(None, 5).await.unwrap()[0].reference_hash,
        None
    );
}
