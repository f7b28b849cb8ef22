//! Ways between two places.

use crate::harness::{TestApp, a_profile, a_vacancy};
use serde_json::{Value, json};

fn way<'a>(answer: &'a Value, mode: &str) -> &'a Value {
    let ways = answer["ways"].as_array().expect("ways");
    ways.iter().find(|way| way["mode"] == mode).expect("the mode")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_way_is_told_leg_by_leg() {
    let app = TestApp::start().await;
    let body = json!({"from": {"postcode": "5000"}, "to": {"place": "Svendborg"}});
    let answer = app.post("/v1/travel", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let answer = answer.json();
    assert_eq!(answer["provider"], "builtin");
    assert_eq!(answer["precision"], "postcode");
    assert_eq!(answer["at"], Value::Null);
    assert_eq!(answer["to"]["postcode"], "5700");
    assert_eq!(answer["ways"].as_array().expect("ways").len(), 6);
    for way in answer["ways"].as_array().expect("ways") {
        let legs = way["legs"].as_array().expect("legs").iter();
        let sum: u64 = legs.filter_map(|leg| leg["minutes"].as_u64()).sum();
        match way["minutes"].as_u64() {
            Some(minutes) => assert_eq!((minutes, way["daily_minutes"].as_u64()), (sum, Some(2 * sum))),
            None => assert_eq!(
                (&way["mode"], &way["reason"]),
                (&json!("walk"), &json!("too_far"))
            ),
        }
    }
    let legs = way(&answer, "transit")["legs"].as_array().expect("legs");
    assert!(
        legs.iter()
            .any(|leg| leg["kind"] == "train" && leg["line"] != Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_time_outside_service_is_told_with_the_reason() {
    let app = TestApp::start().await;
    let ask = async |at: Value, arrive_by: bool| {
        let body = json!({"from": {"postcode": "5610"}, "to": {"postcode": "5000"}, "at": at,
                          "arrive_by": arrive_by, "modes": ["transit", "car"]});
        let answer = app.post("/v1/travel", &body).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    };
    let early = ask(json!({"day": "mon", "time": "05:30"}), true).await;
    assert_eq!(early["at"]["band"], "day");
    assert_eq!(way(&early, "transit")["minutes"], Value::Null);
    assert_eq!(way(&early, "transit")["reason"], "before_first");
    assert!(way(&early, "transit")["first_arrival"].is_string());
    assert!(way(&early, "car")["minutes"].is_u64());
    // The same moment of the week, as one moment: a Monday morning in winter.
    let same = ask(json!("2026-11-23T05:30:00+01:00"), true).await;
    assert_eq!(same["at"], early["at"]);
    let late = ask(json!({"day": "mon", "time": "01:45"}), false).await;
    assert_eq!(way(&late, "transit")["reason"], "after_last");
    let day = ask(json!({"day": "mon", "time": "09:00"}), true).await;
    assert!(way(&day, "transit")["minutes"].is_u64());
}

#[tokio::test(flavor = "multi_thread")]
async fn coordinates_are_the_nearest_postcode() {
    let app = TestApp::start().await;
    let body = json!({"from": {"lat": 55.0597, "lon": 10.6069}, "to": {"postcode": "1159"}});
    let answer = app.post("/v1/travel", &body).await.json();
    assert_eq!(answer["from"]["postcode"], "5700");
    assert_eq!(answer["from"]["known_by"], "coordinate");
    assert!(answer["from"]["km_to_middle"].as_f64().expect("kilometres") < 5.0);
    assert_eq!(answer["precision"], "zone");
    let at_sea = json!({"from": {"lat": 56.5, "lon": 7.6}, "to": {"postcode": "5000"}});
    let refused = app.post("/v1/travel", &at_sea).await.problem(422, "invalid");
    assert_eq!(refused, [("/from".to_owned(), "out_of_range".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_asked_is_named() {
    let app = TestApp::start().await;
    for (body, pointer, code) in [
        (json!({"from": {"postcode": "5000"}}), "/to", "required"),
        (
            json!({"from": {"postcode": "5241"}, "to": {"postcode": "5000"}}),
            "/from/postcode",
            "unknown_postcode",
        ),
        (
            json!({"from": {"place": "Svenborg"}, "to": {"postcode": "5000"}}),
            "/from/place",
            "unknown_label",
        ),
        (
            json!({"from": {"place": "Ejby"}, "to": {"postcode": "5000"}}),
            "/from/place",
            "unknown_label",
        ),
        (
            json!({"from": {"lat": 55.0}, "to": {"postcode": "5000"}}),
            "/from/lon",
            "required",
        ),
        (
            json!({"from": {"lat": 48.8, "lon": 10.0}, "to": {"postcode": "5000"}}),
            "/from/lat",
            "out_of_range",
        ),
        (
            json!({"from": {"postcode": "5000", "place": "Odense"}, "to": {"postcode": "5000"}}),
            "/from",
            "contradiction",
        ),
        (
            json!({"from": {"postcode": "5000"}, "to": {"postcode": "5700"}, "modes": ["trnsit"]}),
            "/modes/0",
            "unknown_code",
        ),
        (
            json!({"from": {"postcode": "5000"}, "to": {"postcode": "5700"}, "modes": []}),
            "/modes",
            "empty",
        ),
        (
            json!({"from": {"postcode": "5000"}, "to": {"postcode": "5700"}, "at": "monday"}),
            "/at",
            "bad_time",
        ),
        (
            json!({"from": {"postcode": "5000"}, "to": {"postcode": "5700"}, "at": {"day": "mon", "time": "24:00"}}),
            "/at/time",
            "out_of_range",
        ),
        (
            json!({"from": {"postcode": "5000"}, "to": {"postcode": "5700"}, "arrive_by": true}),
            "/at",
            "required",
        ),
        (
            json!({"from": {"postcode": "5000"}, "to": {"postcode": "5700"}, "mode": "car"}),
            "/mode",
            "unknown_field",
        ),
    ] {
        let answer = app.post("/v1/travel", &body).await;
        let errors = answer.problem(422, "invalid");
        assert_eq!(errors, [(pointer.to_owned(), code.to_owned())], "{body}");
    }
    let body = json!({"from": {"place": "Svenborg"}, "to": {"postcode": "5000"}});
    let problem = app.post("/v1/travel", &body).await.json();
    assert_eq!(problem["errors"][0]["value"], "Svenborg");
    let meant = problem["errors"][0]["did_you_mean"].to_string();
    assert!(meant.contains("5700"), "{meant}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shift_before_the_first_bus_cannot_be_reached_by_bus() {
    let app = TestApp::start().await;
    let gate = async |mode: &str, from: &str, to: &str| {
        let shift = json!([{"days": ["mon", "tue", "wed", "thu", "fri"], "from": from, "to": to}]);
        let mut vacancy = a_vacancy("Lagermedarbejder");
        vacancy["workplace"] = json!({"postcode": "5000"});
        vacancy["offers"][0]["schedule"] = shift;
        let mut profile = a_profile();
        profile["home"] = json!({"postcode": "5610"});
        profile["mobility"] = json!({"modes": [mode], "max_travel_minutes": 90});
        let body = json!({"profile": profile, "vacancy": vacancy});
        let answer = app.post("/v1/score", &body).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let score = answer.json();
        let gates = score["scores"][0]["gates"].as_array().expect("gates").clone();
        let infeasible = |gate: &&Value| gate["code"] == "TRAVEL_INFEASIBLE_SHIFT";
        gates.iter().find(infeasible).map(|gate| gate["state"].clone())
    };
    for (from, to) in [
        ("04:30", "12:00"),
        ("05:45", "13:00"),
        ("16:00", "00:45"),
        ("22:00", "03:15"),
    ] {
        assert_eq!(
            gate("transit", from, to).await,
            Some(json!("failed")),
            "{from} {to}"
        );
        assert_ne!(gate("car", from, to).await, Some(json!("failed")), "{from} {to}");
    }
    for (from, to) in [("08:00", "16:00"), ("14:00", "22:00"), ("22:00", "06:00")] {
        assert_ne!(
            gate("transit", from, to).await,
            Some(json!("failed")),
            "{from} {to}"
        );
    }
}
