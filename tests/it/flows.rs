//! Flows of several steps over HTTP: what an employer may hold, what an employer helps with, what a
//! profile has no field for.

use crate::harness::{TestApp, a_profile, a_vacancy};
use serde_json::{Value, json};

async fn scored(app: &TestApp, profile: &Value, vacancy: &Value) -> Value {
    let body = json!({"profile": profile, "vacancy": vacancy, "as_of": "2026-11-24T09:00:00+01:00"});
    let answer = app.post("/v1/score", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["scores"][0].clone()
}

fn states<'s>(score: &'s Value, code: &str) -> Vec<&'s str> {
    let gates = score["gates"].as_array().expect("gates").iter();
    let of_code = gates.filter(|gate| gate["code"] == code);
    of_code.filter_map(|gate| gate["state"].as_str()).collect()
}

fn at_an_employer(form: &str, ordinary_fte: u32, subsidised_heads: u32) -> Value {
    let mut vacancy = a_vacancy("Lagermedarbejder");
    vacancy["employer"] = json!({
        "name": "Fiktiv Logistik ApS",
        "ordinary_fte": ordinary_fte,
        "subsidised_heads": subsidised_heads,
    });
    vacancy["offers"] = json!([{"form": form, "hours_per_week": {"min": 30, "max": 37}}]);
    vacancy
}

