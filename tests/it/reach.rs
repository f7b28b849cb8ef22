//! What a person reaches, over HTTP: every count is that of a list.

use crate::harness::{TestApp, a_vacancy};
use serde_json::{Value, json};

const DAY: &str = "2026-11-24";

async fn keep(app: &TestApp, profile: &Value) -> String {
    let answer = app.post("/v1/jobseekers", profile).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()["id"].as_str().expect("an id").to_owned()
}

fn vacancy(number: usize, postcode: &str, from: &str, to: &str) -> Value {
    let mut vacancy = a_vacancy(&format!("Lagermedarbejder {number}"));
    vacancy["workplace"] = json!({"postcode": postcode});
    vacancy["schedule"] = json!([{"days": ["mon", "thu"], "from": from, "to": to}]);
    vacancy
}

/// Vacancies in several towns at several hours, some of which ask for a licence or a trade.
async fn fill(app: &TestApp) {
    let mut number = 0;
    for postcode in ["5000", "5220", "5610", "5500", "5700", "7000", "8000"] {
        for (from, to) in [("07:00", "15:00"), ("04:30", "12:30"), ("15:30", "23:30")] {
            let mut vacancy = vacancy(number, postcode, from, to);
            if number % 4 == 0 {
                vacancy["requirements"] = json!({"licences": ["B"]});
            }
            app.vacancy(&vacancy).await;
            number += 1;
        }
    }
    let mut from_home = a_vacancy("Hjemmefra");
    from_home["workplace"] = json!({"remote_days_per_week": 5});
    app.vacancy(&from_home).await;
}

