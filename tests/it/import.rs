//! Importing vacancies.

use crate::harness::{Answer, TestApp, send};
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::StreamExt;
use reqwest::Method;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::time::Duration;

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/import")
        .join(name);
    std::fs::read(path).expect("a fixture")
}

async fn import(app: &TestApp, query: &str, media: &'static str, body: Vec<u8>) -> Answer {
    let request = app.request(Method::POST, &format!("/v1/vacancies/import{query}"));
    let answer = send(request.header("content-type", media).body(body)).await;
    assert_eq!(answer.status, 207, "{}", answer.text);
    assert_eq!(answer.header("content-type"), "application/x-ndjson");
    answer
}

/// The results and the counts of total, created, updated, unchanged, failed.
fn split(answer: &Answer) -> (Vec<Value>, [u64; 5]) {
    let mut lines = answer.lines();
    let last = lines.pop().expect("a summary");
    let counts = ["total", "created", "updated", "unchanged", "failed"];
    let counts = counts.map(|name| last["summary"][name].as_u64().expect("a count"));
    (lines, counts)
}

/// The first error of each failed line: its code and place.
fn first_errors(lines: &[Value]) -> Vec<(u64, String, String)> {
    let failed = lines.iter().filter(|line| line["errors"].is_array());
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    failed
        .map(|line| {
            let error = &line["errors"][0];
            (
                line["line"].as_u64().expect("a number"),
                text(&error["code"]),
                text(&error["pointer"]),
            )
        })
        .collect()
}

fn line(number: usize) -> String {
    json!({"source": "test", "external_id": number.to_string(), "title": format!("Lagermedarbejder {number}"),
           "occupation": "4321", "workplace": {"postcode": "5220"}})
    .to_string()
}

fn lines(numbers: std::ops::Range<usize>) -> Vec<u8> {
    numbers
        .map(|number| line(number) + "\n")
        .collect::<String>()
        .into_bytes()
}

