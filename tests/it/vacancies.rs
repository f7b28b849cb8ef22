//! Keeping vacancies.

use crate::harness::{TestApp, a_vacancy, send};
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeSet;

#[tokio::test(flavor = "multi_thread")]
async fn a_vacancy_is_kept_read_replaced_and_deleted() {
    let app = TestApp::start().await;
    let made = app.post("/v1/vacancies", &a_vacancy("Lagermedarbejder")).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let id = made.json()["id"].as_str().expect("an id").to_owned();
    let path = format!("/v1/vacancies/{id}");
    assert_eq!(made.header("location"), path);
    assert_eq!(made.header("etag"), "\"1\"");
    assert_eq!(made.json()["occupation"]["code"], "4321");

    let read = app.get(&path).await;
    assert_eq!(read.status, 200);
    assert_eq!(read.json(), made.json());
    assert_eq!(read.header("etag"), "\"1\"");
    let known = send(app.request(Method::GET, &path).header("if-none-match", "\"1\"")).await;
    assert_eq!((known.status, known.text.as_str()), (304, ""));

    let replaced = app.put(&path, &a_vacancy("Lagermand")).await;
    assert_eq!(replaced.status, 200);
    assert_eq!(replaced.header("etag"), "\"2\"");
    assert_eq!(replaced.json()["title"], "Lagermand");

    let gone = app.delete(&path).await;
    assert_eq!((gone.status, gone.text.as_str()), (204, ""));
    app.get(&path).await.problem(404, "not-found");
    app.delete(&path).await.problem(404, "not-found");
    app.put(&path, &a_vacancy("Igen")).await.problem(404, "not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_answered_can_be_sent_back() {
    let app = TestApp::start().await;
    let made = app.post("/v1/vacancies", &a_vacancy("Lagermedarbejder")).await;
    let path = made.header("location").to_owned();
    let again = app.put(&path, &made.json()).await;
    assert_eq!(again.status, 200, "{}", again.text);
    assert_eq!(again.header("etag"), "\"1\"", "it says nothing new");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_entity_tag_is_refused() {
    let app = TestApp::start().await;
    let path = format!("/v1/vacancies/{}", app.vacancy(&a_vacancy("Kok")).await);
    let put = |tag: &'static str| {
        let request = app.request(Method::PUT, &path).header("if-match", tag);
        send(request.json(&a_vacancy("Kok, aften")))
    };
    assert_eq!(put("\"1\"").await.status, 200);
    put("\"1\"").await.problem(412, "stale-entity");
    put("\"x\"").await.problem(412, "stale-entity");
    assert_eq!(put("*").await.status, 200);
    let delete = |tag: &'static str| send(app.request(Method::DELETE, &path).header("if-match", tag));
    delete("\"1\"").await.problem(412, "stale-entity");
    assert_eq!(delete("\"2\"").await.status, 204);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_addresses_one_vacancy() {
    let app = TestApp::start().await;
    let path = "/v1/vacancies/by-source/partner-1/a%2F7";
    app.get(path).await.problem(404, "not-found");
    let made = app.put(path, &a_vacancy("Rengøringsassistent")).await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(made.json()["external_id"], "a/7");
    let same = app.put(path, &a_vacancy("Rengøringsassistent")).await;
    assert_eq!((same.status, same.header("etag")), (200, "\"1\""));
    assert_eq!(same.json()["id"], made.json()["id"]);
    let other = app.put(path, &a_vacancy("Rengøring")).await;
    assert_eq!((other.status, other.header("etag")), (200, "\"2\""));
    assert_eq!(app.get(path).await.json(), other.json());

    let mut twice = a_vacancy("Den samme");
    twice["source"] = json!("partner-1");
    twice["external_id"] = json!("a/7");
    app.post("/v1/vacancies", &twice).await.problem(409, "conflict");
    twice["external_id"] = json!("other");
    let errors = app.put(path, &twice).await.problem(422, "invalid");
    assert_eq!(errors, [("/external_id".to_owned(), "contradiction".to_owned())]);
    assert_eq!(app.delete(path).await.status, 204);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_is_carried_out_once() {
    let app = TestApp::start().await;
    let post = |title: &str, key: &str| {
        let request = app
            .request(Method::POST, "/v1/vacancies")
            .header("idempotency-key", key.to_owned());
        send(request.json(&a_vacancy(title)))
    };
    let first = post("Bager", "k-1").await;
    let again = post("Bager", "k-1").await;
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.text, again.text);
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(first.header("etag"), again.header("etag"));
    post("Konditor", "k-1").await.problem(422, "invalid");
    post("Bager", "not a key").await.problem(400, "malformed");
    assert_ne!(post("Bager", "k-2").await.json()["id"], first.json()["id"]);
    // The remembered answer is the answer that was given, not the record as it is now.
    app.delete(first.header("location")).await;
    assert_eq!(post("Bager", "k-1").await.text, first.text);
    let (one, two) = tokio::join!(post("Smed", "k-3"), post("Smed", "k-3"));
    // Whichever comes while the other is in flight is told so; nothing is made twice.
    let ids: BTreeSet<String> = [one, two]
        .into_iter()
        .filter(|answer| answer.status != 409)
        .map(|answer| answer.json()["id"].to_string())
        .collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(
        post("Smed", "k-3").await.json()["id"].to_string(),
        *ids.first().expect("one")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_have_no_duplicates_and_no_holes_while_others_write() {
    let app = TestApp::start().await;
    let mut there = BTreeSet::new();
    for number in 0..25 {
        there.insert(app_post(&app, &format!("Job {number}")).await);
    }
    let mut seen = Vec::new();
    let mut path = "/v1/vacancies?limit=4".to_owned();
    loop {
        let page = app.get(&path).await.json();
        let records = page["vacancies"].as_array().expect("a list");
        assert!(records.len() <= 4);
        seen.extend(
            records
                .iter()
                .map(|record| record["id"].as_str().expect("an id").to_owned()),
        );
        app_post(&app, "I mellemtiden").await;
        if seen.len() >= 40 {
            break;
        }
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        path = format!("/v1/vacancies?limit=4&cursor={cursor}");
    }
    let distinct: BTreeSet<String> = seen.iter().cloned().collect();
    assert_eq!(distinct.len(), seen.len());
    assert!(there.is_subset(&distinct));
}

async fn app_post(app: &TestApp, title: &str) -> String {
    let made = app.post("/v1/vacancies", &a_vacancy(title)).await;
    made.json()["id"].as_str().expect("an id").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_named() {
    let app = TestApp::start().await;
    let refused = |body| {
        let app = &app;
        async move { app.post("/v1/vacancies", &body).await.problem(422, "invalid") }
    };
    let one = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];
    let mut body = a_vacancy("Kok");
    body["titel"] = json!("Kok");
    assert_eq!(refused(body).await, one("/titel", "unknown_field"));
    let mut body = a_vacancy("Kok");
    body["occupation"] = json!("9999");
    assert_eq!(refused(body).await, one("/occupation", "unknown_code"));
    let mut body = a_vacancy("Kok");
    body["workplace"]["postcode"] = json!("5999");
    assert_eq!(
        refused(body).await,
        one("/workplace/postcode", "unknown_postcode")
    );
    let mut body = a_vacancy("Kok");
    body["status"] = json!("opne");
    assert_eq!(refused(body).await, one("/status", "unknown_code"));
    let mut body = a_vacancy("Kok");
    body["positions"] = json!("three");
    assert_eq!(refused(body).await, one("/positions", "wrong_type"));
    let mut body = a_vacancy("Kok");
    body["offers"][0]["start"] = json!("2026-12-01");
    body["offers"][0]["end"] = json!("2026-11-01");
    assert_eq!(refused(body).await, one("/offers/0/end", "end_before_start"));
    assert_eq!(
        refused(json!({"title": "a\u{0}b", "occupation": "4321"})).await,
        one("/title", "control_character")
    );
    assert_eq!(refused(json!([])).await, one("", "wrong_type"));
    assert_eq!(refused(json!({})).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_cannot_be_read_is_a_problem() {
    let app = TestApp::start().await;
    let post = |body: Vec<u8>, media: &'static str| {
        let request = app
            .request(Method::POST, "/v1/vacancies")
            .header("content-type", media);
        send(request.body(body))
    };
    post(b"{\"title\": ".to_vec(), "application/json")
        .await
        .problem(400, "malformed");
    post(Vec::new(), "application/json")
        .await
        .problem(400, "malformed");
    post(b"{\"hours\": NaN}".to_vec(), "application/json")
        .await
        .problem(400, "malformed");
    post(b"{\"title\": \"\xff\"}".to_vec(), "application/json")
        .await
        .problem(400, "malformed");
    post(b"title=Kok".to_vec(), "application/x-www-form-urlencoded")
        .await
        .problem(415, "unsupported-media-type");
    let large = format!("{{\"title\": \"{}\"}}", "a".repeat(10 << 20));
    post(large.into_bytes(), "application/json")
        .await
        .problem(413, "too-large");
    let deep = "[".repeat(100_000);
    post(deep.into_bytes(), "application/json")
        .await
        .problem(400, "malformed");
    assert_eq!(app.get("/v1/vacancies").await.json()["vacancies"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn query_parameters_are_checked() {
    let app = TestApp::start().await;
    let errors = app
        .get("/v1/vacancies?limt=3&limit=500&cursor=x")
        .await
        .problem(422, "invalid");
    let pointers: Vec<&str> = errors.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(pointers, ["/limt", "/limit", "/cursor"]);
    let errors = app
        .post("/v1/vacancies?refresh=now", &a_vacancy("Kok"))
        .await
        .problem(422, "invalid");
    assert_eq!(errors[0].0, "/refresh");
    app.get("/v1/vacancies/by-source/a/b?x=1")
        .await
        .problem(422, "invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_waited_is_found() {
    let app = TestApp::start().await;
    app.vacancy(&a_vacancy("Blomsterbinder i Odense")).await;
    let found = app
        .post(
            "/v1/vacancies/search",
            &json!({"text": "blomsterbinder", "facets": ["form"]}),
        )
        .await;
    assert_eq!(found.status, 200, "{}", found.text);
    let found = found.json();
    assert_eq!(found["total"], 1);
    assert_eq!(found["hits"][0]["vacancy"]["title"], "Blomsterbinder i Odense");
    assert_eq!(found["facets"][0]["values"][0]["value"], "ordinary_job");
    let errors = app
        .post("/v1/vacancies/search", &json!({"txt": "x"}))
        .await
        .problem(422, "invalid");
    assert_eq!(errors, [("/txt".to_owned(), "unknown_field".to_owned())]);
    app.post("/v1/vacancies/search", &json!({"cursor": "made-up"}))
        .await
        .problem(422, "invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_index_is_filled_again() {
    let mut app = TestApp::start().await;
    let id = app.vacancy(&a_vacancy("Lagermedarbejder")).await;
    app.restart(|folder| std::fs::remove_dir_all(folder.join("index")).expect("it was there"))
        .await;
    app.caught_up().await;
    let found = app
        .post("/v1/vacancies/search", &json!({"text": "lagermedarbejder"}))
        .await
        .json();
    assert_eq!(found["hits"][0]["vacancy"]["id"], json!(id));
    assert_eq!(app.get("/readyz").await.status, 200);
    let snapshot = |folder: &std::path::Path| folder.join("index/match_table.snapshot").exists();
    app.restart(|folder| assert!(snapshot(folder), "a stop in good order leaves it"))
        .await;
    app.caught_up().await;
    let found = app.post("/v1/vacancies/search", &json!({})).await.json();
    assert_eq!(found["total"], 1);
}
