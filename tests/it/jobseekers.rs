//! Keeping jobseeker profiles.

use crate::harness::{TestApp, a_profile, log, send};
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_is_kept_read_replaced_and_erased() {
    let app = TestApp::start().await;
    let mut profile = a_profile();
    profile["reference"] = json!("case-81723");
    let made = app.post("/v1/jobseekers?refresh=wait", &profile).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let path = made.header("location").to_owned();
    assert!(path.starts_with("/v1/jobseekers/js_"));
    assert!(
        !made.text.contains("case-81723"),
        "the reference is kept as a hash only"
    );
    assert_eq!(app.get(&path).await.json(), made.json());
    profile["hours_per_week"] = json!({"min": 20, "max": 30});
    let request = app
        .request(Method::PUT, &path)
        .header("if-match", "\"1\"")
        .json(&profile);
    assert_eq!(send(request).await.header("etag"), "\"2\"");
    let request = app
        .request(Method::PUT, &path)
        .header("if-match", "\"1\"")
        .json(&a_profile());
    send(request).await.problem(412, "stale-entity");
    let listed = app.get("/v1/jobseekers").await.json();
    assert_eq!(listed["jobseekers"].as_array().map(Vec::len), Some(1));
    assert_eq!(app.delete(&path).await.status, 204);
    app.get(&path).await.problem(404, "not-found");
    assert_eq!(app.get("/v1/jobseekers").await.json()["jobseekers"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_addresses_one_profile() {
    let app = TestApp::start().await;
    let path = "/v1/jobseekers/by-source/municipality/17";
    assert_eq!(app.put(path, &a_profile()).await.status, 201);
    assert_eq!(app.put(path, &a_profile()).await.status, 200);
    assert_eq!(app.get(path).await.status, 200);
    assert_eq!(app.delete(path).await.status, 204);
    app.get(path).await.problem(404, "not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn personal_data_is_refused_and_not_echoed() {
    let log = log();
    let app = TestApp::start().await;
    for (field, value) in [
        ("name", json!("Fiktiva Fiktivsen")),
        ("cpr", json!("010190-1234")),
        ("reference", json!("fiktiva@example.dk")),
        ("plan_ref", json!("010190-1234")),
    ] {
        let mut profile = a_profile();
        profile[field] = value.clone();
        for path in ["/v1/jobseekers", "/v1/matches"] {
            let body = if path == "/v1/matches" {
                json!({"profile": profile})
            } else {
                profile.clone()
            };
            let refused = app.post(path, &body).await;
            let errors = refused.problem(422, "invalid");
            assert_eq!(errors.len(), 1, "{field}");
            assert_eq!(errors[0].1, "personal_data", "{field}");
            assert!(!refused.text.contains(value.as_str().expect("text")), "{field}");
        }
    }
    app.get("/v1/jobseekers?name=Fiktiva")
        .await
        .problem(422, "invalid");
    assert_eq!(app.get("/v1/jobseekers").await.json()["jobseekers"], json!([]));
    let logged = log.text();
    assert!(logged.contains("/v1/jobseekers"), "requests are logged");
    for secret in ["Fiktiva", "010190-1234", "fiktiva@"] {
        assert!(!logged.contains(secret), "{secret} is logged");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_an_accepted_profile_is_logged() {
    let log = log();
    let app = TestApp::start().await;
    let mut profile = a_profile();
    profile["reference"] = json!("fiktiv-sag-81723");
    profile["plan_ref"] = json!("fiktiv-plan-81723");
    let made = app.post("/v1/jobseekers?refresh=wait", &profile).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let list = app.post("/v1/matches", &json!({"profile": profile})).await;
    assert_eq!(list.status, 200, "{}", list.text);
    let logged = log.text();
    assert!(logged.contains("/v1/matches"), "requests are logged");
    // Four digits alone also turn up in times and ports: a postcode is looked for as it would be written.
    for secret in [
        "fiktiv-sag",
        "fiktiv-plan",
        "\"5240\"",
        "postcode=5240",
        "postcode: 5240",
        "Postcode(5240)",
    ] {
        assert!(!logged.contains(secret), "{secret} is logged");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_profile_leaves_no_remembered_answer() {
    let app = TestApp::start().await;
    let post = || {
        let request = app
            .request(Method::POST, "/v1/jobseekers")
            .header("idempotency-key", "once");
        send(request.json(&a_profile()))
    };
    let first = post().await;
    assert_eq!(post().await.text, first.text);
    assert_eq!(app.delete(first.header("location")).await.status, 204);
    let again = post().await;
    assert_ne!(again.json()["id"], first.json()["id"]);
}