/// How many vacancies a list gives for the profile within so many minutes.
async fn listed(app: &TestApp, profile: &Value, minutes: u64) -> u64 {
    let body = json!({"profile": profile, "filters": {"max_travel_minutes": minutes}, "include": ["total"],
                      "as_of": format!("{DAY}T12:00:00+01:00")});
    let answer = app.post("/v1/matches", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["total"]["value"].as_u64().expect("a count")
}

fn opening<'a>(reach: &'a Value, change: &str) -> Option<&'a Value> {
    let openings = reach["would_open"].as_array().expect("openings");
    openings.iter().find(|opening| opening["change"] == change)
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_are_those_of_lists() {
    let app = TestApp::start().await;
    fill(&app).await;
    let profile = json!({
        "home": {"postcode": "5610"},
        "mobility": {"modes": ["transit"], "max_travel_minutes": 50, "licences": []},
    });
    let id = keep(&app, &profile).await;
    let answer = app.get(&format!("/v1/jobseekers/{id}/reach?as_of={DAY}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let reach = answer.json();
    assert_eq!(reach["type"], "FeatureCollection");
    assert_eq!((&reach["home"], &reach["minutes"]), (&json!("5610"), &json!(50)));
    assert_eq!(reach["from_home"], 1);
    let now = listed(&app, &profile, 50).await;
    assert_eq!(reach["open_vacancies"], now);
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut profile = profile.clone();
        change(&mut profile["mobility"]);
        profile
    };
    let longer = changed(&|mobility| mobility["max_travel_minutes"] = json!(65));
    assert_eq!(
        opening(&reach, "more_time").expect("more time")["open_vacancies"],
        listed(&app, &longer, 65).await
    );
    let bicycle = changed(&|mobility| mobility["modes"] = json!(["transit", "bicycle"]));
    assert_eq!(
        opening(&reach, "bicycle").expect("a bicycle")["open_vacancies"],
        listed(&app, &bicycle, 50).await
    );
    let car = changed(&|mobility| {
        mobility["modes"] = json!(["transit", "car"]);
        mobility["licences"] = json!(["B"]);
    });
    let by_car = opening(&reach, "car").expect("a car");
    assert_eq!(by_car["open_vacancies"], listed(&app, &car, 50).await);
    assert_eq!(
        by_car["gain"].as_u64(),
        by_car["open_vacancies"].as_u64().map(|with| with - now)
    );
    assert!(by_car["gain"].as_u64() > Some(0), "{reach}");
    let licence = changed(&|mobility| mobility["licences"] = json!(["B"]));
    assert_eq!(
        opening(&reach, "licence_b").expect("a licence")["open_vacancies"],
        listed(&app, &licence, 50).await
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_shift_is_counted_as_if_the_vacancy_had_it() {
    let app = TestApp::start().await;
    fill(&app).await;
    let profile =
        json!({"home": {"postcode": "5610"}, "mobility": {"modes": ["transit"], "max_travel_minutes": 90}});
    let id = keep(&app, &profile).await;
    let reach = app
        .get(&format!("/v1/jobseekers/{id}/reach?as_of={DAY}"))
        .await
        .json();
    let by_day = opening(&reach, "shift_by_day").expect("by day");
    assert!(by_day["gain"].as_u64() > Some(0), "{reach}");
    // The same towns with the same work by day alone.
    let other = TestApp::start().await;
    let mut number = 0;
    for postcode in ["5000", "5220", "5610", "5500", "5700", "7000", "8000"] {
        for hours in [8, 8, 8] {
            let to = format!("{:02}:00", 8 + hours);
            other.vacancy(&vacancy(number, postcode, "08:00", &to)).await;
            number += 1;
        }
    }
    assert_eq!(by_day["open_vacancies"], listed(&other, &profile, 90).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn zones_are_points_with_minutes_or_a_reason() {
    let app = TestApp::start().await;
    fill(&app).await;
    let profile = json!({"home": {"postcode": "5610"}, "mobility": {"modes": ["bicycle", "transit"], "max_travel_minutes": 40}});
    let id = keep(&app, &profile).await;
    let reach = app
        .get(&format!("/v1/jobseekers/{id}/reach?as_of={DAY}"))
        .await
        .json();
    let features = reach["features"].as_array().expect("features");
    for feature in features {
        assert_eq!(
            (&feature["type"], &feature["geometry"]["type"]),
            (&json!("Feature"), &json!("Point"))
        );
        let [lon, lat] = [0, 1].map(|at| feature["geometry"]["coordinates"][at].as_f64().expect("degrees"));
        assert!((7.5..16.0).contains(&lon) && (54.0..58.5).contains(&lat));
        let zone = &feature["properties"];
        assert_eq!(zone["minutes"].is_null(), zone["reason"].is_string(), "{zone}");
    }
    for mode in reach["modes"].as_array().expect("modes") {
        let of_mode = || {
            features
                .iter()
                .filter(|feature| feature["properties"]["mode"] == mode["mode"])
        };
        let sum = |field: &str| {
            of_mode()
                .filter_map(|feature| feature["properties"][field].as_u64())
                .sum::<u64>()
        };
        assert_eq!(mode["open_vacancies"], sum("open_vacancies"));
        assert_eq!(mode["beyond_reach"], sum("beyond_reach"));
        let near = of_mode().filter(|feature| {
            feature["properties"]["minutes"]
                .as_u64()
                .is_some_and(|minutes| minutes <= 40)
        });
        assert_eq!(mode["zones"], near.count());
        if mode["mode"] == "bicycle_transit" {
            continue;
        }
        let alone = json!({"home": {"postcode": "5610"}, "mobility": {"modes": [mode["mode"]], "max_travel_minutes": 40}});
        assert_eq!(mode["open_vacancies"], listed(&app, &alone, 40).await);
    }
    // What is within reach is so by one of the means that are told.
    let modes = reach["modes"].as_array().expect("modes");
    let told: Vec<&Value> = modes.iter().map(|mode| &mode["mode"]).collect();
    assert_eq!(told, ["bicycle", "transit", "bicycle_transit"]);
    let by_any: u64 = modes
        .iter()
        .filter_map(|mode| mode["open_vacancies"].as_u64())
        .sum();
    let open = reach["open_vacancies"].as_u64().expect("a count");
    assert!(open <= by_any, "{open} of {by_any}");
    let aarhus = features.iter().find(|feature| {
        feature["properties"]["mode"] == "bicycle" && feature["properties"]["zone"] == "8000"
    });
    assert_eq!(
        aarhus.expect("beyond reach")["properties"]["reason"],
        "over_longest_ride"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_within_reach_comes_with_its_reason() {
    let app = TestApp::start().await;
    let reason = async |app: &TestApp, profile: Value| {
        let id = keep(app, &profile).await;
        app.get(&format!("/v1/jobseekers/{id}/reach")).await.json()["reason"].clone()
    };
    assert_eq!(
        reason(&app, json!({"home": {"postcode": "5610"}})).await,
        "no_vacancies"
    );
    fill(&app).await;
    assert_eq!(reason(&app, json!({})).await, "home_unknown");
    let deferred = json!({"home": {"postcode": "5610"}, "job_first_deferral": {"active": true, "review_on": "2126-01-01"}});
    assert_eq!(reason(&app, deferred).await, "deferred");
    let short =
        json!({"home": {"postcode": "9990"}, "mobility": {"modes": ["bicycle"], "max_travel_minutes": 10}});
    assert_eq!(reason(&app, short).await, "nothing_within");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_wrongly_is_named() {
    let app = TestApp::start().await;
    let id = keep(&app, &json!({"home": {"postcode": "5610"}})).await;
    for (query, pointer) in [
        ("modes=helicopter", "/modes"),
        ("modes=", "/modes"),
        ("minutes=601", "/minutes"),
        ("as_of=2026-13-01", "/as_of"),
        ("minute=5", "/minute"),
    ] {
        let refused = app.get(&format!("/v1/jobseekers/{id}/reach?{query}")).await;
        assert_eq!(refused.problem(422, "invalid")[0].0, pointer, "{query}");
    }
    for id in ["js_00000000000000000000000000000000", "nobody"] {
        app.get(&format!("/v1/jobseekers/{id}/reach"))
            .await
            .problem(404, "not-found");
    }
}
