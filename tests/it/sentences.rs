//! What is said of a pair fits the person it is said of: nothing presumed is told as known, and what would open a gate
//! is named.

use crate::harness::{TestApp, a_vacancy, send};
use reqwest::Method;
use serde_json::{Value, json};

const AS_OF: &str = "2026-11-24T09:00:00+01:00";

/// A pair scored with a profile of the case, in Danish.
async fn pair(app: &TestApp, vacancy: &Value, profile: &Value) -> Value {
    let body = json!({"profile": profile, "vacancy": vacancy, "as_of": AS_OF});
    let answer = app.post("/v1/score", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["scores"][0].clone()
}

/// The sentence of a reason.
fn reason<'p>(pair: &'p Value, code: &str) -> &'p str {
    let reasons = pair["reasons"].as_array().expect("reasons");
    let found = reasons.iter().find(|reason| reason["code"] == code);
    found.and_then(|reason| reason["text"].as_str()).unwrap_or("–")
}

/// What would open a failed gate, in words.
fn change<'p>(pair: &'p Value, code: &str) -> &'p str {
    let gates = pair["gates"].as_array().expect("gates");
    let found = gates.iter().find(|gate| gate["code"] == code);
    found.and_then(|gate| gate["change"].as_str()).unwrap_or("–")
}

fn with(mut vacancy: Value, field: &str, value: Value) -> Value {
    vacancy[field] = value;
    vacancy
}

