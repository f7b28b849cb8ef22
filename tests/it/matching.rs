//! Match lists over HTTP.

use crate::harness::{TestApp, a_profile, a_vacancy};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_finds_what_suits_it() {
    let app = TestApp::start().await;
    let near = app.vacancy(&a_vacancy("Lagermedarbejder")).await;
    let mut far = a_vacancy("Lagermedarbejder, Skagen");
    far["workplace"]["postcode"] = json!("9990");
    app.vacancy(&far).await;
    let answer = app.post("/v1/matches", &json!({"profile": a_profile()})).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let list = answer.json();
    assert_eq!(list["matches"][0]["vacancy"]["id"], json!(near));
    assert_eq!(list["matches"].as_array().map(Vec::len), Some(1));

    let made = app.post("/v1/jobseekers?refresh=wait", &a_profile()).await.json();
    let kept = app
        .post("/v1/matches", &json!({"jobseeker_id": made["id"]}))
        .await
        .json();
    assert_eq!(kept["matches"][0]["score"], list["matches"][0]["score"]);
    let score = app
        .post("/v1/score", &json!({"profile": a_profile(), "vacancy_id": near}))
        .await;
    assert_eq!(score.status, 200, "{}", score.text);
    app.post(
        "/v1/matches",
        &json!({"jobseeker_id": "js_00000000000040008000000000000000"}),
    )
    .await
    .problem(404, "not-found");
    app.post("/v1/matches", &json!({"profil": {}}))
        .await
        .problem(422, "invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_narrow_and_an_empty_list_says_what_would_widen_it() {
    let app = TestApp::start().await;
    app.vacancy(&a_vacancy("Lagermedarbejder")).await;
    let profile = a_profile();
    let asked = async |filters: serde_json::Value| {
        let body = json!({"profile": profile, "filters": filters});
        app.post("/v1/matches", &body).await.json()
    };
    let count = |list: &serde_json::Value| list["matches"].as_array().map_or(0, Vec::len);
    for (suits, suits_not) in [
        (json!({"areas": ["fyn"]}), json!({"areas": ["nordjylland"]})),
        (json!({"forms": ["ordinary_job"]}), json!({"forms": ["flex_job"]})),
        (json!({"occupations": ["43"]}), json!({"occupations": ["22"]})),
        (json!({"postcodes": ["5220"]}), json!({"postcodes": ["5000"]})),
        (
            json!({"municipalities": ["461"]}),
            json!({"municipalities": ["101"]}),
        ),
        (
            json!({"max_travel_minutes": 60}),
            json!({"max_travel_minutes": 0}),
        ),
    ] {
        assert_eq!(count(&asked(suits.clone()).await), 1, "{suits}");
        let empty = asked(suits_not.clone()).await;
        assert_eq!(count(&empty), 0, "{suits_not}");
        let relaxations = empty["relaxations"].as_array().expect("relaxations");
        assert!(
            relaxations.iter().any(|one| one["gain"] == 1),
            "{suits_not}: {empty}"
        );
    }
}
