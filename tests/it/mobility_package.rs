//! Getting there, what is paid for it, and the rules of the form, over HTTP.

use crate::harness::{TestApp, a_vacancy, send};
use reqwest::Method;
use serde_json::{Value, json};

const AS_OF: &str = "2026-11-24T09:00:00+01:00";

/// The only pair of a profile and a vacancy, with its package.
async fn pair(app: &TestApp, profile: &Value, vacancy: &Value) -> Value {
    let body =
        json!({"profile": profile, "vacancy": vacancy, "as_of": AS_OF, "include": ["mobility_package"]});
    let answer = app.post("/v1/score", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["scores"][0].clone()
}

fn vacancy(form: &str, postcode: &str, shift: Option<(&str, &str)>) -> Value {
    let mut vacancy = a_vacancy("Lagermedarbejder");
    vacancy["offers"] = json!([{"form": form, "hours_per_week": {"min": 30, "max": 37}}]);
    vacancy["workplace"] = json!({"postcode": postcode});
    if let Some((from, to)) = shift {
        vacancy["schedule"] = json!([{"days": ["mon", "tue"], "from": from, "to": to}]);
    }
    vacancy
}

fn plan_of<'a>(pair: &'a Value, mode: &str) -> &'a Value {
    let plans = pair["mobility_package"]["travel"].as_array().expect("plans");
    let found = plans.iter().find(|plan| plan["mode"] == mode);
    found.unwrap_or_else(|| panic!("no {mode}: {plans:?}"))
}

