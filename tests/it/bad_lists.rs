//! Requests for lists that cannot be answered get an error that names the field, and no work.

use crate::harness::{TestApp, a_profile, a_vacancy};
use reqwest::Method;
use serde_json::{Value, json};

fn pairs(errors: &[(String, String)]) -> Vec<(&str, &str)> {
    errors
        .iter()
        .map(|(pointer, code)| (pointer.as_str(), code.as_str()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_named() {
    let app = TestApp::start().await;
    for (field, value, pointer, code) in [
        (
            "weights",
            json!({"resources": 0, "mobility": 0, "branch": 0}),
            "/weights",
            "out_of_range",
        ),
        (
            "weights",
            json!({"resources": -1, "mobility": 1, "branch": 1}),
            "/weights/resources",
            "out_of_range",
        ),
        (
            "weights",
            json!({"resources": 1}),
            "/weights/mobility",
            "required",
        ),
        (
            "weights",
            json!({"resources": "NaN", "mobility": 1, "branch": 1}),
            "/weights/resources",
            "wrong_type",
        ),
        ("strategy", json!("jobfirst"), "/strategy", "unknown_code"),
        ("as_of", json!("1893-01-01T00:00:00Z"), "/as_of", "out_of_range"),
        ("as_of", json!("9999-12-30T12:00:00Z"), "/as_of", "out_of_range"),
        ("limit", json!(0), "/limit", "out_of_range"),
        ("limit", json!(201), "/limit", "out_of_range"),
        ("cursor", json!("00"), "/cursor", "contradiction"),
        ("track", json!("T6"), "/track", "unknown_code"),
        ("mix", json!({"own_trade": 6}), "/mix/own_trade", "out_of_range"),
        (
            "mix",
            json!({"own_trade": 3, "branch_switch": 3}),
            "/mix",
            "out_of_range",
        ),
        (
            "mix",
            json!({"viable_market": 1}),
            "/mix/viable_market",
            "unknown_field",
        ),
        (
            "examples",
            json!({"liked": ["vac_1"]}),
            "/examples/liked/0",
            "bad_id",
        ),
        (
            "examples",
            json!({"liked": vec!["vac_1"; 21]}),
            "/examples/liked",
            "too_many",
        ),
        (
            "filters",
            json!({"forms": ["job"]}),
            "/filters/forms/0",
            "unknown_code",
        ),
        (
            "filters",
            json!({"salary": 1}),
            "/filters/salary",
            "unknown_field",
        ),
        ("min_score", json!(1_000_001), "/min_score", "out_of_range"),
    ] {
        let mut body = json!({"profile": a_profile()});
        body[field] = value.clone();
        let errors = app.post("/v1/matches", &body).await.problem(422, "invalid");
        assert!(
            pairs(&errors).contains(&(pointer, code)),
            "{field} {value}: {errors:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_beyond_all_bounds_is_no_number() {
    let app = TestApp::start().await;
    for weight in ["1e999", "NaN", "Infinity", "-1e999"] {
        let body = format!(
            r#"{{"profile": {{}}, "weights": {{"resources": {weight}, "mobility": 1, "branch": 1}}}}"#
        );
        let request = app
            .request(Method::POST, "/v1/matches")
            .header("content-type", "application/json")
            .body(body);
        let answer = crate::harness::send(request).await;
        assert!(matches!(answer.status, 400 | 422), "{weight}: {}", answer.text);
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_belongs_to_its_list() {
    let app = TestApp::start().await;
    for number in 0..4 {
        app.vacancy(&a_vacancy(&format!("Lagermedarbejder {number}")))
            .await;
    }
    let body = json!({"profile": a_profile(), "limit": 2});
    let cursor = app.post("/v1/matches", &body).await.json()["next_cursor"].clone();
    let next = json!({"profile": a_profile(), "limit": 2, "cursor": cursor});
    assert_eq!(app.post("/v1/matches", &next).await.status, 200);
    for (field, value) in [
        ("profile", json!({"home": {"postcode": "5000"}})),
        ("filters", json!({"paid_only": true})),
        ("strategy", json!("own_trade")),
        ("mix", json!({"own_trade": 2})),
        ("track", json!("T2")),
        ("min_score", json!(1)),
        ("as_of", json!("2026-11-24T09:00:00+01:00")),
    ] {
        let mut other = next.clone();
        other[field] = value;
        let errors = app.post("/v1/matches", &other).await.problem(422, "invalid");
        assert_eq!(pairs(&errors), [("/cursor", "contradiction")], "{field}");
    }
    let mut cut = next.clone();
    cut["cursor"] = json!(
        cursor
            .as_str()
            .expect("a cursor")
            .trim_end_matches(char::is_numeric)[..20]
    );
    let errors = app.post("/v1/matches", &cut).await.problem(422, "invalid");
    assert_eq!(pairs(&errors), [("/cursor", "contradiction")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_that_is_too_much_is_refused() {
    let app = TestApp::start().await;
    let mut many = a_profile();
    many["wishes"] = json!({"occupations": vec!["4321"; 500]});
    let errors = app
        .post("/v1/matches", &json!({"profile": many}))
        .await
        .problem(422, "invalid");
    assert_eq!(pairs(&errors), [("/profile/wishes/occupations", "too_many")]);
    let mut large = a_profile();
    large["plan_ref"] = json!("x".repeat(100_000));
    let answer = app.post("/v1/matches", &json!({"profile": large})).await;
    assert!(matches!(answer.status, 413 | 422), "{}", answer.status);
    assert!(answer.text.len() < 2000, "nothing of it is repeated");
    let skills: Vec<Value> = (0..5000)
        .map(|number| json!(format!("kompetence {number}")))
        .collect();
    let mut wide = a_profile();
    wide["resources"]["skills"] = json!(skills);
    let answer = app.post("/v1/matches", &json!({"profile": wide})).await;
    assert!(matches!(answer.status, 413 | 422), "{}", answer.status);
    assert!(answer.text.len() < 2000, "nothing of it is repeated");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vacancy_with_too_many_offers_is_refused() {
    let app = TestApp::start().await;
    let mut many = a_vacancy("Lagermedarbejder");
    many["offers"] = json!(vec![json!({"form": "ordinary_job"}); 200]);
    let errors = app.post("/v1/vacancies", &many).await.problem(422, "invalid");
    assert_eq!(pairs(&errors), [("/offers", "too_many")]);
    let errors = app
        .post("/v1/score", &json!({"profile": a_profile(), "vacancy": many}))
        .await
        .problem(422, "invalid");
    assert_eq!(pairs(&errors), [("/vacancy/offers", "too_many")]);
}
