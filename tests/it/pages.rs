//! What every route shares, and the pages around the service.

use crate::harness::{TestApp, a_vacancy, send};
use foothold::wire::problem::ProblemKind;
use reqwest::Method;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_a_problem() {
    let app = TestApp::start().await;
    app.get("/nowhere").await.problem(404, "not-found");
    app.get("/v1/vacancies/vac_nonsense")
        .await
        .problem(404, "not-found");
    app.get("/v1/vacancies/%ff").await.problem(404, "not-found");
    let refused = send(app.request(Method::PATCH, "/v1/vacancies")).await;
    refused.problem(405, "method-not-allowed");
    assert_eq!(refused.header("allow"), "GET, POST");
    app.get("/v1/matches").await.problem(405, "method-not-allowed");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_problem_has_a_page() {
    let app = TestApp::start().await;
    for kind in ProblemKind::ALL {
        let page = app.get(&format!("/problems/{kind}")).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains(&format!("<h1>{}</h1>", kind.title())));
    }
    app.get("/problems/other").await.problem(404, "not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_tells_how_it_does() {
    let app = TestApp::start().await;
    app.vacancy(&a_vacancy("Kok")).await;
    assert_eq!(app.get("/healthz").await.text, "ok\n");
    let ready = app.get("/readyz").await;
    assert_eq!(ready.status, 200, "{}", ready.text);
    let meta = app.get("/v1/meta").await.json();
    assert_eq!(meta["records"]["vacancies"], 1);
    assert_eq!(meta["rulesets"][0]["hash"].as_str().map(str::len), Some(64));
    assert!(meta["tables"].as_array().is_some_and(|tables| tables.len() > 15));
    let figures = app.get("/metrics").await;
    assert!(
        figures.text.contains("foothold_http_requests_total{"),
        "{}",
        figures.text
    );
    assert!(figures.text.contains("route=\"/v1/vacancies\""));
    assert!(figures.text.contains("foothold_vacancies"));
    let page = app.get("/docs/").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("swagger"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_keeps_its_id() {
    let app = TestApp::start().await;
    let answer = send(
        app.request(Method::GET, "/healthz")
            .header("x-request-id", "abc-1"),
    )
    .await;
    assert_eq!(answer.header("x-request-id"), "abc-1");
    let answer = send(
        app.request(Method::GET, "/healthz")
            .header("x-request-id", "a b<script>"),
    )
    .await;
    assert_eq!(answer.header("x-request-id").len(), 32);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_needed_where_one_is_configured() {
    let hash = foothold::app::sha256("fh_secret");
    let app = TestApp::start_with(|config| config.auth.keys = vec![hash]).await;
    let refused = app.get("/v1/vacancies").await;
    refused.problem(401, "unauthorised");
    assert_eq!(refused.header("www-authenticate"), "Bearer");
    // The key is asked for before the body is read.
    let refused = send(app.request(Method::POST, "/v1/matches").body("{")).await;
    refused.problem(401, "unauthorised");
    let with = |key: &str| send(app.request(Method::GET, "/v1/vacancies").bearer_auth(key));
    with("fh_other").await.problem(401, "unauthorised");
    assert_eq!(with("fh_secret").await.status, 200);
    assert_eq!(app.get("/healthz").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn type_ahead_suggests() {
    let app = TestApp::start().await;
    let first = |answer: serde_json::Value, name: &str| answer["suggestions"][0][name].clone();
    let found = app.get("/v1/occupations?q=lagermed").await.json();
    assert_eq!(first(found, "code"), "4321");
    let places = app.get("/v1/places?q=odense%20s%C3%B8").await.json();
    assert_eq!(first(places, "postcode"), "5220");
    assert!(
        !app.get("/v1/skills?q=truck&limit=3").await.json()["suggestions"]
            .as_array()
            .expect("a list")
            .is_empty()
    );
    let english = send(
        app.request(Method::GET, "/v1/industries?q=wareh")
            .header("accept-language", "en"),
    )
    .await;
    assert_eq!(first(english.json(), "code"), "52");
    let recognised = app.get("/v1/occupations?q=truckf%C3%B8rer%20m%2Fk").await.json();
    assert_eq!(first(recognised.clone(), "code"), "8344");
    assert!(first(recognised, "confidence_percent").as_u64() >= Some(80));
    let errors = app.get("/v1/occupations").await.problem(422, "invalid");
    assert_eq!(errors, [("/q".to_owned(), "required".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn head_is_answered_as_get_without_the_body() {
    let app = TestApp::start().await;
    let get = app.get("/healthz").await;
    let head = send(app.request(Method::HEAD, "/healthz")).await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));
    assert_eq!(head.headers["content-length"], get.headers["content-length"]);
    let missing = send(app.request(Method::HEAD, "/v1/vacancies/vac_0")).await;
    assert_eq!((missing.status, missing.text.as_str()), (404, ""));
    assert_eq!(send(app.request(Method::HEAD, "/v1/matches")).await.status, 405);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_compressed_when_the_caller_asks() {
    let app = TestApp::start().await;
    let plain = app.get("/openapi.json").await;
    assert!(plain.headers.get("content-encoding").is_none());
    let request = app
        .request(Method::GET, "/openapi.json")
        .header("accept-encoding", "gzip");
    let response = request.send().await.expect("an answer");
    assert_eq!(response.headers()["content-encoding"], "gzip");
    let packed = response.bytes().await.expect("bytes");
    assert!(packed.len() * 3 < plain.text.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_is_not_kept_on_the_way() {
    let app = TestApp::start().await;
    let answer = app.get("/v1/jobseekers").await;
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    let refused = app.get("/v1/jobseekers/js_x").await;
    assert_eq!(refused.header("cache-control"), "no-store");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_key_only_this_machine_is_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = foothold::config::Config::defaults().expect("defaults");
    config.server.host = "0.0.0.0".to_owned();
    config.server.port = 0;
    config.store.file = folder.path().join("foothold.db");
    config.index.directory = folder.path().join("index");
    let app = foothold::app::App::open(config).await.expect("it opens");
    let Err(error) = app.serve().await else {
        panic!("it is refused");
    };
    assert!(error.to_string().contains("auth.keys"), "{error}");
    app.shutdown().await;
}
