//! What the store must sustain. The floors are far below what an idle machine does, so that a
//! busy one or a build without optimisation passes; the figures are printed.

use super::*;
use crate::ports::ChangeLog;
use std::time::Instant;

#[cfg(debug_assertions)]
const BATCHES: usize = 3;
#[cfg(not(debug_assertions))]
const BATCHES: usize = 100;

fn per_second(count: usize, since: Instant) -> f64 {
    count as f64 / since.elapsed().as_secs_f64()
}

fn batch(number: usize, title: &str) -> Vec<VacancyWrite> {
    (0..1_000)
        .map(|n| by_source(&format!("2026-{number}-{n}"), title))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn batches_of_a_thousand() {
    let Fixture {
        store,
        directory: _kept,
    } = Fixture::new().await;
    let template = vacancy("Lagermedarbejder, dag");
    println!(
        "body of {} bytes",
        serde_json::to_string(&template).unwrap().len()
    );
    for (name, title) in [("created", "a"), ("unchanged", "a"), ("updated", "b")] {
        let batches: Vec<_> = (0..BATCHES).map(|number| batch(number, title)).collect();
        let since = Instant::now();
        for writes in batches {
            store.put_vacancies(&organisation(), writes).await.unwrap();
        }
        let speed = per_second(BATCHES * 1_000, since);
        println!("{name}: {speed:.0} vacancies a second");
        assert!(speed > 500.0, "{name}: {speed:.0} vacancies a second");
    }

    let (since, mut after, mut ids) = (Instant::now(), None, Vec::new());
    loop {
        let page = store.scan_vacancies(after, 1_000).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        ids.extend(page.iter().map(|record| record.id));
    }
    assert_eq!(ids.len(), BATCHES * 1_000);
    let speed = per_second(ids.len(), since);
    println!("scanned: {speed:.0} vacancies a second");
    assert!(speed > 1_000.0, "scan: {speed:.0} vacancies a second");

    let since = Instant::now();
    for some in ids.chunks(1_000) {
        assert_eq!(store.vacancies_by_ids(some).await.unwrap().len(), some.len());
    }
    let speed = per_second(ids.len(), since);
    println!("by ids: {speed:.0} vacancies a second");
    assert!(speed > 1_000.0, "by ids: {speed:.0} vacancies a second");
}
