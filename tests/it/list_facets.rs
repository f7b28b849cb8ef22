//! Facets of a match list: what each value would leave of it.

use crate::harness::{TestApp, knowledge};
use foothold::generate::Corpus;
use jiff::civil::date;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const AS_OF: &str = "2026-11-24T09:00:00+01:00";

/// A labour market that is small enough for one page, and a person in it.
async fn market() -> (TestApp, Value) {
    let app = TestApp::start().await;
    let knowledge = knowledge();
    let corpus = Corpus::new(&knowledge.taxonomy, &knowledge.places, 9, date(2026, 11, 24));
    let vacancies: Vec<Value> = (0..600).map(|number| corpus.vacancy(number)).collect();
    app.import(&vacancies).await;
    let profile = json!({
        "home": {"postcode": "5000"},
        "mobility": {"modes": ["car"], "max_travel_minutes": 90, "licences": ["B"]},
        "resources": {"experience": [{"occupation": "4321", "years": 4, "industry": "52"}], "skills": ["truckkørsel"]},
    });
    (app, profile)
}

async fn list(app: &TestApp, profile: &Value, more: Value) -> Value {
    let mut body = json!({"profile": profile, "as_of": AS_OF, "limit": 200, "include": ["total"]});
    body.as_object_mut()
        .expect("an object")
        .extend(more.as_object().expect("an object").clone());
    let answer = app.post("/v1/matches", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

/// The counts of a field, by value.
fn told(list: &Value, field: &str) -> BTreeMap<String, u64> {
    let facets = list["facets"].as_array().expect("facets");
    let facet = facets.iter().find(|facet| facet["field"] == field);
    let values = facet.expect("the field")["values"].as_array().expect("values");
    let count = |one: &Value| {
        let value = one["value"].as_str().expect("a value").to_owned();
        (value, one["count"].as_u64().expect("a count"))
    };
    values.iter().map(count).collect()
}

/// The same counts, from the items of a list that stands on one page.
fn seen(list: &Value, pointer: &str) -> BTreeMap<String, u64> {
    let items = list["matches"].as_array().expect("a list");
    assert_eq!(list["total"]["value"], items.len(), "the list stands on one page");
    let mut seen = BTreeMap::new();
    for value in items.iter().filter_map(|item| item.pointer(pointer)?.as_str()) {
        *seen.entry(value.to_owned()).or_default() += 1;
    }
    seen
}

const FIELDS: [(&str, &str); 4] = [
    ("form", "/offer/form"),
    ("occupation", "/vacancy/occupation/code"),
    ("postcode", "/vacancy/place/code"),
    ("rung", "/axes/branch/rung"),
];

#[tokio::test(flavor = "multi_thread")]
async fn facets_count_the_list_and_nothing_else() {
    let (app, profile) = market().await;
    let all = json!([
        "rung",
        "form",
        "occupation",
        "postcode",
        "area",
        "industry",
        "municipality",
        "origin"
    ]);
    for more in [
        json!({"facets": all}),
        json!({"facets": all, "min_score": 450_000}),
        json!({"facets": all, "filters": {"max_travel_minutes": 40}}),
    ] {
        let list = list(&app, &profile, more).await;
        for (field, pointer) in FIELDS {
            let told = told(&list, field);
            assert!(!told.is_empty(), "{field}");
            assert_eq!(told, seen(&list, pointer), "{field}");
        }
        let fields: Vec<&Value> = list["facets"]
            .as_array()
            .expect("facets")
            .iter()
            .map(|one| &one["field"])
            .collect();
        let order = [
            "form",
            "occupation",
            "industry",
            "postcode",
            "municipality",
            "area",
            "rung",
            "origin",
        ];
        assert_eq!(fields, order);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_narrows_the_list_is_counted_as_if_it_did_not() {
    let (app, profile) = market().await;
    let wide = list(&app, &profile, json!({"facets": ["form", "rung"]})).await;
    let narrow = json!({"facets": ["form", "rung"], "filters": {"rungs": ["cross"]}});
    let narrow = list(&app, &profile, narrow).await;
    assert_eq!(told(&narrow, "rung"), told(&wide, "rung"));
    assert_eq!(told(&narrow, "form"), seen(&narrow, "/offer/form"));
    // What a facet promises is what the list has once it is narrowed by it.
    assert_eq!(
        told(&wide, "rung")["cross"],
        narrow["total"]["value"].as_u64().expect("a total")
    );
    let area = list(&app, &profile, json!({"facets": ["area", "municipality"]})).await;
    for (field, filter) in [("area", "areas"), ("municipality", "municipalities")] {
        for (value, count) in told(&area, field) {
            let narrowed = list(&app, &profile, json!({"filters": {filter: [value]}})).await;
            assert_eq!(narrowed["total"]["value"], count, "{field} {value}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn facets_are_there_when_asked_for_and_named_when_unknown() {
    let (app, profile) = market().await;
    let plain = list(&app, &profile, json!({})).await;
    assert!(plain.get("facets").is_none());
    let labelled = list(&app, &profile, json!({"facets": ["occupation"]})).await;
    assert!(labelled["facets"][0]["values"][0]["label"].is_string());
    let wrong = json!({"profile": profile, "facets": ["colour"]});
    let errors = app.post("/v1/matches", &wrong).await.problem(422, "invalid");
    assert_eq!(errors[0].0, "/facets/0");
    let replay = app
        .get(&format!(
            "/v1/matches/{}",
            labelled["match_id"].as_str().expect("an id")
        ))
        .await;
    assert_eq!(replay.json()["facets"], labelled["facets"], "{}", replay.text);
}
