//! Two real answers of Jobnet's search interface, where they are at hand: imported whole, and
//! matched on a day when the adverts were open.

use crate::harness::{TestApp, send};
use reqwest::Method;
use serde_json::{Value, json};
use std::path::PathBuf;

/// The folder of public data, when there is one.
fn public_data() -> Option<PathBuf> {
    let named = std::env::var_os("FOOTHOLD_DATA").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    named.into_iter().chain([beside]).find(|folder| folder.is_dir())
}

async fn import_page(app: &TestApp, text: String) -> Vec<Value> {
    let path = "/v1/vacancies/import?format=jobnet&refresh=wait";
    let request = app
        .request(Method::POST, path)
        .header("content-type", "application/json")
        .body(text);
    let answer = send(request).await;
    assert_eq!(answer.status, 207, "{}", answer.text);
    answer.lines()
}

#[tokio::test(flavor = "multi_thread")]
async fn real_adverts_are_imported_recognised_and_matched() {
    let Some(folder) = public_data() else {
        eprintln!("left out: neither $FOOTHOLD_DATA nor ../shared/data is there");
        return;
    };
    let app = TestApp::start().await;
    let mut kept = 0;
    for page in ["JobPage01.json", "JobPage02.json"] {
        let text = std::fs::read_to_string(folder.join("jobnet-sample-2021").join(page)).expect("a page");
        let lines = import_page(&app, text).await;
        let summary = &lines.last().expect("a summary")["summary"];
        assert_eq!(summary["failed"], 0, "{lines:?}");
        kept += summary["created"].as_u64().expect("a number");
    }
    assert_eq!(kept, 40);
    let page = app.get("/v1/vacancies?limit=200").await.json();
    let vacancies = page["vacancies"].as_array().expect("a list");
    let recognised = vacancies
        .iter()
        .filter(|vacancy| vacancy["occupation"].is_object())
        .count();
    assert_eq!(vacancies.len(), 40);
    assert!(recognised >= 30, "{recognised} recognised");
    for (postcode, least) in [("5000", 1), ("6000", 3), ("8700", 5)] {
        let list = app.post("/v1/matches", &warehouse_worker(postcode)).await.json();
        let found = list["matches"].as_array().expect("a list");
        assert!(found.len() >= least, "{postcode}: {list}");
        let best = found
            .iter()
            .take(3)
            .filter_map(|item| item["vacancy"]["occupation"]["code"].as_str());
        assert!(
            best.clone().any(|code| ["4321", "9333", "8344"].contains(&code)),
            "{postcode}: {list}"
        );
    }
}

/// The warehouse worker of the first scenario, living elsewhere.
fn warehouse_worker(postcode: &str) -> Value {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/scenarios/P01.json");
    let mut scenario: Value =
        serde_json::from_str(&std::fs::read_to_string(file).expect("a scenario")).expect("JSON");
    foothold::demo::resolve_offsets(&mut scenario, jiff::civil::date(2021, 7, 5));
    scenario["profile"]["home"]["postcode"] = json!(postcode);
    json!({
        "profile": scenario["profile"],
        "as_of": "2021-07-05T09:00:00+02:00",
        "limit": 50,
        "include": ["total", "not_now", "relaxations"],
    })
}