/// One place for every five full-time equivalents up to fifty: four at 24. The rule is about
/// subsidised and unpaid forms alone.
#[tokio::test(flavor = "multi_thread")]
async fn an_employer_with_a_full_ratio_still_hires() {
    let app = TestApp::start().await;
    let mut profile = a_profile();
    profile["target_group"] = json!("cash_benefit");
    profile["weeks_unemployed"] = json!(30);
    for form in [
        "internship_private",
        "wage_subsidy_private",
        "internship_public",
        "community_work",
    ] {
        let full = scored(&app, &profile, &at_an_employer(form, 24, 4)).await;
        assert_eq!(states(&full, "RATIO_FULL"), ["failed"], "{form}: {full}");
        let free = scored(&app, &profile, &at_an_employer(form, 24, 3)).await;
        assert!(states(&free, "RATIO_FULL").is_empty(), "{form}: {free}");
        assert_eq!(free["base_score"], full["base_score"], "{form}");
    }
    for form in ["ordinary_job", "part_time", "paid_hours", "apprenticeship"] {
        let open = scored(&app, &profile, &at_an_employer(form, 24, 4)).await;
        assert!(states(&open, "RATIO_FULL").is_empty(), "{form}: {open}");
        assert_eq!(open["passes"], true, "{form}: {open}");
    }

    // Both ways into one job: the internship is closed, so the ordinary job is what the list offers.
    let mut both = at_an_employer("internship_private", 24, 4);
    both["offers"]
        .as_array_mut()
        .expect("offers")
        .push(json!({"form": "ordinary_job"}));
    app.vacancy(&both).await;
    let list = app
        .post(
            "/v1/matches",
            &json!({"profile": profile, "include": ["not_now"]}),
        )
        .await
        .json();
    assert_eq!(list["matches"][0]["offer"]["form"], "ordinary_job", "{list}");
    assert!(list["not_now"].as_array().is_some_and(Vec::is_empty), "{list}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_licence_the_employer_helps_to_get_is_a_bridge_and_no_gate() {
    let app = TestApp::start().await;
    let mut profile = a_profile();
    profile["mobility"]["licences"] = json!([]);
    let mut vacancy = a_vacancy("Varebilschauffør");
    vacancy["requirements"] = json!({"licences": ["B"]});
    let kinds = |score: &Value| -> Vec<String> {
        let bridges = score["bridges"].as_array().expect("bridges").iter();
        bridges
            .filter_map(|bridge| bridge["kind"].as_str().map(str::to_owned))
            .collect()
    };

    let alone = scored(&app, &profile, &vacancy).await;
    assert_eq!(
        (&alone["passes"], states(&alone, "LICENCE_MISSING")),
        (&json!(false), vec!["failed"])
    );
    assert!(!kinds(&alone).contains(&"licence_support".to_owned()), "{alone}");

    vacancy["licence_support"] = json!(["B"]);
    let helped = scored(&app, &profile, &vacancy).await;
    assert_eq!(
        (&helped["passes"], states(&helped, "LICENCE_MISSING")),
        (&json!(true), vec!["ok"])
    );
    assert!(kinds(&helped).contains(&"licence_support".to_owned()), "{helped}");
    assert!(helped["base_score"].as_u64() >= alone["base_score"].as_u64());

    app.vacancy(&vacancy).await;
    let list = app.post("/v1/matches", &json!({"profile": profile})).await.json();
    assert_eq!(list["matches"].as_array().map(Vec::len), Some(1), "{list}");
}

/// While no offer passes, the score is that of the lowest, and what would open is about the nearest;
/// when the nearest opens, the score does not fall.
#[tokio::test(flavor = "multi_thread")]
async fn what_would_open_is_about_the_nearest_offer() {
    let app = TestApp::start().await;
    let mut profile = a_profile();
    profile["hours_per_week"] = json!({"min": 4, "max": 10});
    profile["eligible_forms"] = json!(["internship_private"]);
    let mut vacancy = a_vacancy("Lagermedarbejder");
    vacancy["offers"] = json!([
        {"form": "ordinary_job", "hours_per_week": {"min": 37, "max": 37}},
        {"form": "internship_private", "hours_per_week": {"min": 15, "max": 20}},
    ]);
    let closed = scored(&app, &profile, &vacancy).await;
    assert_eq!(closed["passes"], false);
    assert_eq!(closed["offer_if_open"]["form"], "internship_private", "{closed}");
    assert_eq!(states(&closed, "HOURS_EXCEED"), ["failed"], "{closed}");
    assert!(states(&closed, "FORM_NOT_ELIGIBLE").is_empty(), "{closed}");
    assert!(closed["score_if_open"].as_u64() >= closed["base_score"].as_u64());

    app.vacancy(&vacancy).await;
    let list = app
        .post(
            "/v1/matches",
            &json!({"profile": profile, "include": ["not_now"]}),
        )
        .await
        .json();
    assert_eq!(
        list["not_now"][0]["score_if_open"], closed["score_if_open"],
        "{list}"
    );

    profile["hours_per_week"] = json!({"min": 4, "max": 15});
    let open = scored(&app, &profile, &vacancy).await;
    assert_eq!(
        (&open["passes"], &open["offer"]["form"]),
        (&json!(true), &json!("internship_private"))
    );
    assert_eq!(open["score_if_open"], open["base_score"]);
    assert!(open["base_score"].as_u64() >= closed["base_score"].as_u64());
}

/// There is no field for where a credential comes from: whatever is said there is refused alike, and
/// what a person is called by a caller changes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn the_country_of_a_credential_has_no_field() {
    let app = TestApp::start().await;
    app.vacancy(&a_vacancy("Lagermedarbejder")).await;
    let mut told = Vec::new();
    for country in ["Danmark", "Syrien", "Filippinerne"] {
        let mut profile = a_profile();
        profile["resources"]["authorisations"] =
            json!([{"code": "nurse", "state": "pending", "country": country}]);
        let problem = app.post("/v1/matches", &json!({"profile": profile})).await;
        assert_eq!(problem.status, 422, "{}", problem.text);
        assert!(!problem.text.contains(country));
        told.push(problem.json()["errors"].clone());
    }
    assert!(told.windows(2).all(|two| two[0] == two[1]), "{told:?}");

    let mut lists = Vec::new();
    for reference in [json!(null), json!("case-1"), json!("case-2")] {
        let mut profile = a_profile();
        profile["reference"] = reference;
        let body = json!({"profile": profile, "as_of": "2026-11-24T09:00:00+01:00"});
        lists.push(app.post("/v1/matches", &body).await.json()["matches"].clone());
    }
    assert!(lists[0].as_array().is_some_and(|items| !items.is_empty()));
    assert!(lists.windows(2).all(|two| two[0] == two[1]));
}
