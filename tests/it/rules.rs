//! The rules in force over HTTP.

use crate::harness::{Answer, TestApp, send};
use reqwest::Method;
use serde_json::{Value, json};

fn rule<'a>(answer: &'a Value, code: &str) -> Vec<&'a Value> {
    let rules = answer["rules"].as_array().expect("rules");
    rules.iter().filter(|rule| rule["code"] == code).collect()
}

async fn cadences(app: &TestApp, day: &str, group: &str) -> Value {
    let path = format!("/v1/rules?as_of={day}&kind=cadence&target_group={group}");
    let answer = app.get(&path).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_day_decides_which_cadences_hold() {
    let app = TestApp::start().await;
    let january = cadences(&app, "2026-01-31", "cash_benefit").await;
    let july = cadences(&app, "2026-07-01", "cash_benefit").await;
    let first = |answer| rule(answer, "O01")[0].clone();
    assert_eq!(first(&january)["values"]["basis"], "law");
    assert_eq!(first(&january)["values"]["after"], json!({"days": 7}));
    assert_eq!(first(&january)["verify"], false);
    assert_eq!(first(&january)["valid_to"], "2026-06-30");
    assert_eq!(first(&july)["values"]["basis"], "policy");
    assert_eq!(first(&july)["verify"], true);
    assert!(rule(&january, "L03").is_empty());
    assert_eq!(rule(&july, "L03")[0]["values"]["at_least"], 4);
    // A moment is of the day it has in Denmark.
    let late = cadences(&app, "2026-06-30T22:30:00Z", "cash_benefit").await;
    assert_eq!(late["rules"], july["rules"]);
    assert_eq!(late["as_of"], "2026-07-01T00:30:00+02:00");
    let insured = cadences(&app, "2026-01-31", "unemployment_insurance").await;
    assert_eq!(rule(&insured, "O03")[0]["values"]["after"], json!({"days": 14}));
    assert!(rule(&insured, "O01").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_rule_names_its_source_in_the_language_asked_for() {
    let app = TestApp::start().await;
    let all = app.get("/v1/rules?as_of=2026-11-24").await.json();
    let rules = all["rules"].as_array().expect("rules");
    assert_eq!(all["total"], rules.len());
    assert!(rules.len() > 80);
    for rule in rules {
        assert!(rule["source"].as_str().is_some_and(|source| !source.is_empty()));
        assert!(rule["verify"].is_boolean() && rule["values"].is_object());
    }
    assert!(rule(&all, "job_rotation").is_empty(), "abolished");
    let english = app
        .request(Method::GET, "/v1/rules?kind=ratio")
        .header("Accept-Language", "en");
    let ratio = send(english).await.json();
    assert_eq!(
        ratio["rules"][0]["values"]["steps"][0],
        json!({"up_to": 50, "per": 5})
    );
    let igu = app.get("/v1/rules?as_of=2028-01-01&kind=form_terms").await.json();
    assert!(rule(&igu, "igu").is_empty(), "the scheme ends with 2027");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_known_is_named() {
    let app = TestApp::start().await;
    let refused: Answer = app
        .get("/v1/rules?kind=cadances&target_group=all&as_of=yesterday")
        .await;
    let pointers: Vec<String> = refused
        .problem(422, "invalid")
        .into_iter()
        .map(|(pointer, _)| pointer)
        .collect();
    assert_eq!(pointers, ["/as_of", "/kind", "/target_group"]);
    let ruleset = app.get("/v1/rules?ruleset=1999.1").await;
    assert_eq!(ruleset.problem(422, "invalid")[0].0, "/ruleset");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_jobseeker_may_ask_for_stands_beside_what_is_asked() {
    let app = TestApp::start().await;
    let on = async |day: &str| {
        let path = format!("/v1/rules?as_of={day}&kind=availability&target_group=unemployment_insurance");
        app.get(&path).await.json()
    };
    let (before, now) = (on("2023-12-31").await, on("2024-01-01").await);
    for code in ["talk_on_request", "fund_responsible", "fund_joins_first_talk"] {
        assert!(rule(&before, code).is_empty(), "{code}");
        assert_eq!(rule(&now, code)[0]["verify"], true, "{code}");
    }
    assert_eq!(rule(&now, "fund_responsible")[0]["values"]["value"], 3.0);
    for code in ["reasonable_work", "travel_with_higher_education", "extra_costs"] {
        assert_eq!(rule(&now, code).len(), 1, "{code}");
    }
}