fn gate<'a>(pair: &'a Value, code: &str) -> &'a Value {
    let gates = pair["gates"].as_array().expect("gates");
    gates
        .iter()
        .find(|gate| gate["code"] == code)
        .unwrap_or(&Value::Null)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_means_is_planned_against_the_shift() {
    let app = TestApp::start().await;
    let profile = json!({
        "home": {"postcode": "5610"}, "weeks_unemployed": 3,
        "mobility": {"modes": ["transit"], "max_travel_minutes": 60, "licences": []},
    });
    let pair = pair(
        &app,
        &profile,
        &vacancy("ordinary_job", "5000", Some(("07:00", "15:00"))),
    )
    .await;
    let package = &pair["mobility_package"];
    assert_eq!(package["shift"], json!({"begins": "07:00", "ends": "15:00"}));
    assert_eq!(package["wish"], json!({"minutes": 60}));
    assert_eq!(package["bound"]["daily_minutes"], 180);
    assert_eq!(package["bound"]["rule"]["verify"], true);
    let transit = plan_of(&pair, "transit");
    assert_eq!(transit["has"], "stated");
    assert_eq!(transit["reaches"], true);
    assert_eq!(
        transit["daily_minutes"],
        pair["axes"]["mobility"]["travel"]["daily_minutes"]
    );
    for trip in [&transit["out"], &transit["home"]] {
        let legs = trip["legs"].as_array().expect("legs");
        let sum: u64 = legs.iter().filter_map(|leg| leg["minutes"].as_u64()).sum();
        assert_eq!(Some(sum), trip["minutes"].as_u64());
    }
    assert!(transit["first_arrival"].is_string());
    assert!(
        transit["margin_minutes"]
            .as_i64()
            .is_some_and(|margin| margin >= 0)
    );
    assert!(
        transit["margin_home_minutes"]
            .as_i64()
            .is_some_and(|margin| margin >= 0)
    );
    assert_eq!(transit["legal"], "WITHIN");
    let car = plan_of(&pair, "car");
    assert_eq!((&car["has"], &car["needs_licence"]), (&json!("not"), &json!("B")));
    assert_eq!(
        car["out"]["legs"],
        Value::Null,
        "legs are for what the person has"
    );
    assert!(
        car["text"]
            .as_str()
            .is_some_and(|text| text.contains("kræver kørekort B"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shift_before_the_first_bus_says_so_and_what_would_open_it() {
    let app = TestApp::start().await;
    let profile = json!({
        "home": {"postcode": "5610"},
        "mobility": {"modes": ["transit"], "max_travel_minutes": 60},
    });
    let early = vacancy("ordinary_job", "5000", Some(("04:00", "12:00")));
    let body = json!({"profile": profile, "vacancy": early, "as_of": AS_OF, "include": ["mobility_package"]});
    let request = app.request(Method::POST, "/v1/score").json(&body);
    let answer = send(request.header("Accept-Language", "en")).await.json();
    let pair = &answer["scores"][0];
    assert_eq!(gate(pair, "TRAVEL_INFEASIBLE_SHIFT")["state"], "failed");
    let transit = plan_of(pair, "transit");
    assert_eq!(
        (&transit["reaches"], &transit["daily_minutes"]),
        (&json!(false), &Value::Null)
    );
    let reason = transit["out"]["reason"].as_str().expect("a reason");
    assert!(["before_first", "no_connection"].contains(&reason), "{reason}");
    assert!(
        transit["text"]
            .as_str()
            .is_some_and(|text| text.starts_with("By public transport: "))
    );
    assert_eq!(plan_of(pair, "car")["would_open"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_paid_follows_the_form_and_the_municipality() {
    let app = TestApp::start().await;
    let from = |postcode: &str| json!({"home": {"postcode": postcode}, "target_group": "cash_benefit"});
    let package = async |profile: Value, vacancy: Value| {
        pair(&app, &profile, &vacancy).await["mobility_package"].clone()
    };
    let far = package(from("5610"), vacancy("internship_private", "5000", None)).await;
    let allowance = &far["commuting_allowance"];
    assert_eq!(allowance["applies"], "yes");
    let km = allowance["km_per_day"].as_f64().expect("kilometres");
    let dkk = allowance["dkk_per_day"].as_f64().expect("kroner");
    assert!((dkk - (km - 24.0) * 1.12).abs() < 0.6, "{km} km, {dkk} kr.");
    let near = package(from("5240"), vacancy("internship_private", "5220", None)).await;
    assert_eq!(near["commuting_allowance"]["applies"], "no");
    assert_eq!(
        near["commuting_allowance"]["text"],
        "Turen ud og hjem er ikke over 24 kilometer: ingen befordringsgodtgørelse"
    );
    let subsidy = package(from("5610"), vacancy("wage_subsidy_private", "5000", None)).await;
    assert_eq!(subsidy["commuting_allowance"]["applies"], "no");
    let hybrid = package(from("5610"), vacancy("hybrid", "5000", None)).await;
    assert_eq!(hybrid["commuting_allowance"]["applies"], "unknown");
    // Odense's own rule is not known; Vejle pays from 200 kilometres and 20 hours, not to flex jobs.
    assert_eq!(near["interview_travel"]["applies"], "unknown");
    assert_eq!(near["interview_travel"]["municipality"], "Odense");
    let vejle = package(from("7100"), vacancy("ordinary_job", "2100", None)).await;
    assert_eq!(vejle["interview_travel"]["applies"], "yes");
    assert_eq!(vejle["interview_travel"]["deadline_days"], 14);
    let flex = package(from("7100"), vacancy("flex_job", "2100", None)).await;
    assert_eq!(flex["interview_travel"]["applies"], "no");
    let next_door = package(from("7100"), vacancy("ordinary_job", "7000", None)).await;
    assert_eq!(next_door["interview_travel"]["applies"], "no");
    let nowhere = package(json!({}), vacancy("ordinary_job", "5000", None)).await;
    assert_eq!(nowhere["no_travel"], "place_unknown");
    assert_eq!(nowhere["interview_travel"]["applies"], "unknown");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rules_of_the_form_come_with_their_figures() {
    let app = TestApp::start().await;
    let profile = json!({"home": {"postcode": "5240"}, "target_group": "unemployment_insurance", "weeks_unemployed": 40});
    let mut placement = vacancy("wage_subsidy_private", "5220", None);
    placement["employer"] = json!({"name": "Fiktiv Logistik ApS", "ordinary_fte": 24, "subsidised_heads": 3});
    let open = pair(&app, &profile, &placement).await;
    let rules = &open["mobility_package"]["form_rules"];
    assert_eq!(rules["pay"], "subsidised_wage");
    assert_eq!(rules["longest_weeks"], 27);
    assert_eq!(
        (&rules["ratio"]["allowed"], &rules["ratio"]["taken"]),
        (&json!(4), &json!(3))
    );
    let codes: Vec<&str> = rules["conditions"]
        .as_array()
        .expect("conditions")
        .iter()
        .filter_map(|condition| condition["code"].as_str())
        .collect();
    assert!(
        codes.contains(&"net_expansion") && codes.contains(&"steward_statement"),
        "{codes:?}"
    );
    assert_eq!(gate(&open, "RATIO_FULL"), &Value::Null);
    placement["employer"]["subsidised_heads"] = json!(4);
    let full = pair(&app, &profile, &placement).await;
    assert_eq!(gate(&full, "RATIO_FULL")["state"], "failed");
    let mut practice = vacancy("internship_private", "5220", None);
    practice["offers"][0]["hours_per_week"] = json!({"min": 38, "max": 40});
    let mut willing = profile.clone();
    willing["hours_per_week"] = json!({"min": 0, "max": 45});
    let long = pair(&app, &willing, &practice).await;
    let hours = gate(&long, "HOURS_EXCEED");
    assert!(
        hours["change"]
            .as_str()
            .is_some_and(|text| text.contains("formen tillader højst 37")),
        "{hours}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_education_is_a_track_with_its_school_weeks() {
    let app = TestApp::start().await;
    let mut school = vacancy("igu", "5220", None);
    school["offers"] = json!([{"form": "igu", "hours_per_week": {"min": 32, "max": 37}, "start": "2027-01-04", "duration_weeks": 104}]);
    school["open_company_day"] = json!("2026-12-03");
    let profile = |most: u16| {
        json!({"home": {"postcode": "5240"}, "scheme_eligibility": {"igu": true},
               "hours_per_week": {"min": 0, "max": most}, "wishes": {"goal_track": "education"}})
    };
    let fits = pair(&app, &profile(37), &school).await;
    assert_eq!(
        fits["track"],
        json!({"kind": "igu", "school_weeks": 23, "school_hours_per_week": 37, "practice_hours_per_week": 25,
               "length_weeks": 104, "starts": "2027-01-04", "open_company_day": "2026-12-03"})
    );
    assert_eq!(fits["vacancy"]["open_company_day"], "2026-12-03");
    assert_eq!(fits["passes"], true);
    assert_eq!(fits["mobility_package"]["form_rules"]["school_weeks"], 23);
    // The practice alone would fit 32 hours; the weeks at school do not.
    let short = pair(&app, &profile(32), &school).await;
    let hours = gate(&short, "HOURS_EXCEED");
    assert!(
        hours["change"]
            .as_str()
            .is_some_and(|text| text.contains("Skoleugerne er på 37 timer")),
        "{hours}"
    );
    school["offers"][0]["duration_weeks"] = json!(130);
    let long = pair(&app, &profile(37), &school).await;
    assert_eq!(gate(&long, "FORM_DURATION_EXCEEDED")["state"], "failed");
    let job = pair(&app, &profile(37), &vacancy("ordinary_job", "5220", None)).await;
    assert_eq!(job["track"], Value::Null);
    // Towards an education an apprenticeship stands as high as a job.
    let ladder = |track: &str| {
        let mut profile = profile(37);
        profile["wishes"]["goal_track"] = json!(track);
        profile
    };
    let apprenticeship = vacancy("apprenticeship", "5220", None);
    let prior = async |track: &str| {
        let pair = pair(&app, &ladder(track), &apprenticeship).await;
        pair["axes"]["job_first"]["contribution"]
            .as_u64()
            .expect("points")
    };
    assert!(prior("education").await > prior("job").await);
    assert_eq!(prior("education").await, prior("both").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheme_that_has_ended_is_not_offered() {
    let app = TestApp::start().await;
    let profile = json!({"home": {"postcode": "5240"}, "scheme_eligibility": {"igu": true}});
    let body = |day: &str| json!({"profile": profile, "vacancy": vacancy("igu", "5220", None), "as_of": format!("{day}T09:00:00+01:00")});
    let last = app.post("/v1/score", &body("2027-12-31")).await.json();
    assert_eq!(last["scores"][0]["passes"], true);
    let after = app.post("/v1/score", &body("2028-01-01")).await.json();
    let gate = gate(&after["scores"][0], "FORM_NOT_ELIGIBLE");
    assert!(
        gate["change"]
            .as_str()
            .is_some_and(|text| text.contains("Loven har ikke længere")),
        "{gate}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_is_an_opaque_reference_and_blocked_windows() {
    let app = TestApp::start().await;
    let mut profile = json!({
        "home": {"postcode": "5240"}, "plan_ref": "plan/2026:17 æ",
        "blocked": [{"days": ["tue"], "from": "13:00", "to": "16:00"}],
    });
    let kept = app.post("/v1/jobseekers", &profile).await;
    assert_eq!(kept.status, 201, "{}", kept.text);
    assert_eq!(kept.json()["plan_ref"], "plan/2026:17 æ");
    let shifts = vacancy("ordinary_job", "5220", Some(("08:00", "15:00")));
    let blocked = pair(&app, &profile, &shifts).await;
    assert_eq!(gate(&blocked, "SCHEDULE_CONFLICT")["state"], "failed");
    // The reference itself changes nothing.
    profile["plan_ref"] = json!("another");
    assert_eq!(pair(&app, &profile, &shifts).await, blocked);
    profile["blocked"] = json!([{"days": ["wed"], "from": "13:00", "to": "16:00"}]);
    let free = pair(&app, &profile, &shifts).await;
    assert_eq!(free["passes"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_has_packages_only_when_they_are_included() {
    let app = TestApp::start().await;
    app.vacancy(&vacancy("ordinary_job", "5220", None)).await;
    let mut body = json!({"profile": {"home": {"postcode": "5240"}}, "as_of": AS_OF});
    let plain = app.post("/v1/matches", &body).await.json();
    assert_eq!(plain["matches"][0]["mobility_package"], Value::Null);
    body["include"] = json!(["mobility_package"]);
    let full = app.post("/v1/matches", &body).await.json();
    let package = &full["matches"][0]["mobility_package"];
    assert_eq!(package["travel"][0]["has"], "assumed");
    assert_eq!(package["wish"]["assumed"], true);
    // What a list was answered with is answered again.
    let id = full["match_id"].as_str().expect("an id");
    let again = app.get(&format!("/v1/matches/{id}")).await;
    assert_eq!(again.json(), full);
}