const NDJSON: &str = "application/x-ndjson";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_may_be_sent_again() {
    let app = TestApp::start().await;
    let (results, counts) = split(&import(&app, "", NDJSON, lines(0..2500)).await);
    assert_eq!(counts, [2500, 2500, 0, 0, 0]);
    let numbers: Vec<u64> = results
        .iter()
        .map(|result| result["line"].as_u64().expect("a number"))
        .collect();
    assert_eq!(numbers, (1..=2500).collect::<Vec<u64>>());
    assert!(
        results
            .iter()
            .all(|result| result["status"] == 201 && result["id"].is_string())
    );
    let (again, counts) =
        split(&import(&app, "?errors_only=true&refresh=wait", NDJSON, lines(0..2500)).await);
    assert_eq!((again.len(), counts), (0, [2500, 0, 0, 2500, 0]));
    let found = app
        .post("/v1/vacancies/search", &json!({"limit": 1}))
        .await
        .json();
    assert_eq!(found["total"], 2500);
    let meta = app.get("/v1/meta").await.json();
    assert_eq!(meta["records"]["vacancies"], 2500);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_file_is_taken_as_far_as_it_is_right() {
    let app = TestApp::start().await;
    let body = fixture("broken.ndjson");
    let expected: Value = serde_json::from_slice(&fixture("broken.expected.json")).expect("JSON");
    let expected = expected.as_object().expect("an object");
    let (results, counts) = split(&import(&app, "", NDJSON, body).await);
    for result in &results {
        let number = result["line"].to_string();
        let errors = result["errors"].as_array().cloned().unwrap_or_default();
        let warnings = result["warnings"].as_array().cloned().unwrap_or_default();
        let said: Vec<(&Value, &Value)> = errors
            .iter()
            .chain(&warnings)
            .map(|error| (&error["code"], &error["pointer"]))
            .collect();
        match expected.get(&number).filter(|expected| expected.is_array()) {
            // An import cannot ask: words for an occupation that are not known are kept, and the title is read.
            Some(expected) if *expected == json!(["unknown_label", "/occupation"]) => {
                assert!(errors.is_empty());
            }
            Some(expected) => assert!(
                said.contains(&(&expected[0], &expected[1])),
                "line {number}: {said:?} without {expected}"
            ),
            None => assert!(errors.is_empty(), "line {number}: {said:?}"),
        }
    }
    assert_eq!(counts[0], results.len() as u64);
    assert!(counts[1] > 0 && counts[4] > 0, "{counts:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_named_and_the_rest_imported() {
    let app = TestApp::start().await;
    let mut body = lines(0..1);
    body.extend_from_slice(b"{\"title\": \"");
    body.extend(std::iter::repeat_n(b'x', 10 << 20));
    body.extend_from_slice(b"\"}\n{\"title\": \"\xff\xfe\"}\n{\"title\": \"a\0b\"}\n");
    body.extend_from_slice(b"{\"title\": \"Kok\", \"occupation\": \"5120\", \"offers\": [{\"form\": \"ordinary_job\", \"hours_per_week\": NaN}]}\n");
    body.extend_from_slice(b"not json\n\n[1, 2]\n");
    body.extend_from_slice(line(1).as_bytes());
    let (results, counts) = split(&import(&app, "", NDJSON, body).await);
    assert_eq!(counts, [8, 2, 0, 0, 6]);
    let errors: Vec<(u64, String)> = first_errors(&results)
        .into_iter()
        .map(|(line, code, _)| (line, code))
        .collect();
    let expected = [
        (2, "too_long"),
        (3, "bad_encoding"),
        (4, "control_character"),
        (5, "bad_json"),
        (6, "bad_json"),
        (8, "wrong_type"),
    ];
    assert_eq!(errors, expected.map(|(line, code)| (line, code.to_owned())));
    assert!(
        results
            .iter()
            .filter(|result| result["errors"].is_array())
            .all(|result| result["status"] == 422)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_and_answers_of_jobnet_are_read() {
    let app = TestApp::start().await;
    let (results, counts) =
        split(&import(&app, "", "text/csv; charset=utf-8", fixture("vacancies.csv")).await);
    assert_eq!(counts[4], 0, "{results:?}");
    assert!(counts[1] > 1);
    let (results, counts) =
        split(&import(&app, "?format=jobnet", "application/json", fixture("jobnet.json")).await);
    assert_eq!(counts[4], 0, "{results:?}");
    assert_eq!(results[0]["source"], "jobnet");
    let (results, counts) = split(&import(&app, "", NDJSON, fixture("vacancies.ndjson")).await);
    assert_eq!(counts[4], 0, "{results:?}");

    let wrong = import(&app, "", "text/csv", b"titel,occupation\nKok,5120\n".to_vec()).await;
    let (results, counts) = split(&wrong);
    assert_eq!(counts, [1, 0, 0, 0, 1]);
    assert_eq!(results[0]["errors"][0]["code"], "wrong_columns");
    let short = import(
        &app,
        "",
        "text/csv",
        b"title,occupation\nKok\nKok,5120\n".to_vec(),
    )
    .await;
    let (results, counts) = split(&short);
    assert_eq!((counts[1], counts[4]), (1, 1));
    assert_eq!(first_errors(&results)[0].1, "wrong_columns");
    let not_jobnet = import(&app, "?format=jobnet", "application/json", b"{}".to_vec()).await;
    assert_eq!(split(&not_jobnet).1, [1, 0, 0, 0, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_compressed_body_is_read_and_a_cut_one_reported() {
    let app = TestApp::start().await;
    let gzip = |body: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(body).expect("memory");
        encoder.finish().expect("memory")
    };
    let post = |body: Vec<u8>, encoding: &'static str| {
        let request = app.request(Method::POST, "/v1/vacancies/import");
        let request = request
            .header("content-type", NDJSON)
            .header("content-encoding", encoding);
        send(request.body(body))
    };
    let mut whole = gzip(&lines(0..1500));
    whole.extend(gzip(&lines(1500..1600)));
    assert_eq!(split(&post(whole, "gzip").await).1, [1600, 1600, 0, 0, 0]);

    let whole = gzip(&lines(2000..3000));
    let (results, counts) = split(&post(whole[..whole.len() / 2].to_vec(), "gzip").await);
    let errors = first_errors(&results);
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].1, "bad_encoding");
    assert_eq!(errors[0].0, counts[0], "the line that is not whole");
    assert!(counts[1] > 0 && counts[1] < 1000, "{counts:?}");
    let (results, _) = split(&post(b"not gzip".to_vec(), "gzip").await);
    assert_eq!(first_errors(&results)[0].1, "bad_encoding");
    post(Vec::new(), "br")
        .await
        .problem(415, "unsupported-media-type");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_writes_nothing() {
    let app = TestApp::start().await;
    import(&app, "", NDJSON, lines(0..2)).await;
    let mut body = lines(0..1);
    body.extend(line(1).replace("Lagermedarbejder 1", "Lagermand").into_bytes());
    body.push(b'\n');
    body.extend(lines(2..3));
    body.extend(b"{}\n");
    let (results, counts) = split(&import(&app, "?dry_run=true", NDJSON, body).await);
    assert_eq!(counts, [4, 1, 1, 1, 1]);
    assert_eq!(results[2]["id"], Value::Null);
    assert_eq!(app.get("/v1/meta").await.json()["records"]["vacancies"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn results_come_while_the_body_is_still_being_sent() {
    let app = TestApp::start().await;
    let (sender, receiver) = tokio::sync::mpsc::unbounded_channel::<Vec<u8>>();
    let chunks = futures_util::stream::unfold(receiver, |mut receiver| async {
        let chunk = receiver.recv().await?;
        Some((Ok::<Vec<u8>, std::io::Error>(chunk), receiver))
    });
    let request = app
        .request(Method::POST, "/v1/vacancies/import")
        .header("content-type", NDJSON);
    let body = reqwest::Body::wrap_stream(chunks);
    sender.send(lines(0..3)).expect("it is open");
    let response = tokio::time::timeout(Duration::from_secs(20), request.body(body).send());
    let response = response
        .await
        .expect("an answer before the body's end")
        .expect("an answer");
    let mut stream = response.bytes_stream();
    let mut seen = Vec::new();
    while seen.split(|&byte| byte == b'\n').count() < 4 {
        let chunk = tokio::time::timeout(Duration::from_secs(20), stream.next())
            .await
            .expect("in time");
        seen.extend(chunk.expect("more").expect("bytes"));
    }
    // What was told is kept, whatever comes after.
    assert_eq!(
        app.get("/v1/vacancies").await.json()["vacancies"]
            .as_array()
            .map(Vec::len),
        Some(3)
    );
    sender.send(lines(3..4)).expect("it is open");
    drop(sender);
    while let Some(chunk) = stream.next().await {
        seen.extend(chunk.expect("bytes"));
    }
    let text = String::from_utf8(seen).expect("text");
    assert!(
        text.ends_with('\n') && text.contains("\"summary\":{\"total\":4"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn other_media_types_are_refused() {
    let app = TestApp::start().await;
    for (query, media) in [
        ("", "text/plain"),
        ("", "application/json"),
        ("?format=jobnet", "text/csv"),
    ] {
        let request = app.request(Method::POST, &format!("/v1/vacancies/import{query}"));
        send(request.header("content-type", media).body("x"))
            .await
            .problem(415, "unsupported-media-type");
    }
    let request = app.request(Method::POST, "/v1/vacancies/import?format=xml");
    send(request.body("x")).await.problem(422, "invalid");
}
