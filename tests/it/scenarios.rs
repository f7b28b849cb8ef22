//! The acceptance scenarios: invented people among the whole Odense data set, over HTTP.

use crate::harness::TestApp;
use foothold::demo;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// How many first places a good vacancy must stand in.
const GOOD_PLACES: usize = 5;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/scenarios")
}

/// A scenario with its dates made real.
pub fn scenario(id: &str) -> Value {
    let text = std::fs::read_to_string(folder().join(format!("{id}.json"))).expect("a scenario");
    let mut scenario: Value = serde_json::from_str(&text).expect("JSON");
    let as_of: Timestamp = scenario["as_of"]
        .as_str()
        .expect("a moment")
        .parse()
        .expect("a moment");
    let zone = TimeZone::get("Europe/Copenhagen").expect("a time zone");
    demo::resolve_offsets(&mut scenario, as_of.to_zoned(zone).date());
    scenario
}

/// The list of a scenario's person among the background and the scenario's own vacancies.
async fn list(app: &TestApp, scenario: &Value) -> Value {
    let body = json!({
        "profile": scenario["profile"],
        "as_of": scenario["as_of"],
        "limit": 200,
        "include": ["total", "not_now"],
    });
    let answer = app.post("/v1/matches", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

/// Place in the list, from 1, and the item.
fn placed<'l>(list: &'l Value, external_id: &Value) -> Option<(usize, &'l Value)> {
    let items = list["matches"].as_array().expect("a list");
    let at = items
        .iter()
        .position(|item| item["vacancy"]["external_id"] == *external_id)?;
    Some((at + 1, &items[at]))
}

fn codes(item: &Value, field: &str) -> Vec<String> {
    let entries = item[field].as_array().expect("a list");
    entries
        .iter()
        .map(|entry| entry["code"].as_str().expect("a code").to_owned())
        .collect()
}

fn assert_adds_up(item: &Value) {
    let axes = &item["axes"];
    let names = ["resources", "mobility", "branch", "job_first"];
    let of_axis = |name: &str| axes[name]["contribution"].as_u64().expect("a number");
    let sum: u64 = names.iter().map(|name| of_axis(name)).sum();
    assert_eq!(Some(sum), item["base_score"].as_u64(), "{item}");
    for name in names {
        let reasons = item["reasons"].as_array().expect("reasons").iter();
        let parts = reasons.filter(|reason| reason["axis"] == name);
        let parts: u64 = parts
            .map(|reason| reason["contribution"].as_u64().expect("a number"))
            .sum();
        assert_eq!(parts, of_axis(name), "{name} of {item}");
    }
}

fn judge_good(id: &str, list: &Value, good: &Value) {
    let wanted = &good["external_id"];
    let Some((place, item)) = placed(list, wanted) else {
        panic!("{id}: {wanted} is not in the list")
    };
    assert!(place <= GOOD_PLACES, "{id}: {wanted} stands at {place}");
    let reasons = codes(item, "reasons");
    for reason in good["reasons"].as_array().into_iter().flatten() {
        let reason = reason.as_str().expect("a code");
        assert!(
            reasons.iter().any(|known| known == reason),
            "{id}: {wanted} lacks {reason}: {reasons:?}"
        );
    }
}

async fn judge_wrong(app: &TestApp, id: &str, scenario: &Value, list: &Value, wrong: &Value) {
    let wanted = &wrong["external_id"];
    let place = placed(list, wanted).map(|(place, _)| place);
    if let Some(first) = wrong["not_in_first"].as_u64() {
        assert!(
            place.is_none_or(|place| place as u64 > first),
            "{id}: {wanted} stands at {place:?}"
        );
    }
    let Some(gates) = wrong["not_now"].as_array() else {
        return;
    };
    assert_eq!(place, None, "{id}: {wanted} passes");
    let vacancies = scenario["vacancies"].as_array().expect("vacancies");
    let vacancy = vacancies
        .iter()
        .find(|vacancy| vacancy["external_id"] == *wanted)
        .expect("its vacancy");
    let body = json!({"profile": scenario["profile"], "vacancy": vacancy, "as_of": scenario["as_of"]});
    let score = app.post("/v1/score", &body).await.json();
    let failed: Vec<&Value> = score["scores"][0]["gates"]
        .as_array()
        .expect("gates")
        .iter()
        .filter(|gate| gate["state"] == "failed")
        .collect();
    for gate in gates {
        let found = failed.iter().find(|failed| failed["code"] == *gate);
        let found = found.unwrap_or_else(|| panic!("{id}: {wanted} lacks {gate}: {failed:?}"));
        assert!(
            found["change"].as_str().is_some_and(|change| !change.is_empty()),
            "{found}"
        );
    }
}

async fn judge(id: &str) {
    let scenario = scenario(id);
    let as_of: Timestamp = scenario["as_of"]
        .as_str()
        .expect("a moment")
        .parse()
        .expect("a moment");
    let zone = TimeZone::get("Europe/Copenhagen").expect("a time zone");
    let mut vacancies = demo::vacancies(as_of.to_zoned(zone).date()).expect("the data set");
    vacancies.extend(
        scenario["vacancies"]
            .as_array()
            .expect("vacancies")
            .iter()
            .cloned(),
    );
    let app = TestApp::start().await;
    app.import(&vacancies).await;
    let list = list(&app, &scenario).await;
    for item in list["matches"].as_array().expect("a list") {
        assert_adds_up(item);
    }
    for good in scenario["good"].as_array().expect("good ones") {
        judge_good(id, &list, good);
    }
    for wrong in scenario["wrong"].as_array().expect("wrong ones") {
        judge_wrong(&app, id, &scenario, &list, wrong).await;
    }
}

macro_rules! scenarios {
    ($($name:ident = $id:literal),+ $(,)?) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                judge($id).await;
            }
        )+
        const TESTED: &[&str] = &[$($id),+];
    };
}

scenarios! {
    p01_warehouse_worker_without_car = "P01",
    p02_nurse_trained_abroad = "P02",
    p03_new_graduate = "P03",
    p04_six_hours_a_week = "P04",
    p05_restaurant_worker_towards_care = "P05",
    p06_smith_without_heavy_lifting = "P06",
    p07_young_without_education = "P07",
}

#[test]
fn every_scenario_is_tested() {
    let files = std::fs::read_dir(folder())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    for file in files {
        let id = file
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a name")
            .to_owned();
        assert!(TESTED.contains(&id.as_str()), "{id} is not tested");
    }
}
