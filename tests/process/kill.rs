//! What was acknowledged survives: the service is killed twice in the middle of an import, and
//! afterwards store and index hold every vacancy whose result was told.

use super::program::{Service, run};
use futures_util::StreamExt;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// Vacancies imported. The program of the tests is not optimised, so that the usual number is kept
/// small; `FOOTHOLD_KILL_TEST_VACANCIES=20000` is the full test.
const USUALLY: usize = 5000;

/// A moment at which every vacancy of the corpus is shown and none has expired.
const AS_OF: &str = "2026-11-24T12:00:00+01:00";

/// Imports the file and gives the ids that were told of, until the end or until `enough` of them
/// were told, then kills the service.
async fn import(
    service: &mut Service,
    file: &Path,
    enough: Option<usize>,
) -> (BTreeSet<String>, Option<Value>) {
    let body = std::fs::read(file).expect("the corpus");
    let request = service
        .client
        .post(format!("{}/v1/vacancies/import", service.base))
        .header("content-type", "application/x-ndjson")
        .body(body);
    let mut answer = request.send().await.expect("an answer").bytes_stream();
    let (mut told, mut summary, mut rest) = (BTreeSet::new(), None, Vec::new());
    while let Some(Ok(chunk)) = answer.next().await {
        rest.extend_from_slice(&chunk);
        while let Some(end) = rest.iter().position(|&byte| byte == b'\n') {
            let line: Vec<u8> = rest.drain(..=end).collect();
            let mut line: Value = serde_json::from_slice(&line).expect("a line of JSON");
            match line["id"].as_str() {
                Some(id) => {
                    told.insert(id.to_owned());
                }
                None => summary = Some(line["summary"].take()),
            }
        }
        if enough.is_some_and(|enough| told.len() >= enough) && summary.is_none() {
            service.kill();
            // What is still on its way was sent before the end, and counts.
        }
    }
    (told, summary)
}

async fn listed(service: &Service) -> BTreeSet<String> {
    let (mut ids, mut cursor) = (BTreeSet::new(), String::new());
    loop {
        let (status, page) = service.get(&format!("/v1/vacancies?limit=200{cursor}")).await;
        assert_eq!(status, 200, "{page}");
        let vacancies = page["vacancies"].as_array().expect("vacancies");
        ids.extend(
            vacancies
                .iter()
                .filter_map(|vacancy| vacancy["id"].as_str().map(str::to_owned)),
        );
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return ids,
        }
    }
}

/// Everything told is kept, and the index holds what is kept.
async fn nothing_is_lost(service: &Service, told: &BTreeSet<String>) {
    service.is_ready().await;
    let kept = listed(service).await;
    let lost: Vec<&String> = told.difference(&kept).collect();
    assert!(
        lost.is_empty(),
        "{} of {} are lost: {lost:?}",
        lost.len(),
        told.len()
    );
    for id in told.iter().step_by(97) {
        assert_eq!(service.get(&format!("/v1/vacancies/{id}")).await.0, 200, "{id}");
    }
    let everything = json!({"limit": 1, "as_of": AS_OF});
    let (status, found) = service.post("/v1/vacancies/search", &everything).await;
    assert_eq!(status, 200, "{found}");
    assert_eq!(found["total"], kept.len(), "the index differs from the store");
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_kill() {
    let count = std::env::var("FOOTHOLD_KILL_TEST_VACANCIES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(USUALLY);
    let folder = tempfile::tempdir().expect("a folder");
    let (corpus, data) = (folder.path().join("corpus"), folder.path().join("data"));
    let made = run(&[
        "generate",
        "--vacancies",
        &count.to_string(),
        "--jobseekers",
        "0",
        "--out",
        &corpus.to_string_lossy(),
    ]);
    assert!(made.status.success());
    let file = corpus.join("vacancies.ndjson");

    let mut told = BTreeSet::new();
    for share in [5, 2] {
        let mut service = Service::serve(&data);
        nothing_is_lost(&service, &told).await;
        told.extend(import(&mut service, &file, Some(count / share)).await.0);
    }
    let mut service = Service::serve(&data);
    nothing_is_lost(&service, &told).await;
    let (all, summary) = import(&mut service, &file, None).await;
    let summary = summary.expect("a summary");
    assert_eq!(
        (&summary["total"], &summary["failed"]),
        (&json!(count), &json!(0))
    );
    assert_eq!(all.len(), count);
    assert!(told.is_subset(&all), "a vacancy was made twice");
    nothing_is_lost(&service, &all).await;
    assert_eq!(service.stop().code(), Some(0));
}