fn asking(requirements: Value) -> Value {
    with(a_vacancy("Lagermedarbejder"), "requirements", requirements)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_presumed_is_not_told_as_known() {
    let app = TestApp::start().await;
    let vacancy = asking(json!({"skills": ["plukkeordrer", "pakning"]}));
    let home = json!({"postcode": "5240"});
    let wishes = json!({"home": home, "wishes": {"occupations": ["4321"]}});
    let told = pair(&app, &vacancy, &wishes).await;
    let said = reason(&told, "RESOURCE_MATCH");
    assert!(
        said.starts_with(
            "Alle 2 kvalifikationer, jobbet beder om, hører til personens baggrund eller ønsker: "
        ),
        "{said}"
    );

    let stated = json!({"home": home, "resources": {"skills": ["plukkeordrer", "pakning"]}});
    let told = pair(&app, &vacancy, &stated).await;
    let said = reason(&told, "RESOURCE_MATCH");
    assert!(said.starts_with("Har alle 2 kvalifikationer"), "{said}");

    // Skills are stated, certificates are not: those are guessed from the past.
    let with_certificate = asking(json!({"skills": ["plukkeordrer"], "certificates": ["truck_b"]}));
    let mixed = json!({
        "home": home,
        "resources": {"skills": ["plukkeordrer"], "experience": [{"occupation": "8344", "years": 6, "ended": "2026-10"}]},
    });
    let told = pair(&app, &with_certificate, &mixed).await;
    let said = reason(&told, "RESOURCE_MATCH");
    assert!(
        said.contains(", heraf 1 ud fra baggrund eller ønsker: "),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_in_says_whether_it_is_presumed() {
    let app = TestApp::start().await;
    let vacancy = asking(json!({"skills": ["kassebetjening", "delikatesse"]}));
    let waiter = json!({"home": {"postcode": "5240"}, "resources": {"experience": [{"occupation": "5131", "years": 3}]}});
    let told = pair(&app, &vacancy, &waiter).await;
    let near = told["axes"]["resources"]["near"]
        .as_array()
        .expect("near")
        .clone();
    assert!(!near.is_empty());
    assert!(near.iter().all(|one| one["assumed"] == true), "{near:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wish_that_nobody_told_is_not_called_one() {
    let app = TestApp::start().await;
    let far = with(
        a_vacancy("Lagermedarbejder"),
        "workplace",
        json!({"postcode": "5210"}),
    );
    let mut profile = json!({"home": {"postcode": "5500"}, "mobility": {"modes": ["transit"]}});
    let told = pair(&app, &far, &profile).await;
    let said = reason(&told, "TRAVEL_OVER_WISH");
    assert!(said.contains("mere end de 60, der regnes med"), "{said}");
    profile["mobility"]["max_travel_minutes"] = json!(45);
    let told = pair(&app, &far, &profile).await;
    let said = reason(&told, "TRAVEL_OVER_WISH");
    assert!(said.contains("mere end ønsket på 45"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn other_hours_say_what_was_wished() {
    let app = TestApp::start().await;
    let few = json!([{"form": "paid_hours", "hours_per_week": {"min": 10, "max": 10}}]);
    let vacancy = with(a_vacancy("Lagermedarbejder"), "offers", few);
    let full_time = json!({"home": {"postcode": "5240"}, "hours_per_week": {"min": 30, "max": 37}});
    let told = pair(&app, &vacancy, &full_time).await;
    assert_eq!(reason(&told, "HOURS_DIFFER"), "10 timer om ugen; ønsket er 30–37");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_goal_is_not_called_a_step_towards_itself() {
    let app = TestApp::start().await;
    let nurse = with(a_vacancy("Sygeplejerske"), "occupation", json!("2221"));
    let goal = json!({"home": {"postcode": "5240"}, "wishes": {"goal_occupation": "2221"}});
    let told = pair(&app, &nurse, &goal).await;
    assert_eq!(reason(&told, "STEP_TOWARDS_GOAL"), "Det er jobmålet");
    let step = &told["path"]["steps"][0];
    assert_eq!(step["kind"], "education");
    assert_eq!(
        step["text"],
        "Jobbet bygger som regel på en mellemlang videregående uddannelse"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_goal_under_authorisation_wants_its_own_education() {
    let app = TestApp::start().await;
    let care = with(
        a_vacancy("Social- og sundhedshjælper"),
        "occupation",
        json!("5322"),
    );
    let education = async |resources: Value| {
        let profile = json!({"home": {"postcode": "5240"}, "resources": resources, "wishes": {"goal_occupation": "2221"}});
        let told = pair(&app, &care, &profile).await;
        let steps = told["path"]["steps"].as_array().expect("steps").clone();
        let step = steps.iter().find(|step| step["kind"] == "education");
        step.map_or(Value::Null, |step| step["state"].clone())
    };
    let held = |field: Value| json!({"education": {"level": "long_higher", "field": field}});
    // Languages and mathematics are no nursing; what the education was in may not be known.
    assert_eq!(education(held(json!("0231"))).await, "failed");
    assert_eq!(education(held(Value::Null)).await, "unverified");
    assert_eq!(education(held(json!("0913"))).await, Value::Null);
    let pending = json!({"authorisations": [{"code": "nurse", "state": "pending"}]});
    assert_eq!(education(pending).await, Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_gate_names_what_would_open_it() {
    let app = TestApp::start().await;
    let home = json!({"postcode": "5450"});

    let drives = asking(json!({"licences": ["B"]}));
    let told = pair(
        &app,
        &drives,
        &json!({"home": home, "mobility": {"licences": []}}),
    )
    .await;
    assert_eq!(
        change(&told, "LICENCE_MISSING"),
        "Kræver kørekort: B – almindelig bil"
    );

    let evening = with(
        a_vacancy("Lagermedarbejder"),
        "schedule",
        json!([{"days": ["mon", "sat"], "from": "15:00", "to": "23:00"}]),
    );
    let weekdays = json!([{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "06:00", "to": "23:30"}]);
    let told = pair(&app, &evening, &json!({"home": home, "availability": weekdays})).await;
    let said = change(&told, "SCHEDULE_CONFLICT");
    assert!(
        said.starts_with("Vagten lørdag kl. 15:00-23:00 ligger uden for"),
        "{said}"
    );
    let told = pair(&app, &evening, &json!({"home": home, "max_days_per_week": 1})).await;
    assert_eq!(
        change(&told, "SCHEDULE_CONFLICT"),
        "Vagterne falder på 2 dage om ugen; profilen rækker til 1"
    );

    let far = with(
        a_vacancy("Lagermedarbejder"),
        "workplace",
        json!({"postcode": "5700"}),
    );
    let cyclist = json!({"home": home, "mobility": {"modes": ["bicycle"], "licences": ["B"]}});
    let told = pair(&app, &far, &cyclist).await;
    let said = change(&told, "TRAVEL_INFEASIBLE_SHIFT");
    assert!(said.starts_with("Arbejdet ligger længere væk"), "{said}");
    assert!(said.contains("kan turen tages"), "{said}");

    let subsidised = json!([{"form": "wage_subsidy_private", "hours_per_week": {"min": 37, "max": 37}}]);
    let subsidised = with(a_vacancy("Lagermedarbejder"), "offers", subsidised);
    let new = json!({"home": home, "weeks_unemployed": 7});
    let told = pair(&app, &subsidised, &new).await;
    let said = change(&told, "FORM_NOT_ELIGIBLE");
    assert!(
        said.starts_with("Kræver 26 ugers ledighed, og profilen siger 7"),
        "{said}"
    );
    let listed = json!({"home": home, "eligible_forms": ["flex_job"]});
    let told = pair(&app, &subsidised, &listed).await;
    let said = change(&told, "FORM_NOT_ELIGIBLE");
    assert!(said.starts_with("Ikke blandt de ansættelsesformer"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_words_for_a_long_trip_and_the_smallest_change_agree() {
    let app = TestApp::start().await;
    let far = with(
        a_vacancy("Lagermedarbejder"),
        "workplace",
        json!({"postcode": "8000"}),
    );
    for modes in [json!(["transit"]), json!(["car"])] {
        let profile = json!({"home": {"postcode": "5450"}, "mobility": {"modes": modes, "licences": ["B"], "max_travel_minutes": 80}});
        let told = pair(&app, &far, &profile).await;
        let said = change(&told, "LEGAL_TRAVEL_EXCEEDED");
        let gates = told["gates"].as_array().expect("gates");
        let gate = gates.iter().find(|gate| gate["code"] == "LEGAL_TRAVEL_EXCEEDED");
        let smallest = &gate.expect("the gate")["smallest"][0];
        if smallest["field"] == "mobility.max_travel_minutes" {
            let minutes = smallest["to"].as_f64().expect("minutes");
            assert!(
                said.contains(&format!("vil personen rejse {minutes} minutter hver vej")),
                "{said}"
            );
        } else {
            let by = smallest["label"].as_str().expect("a label");
            assert!(said.contains(&format!("kan turen tages {by}")), "{said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_known_is_told_in_the_language_asked_for() {
    let app = TestApp::start().await;
    let told = pair(&app, &a_vacancy("Lagermedarbejder"), &json!({})).await;
    let axes = &told["axes"];
    assert_eq!(
        axes["resources"]["no_data"],
        "Personens ressourcer og ønsker kendes ikke"
    );
    assert_eq!(axes["mobility"]["no_data"], "Hjem eller arbejdssted kendes ikke");
    assert_eq!(
        axes["branch"]["no_data"],
        "Personens tidligere arbejde kendes ikke"
    );
    let body = json!({"profile": {}, "vacancy": a_vacancy("Lagermedarbejder"), "as_of": AS_OF});
    let request = app.request(Method::POST, "/v1/score").json(&body);
    let answer = send(request.header("Accept-Language", "en")).await.json();
    assert_eq!(
        answer["scores"][0]["axes"]["mobility"]["no_data"],
        "Home or workplace is not known"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn little_is_not_called_nothing_and_long_is_told_in_years() {
    let app = TestApp::start().await;
    let seasoned = asking(json!({"experience_years": 3}));
    let other_trade = json!({"home": {"postcode": "5240"}, "resources": {"experience": [{"occupation": "7223", "years": 0.5}]}});
    let told = pair(&app, &seasoned, &other_trade).await;
    for item in told["axes"]["resources"]["near"].as_array().expect("near") {
        let have = item["have"].as_str().expect("words");
        assert!(!have.starts_with("0 års"), "{have}");
    }
    let training =
        json!([{"form": "apprenticeship", "hours_per_week": {"min": 37, "max": 37}, "duration_weeks": 182}]);
    let told = pair(
        &app,
        &with(a_vacancy("Lagerelev"), "offers", training),
        &json!({"home": {"postcode": "5240"}}),
    )
    .await;
    assert_eq!(reason(&told, "DURATION"), "Varer omkring 3½ år");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_before_the_person_can_begin_says_so() {
    let app = TestApp::start().await;
    let soon =
        json!([{"form": "ordinary_job", "hours_per_week": {"min": 37, "max": 37}, "start": "2026-12-01"}]);
    let vacancy = with(a_vacancy("Lagermedarbejder"), "offers", soon);
    let mut profile = json!({"home": {"postcode": "5240"}, "available_from": "2026-12-01"});
    let told = pair(&app, &vacancy, &profile).await;
    assert_eq!(reason(&told, "START_SOON"), "Starter 1.12.2026");
    profile["available_from"] = json!("2027-03-01");
    let told = pair(&app, &vacancy, &profile).await;
    assert_eq!(
        reason(&told, "START_SOON"),
        "Starter 1.12.2026, før personen kan begynde 1.3.2027"
    );
}
