//! What narrows, shapes and pauses a list, over HTTP.

use crate::harness::{TestApp, a_profile, a_vacancy};
use serde_json::{Value, json};

const AS_OF: &str = "2026-11-24T09:00:00+01:00";

async fn matches(app: &TestApp, body: &Value) -> Value {
    let answer = app.post("/v1/matches", body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

fn items(list: &Value) -> &[Value] {
    list["matches"].as_array().expect("a list")
}

/// A warehouse job that says much.
fn a_full_vacancy() -> Value {
    json!({
        "title": "Lagermedarbejder", "occupation": "4321", "positions": 2,
        "source": "akasse-3f", "external_id": "2026-1", "origin": "jobnet",
        "employer": {"name": "Fiktiv Logistik ApS", "cvr": "12345678", "industry": "52"},
        "workplace": {"postcode": "5220"},
        "offers": [
            {"form": "ordinary_job", "hours_per_week": {"min": 30, "max": 37}, "start": "2026-12-01"},
            {"form": "part_time", "hours_per_week": {"min": 15, "max": 20}, "start": "2027-03-01", "duration_weeks": 26},
        ],
        "requirements": {"skills": [{"skill": "truckkørsel"}]},
        "mentor": true, "apply_by": "2026-11-30",
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_filter_narrows_and_says_what_dropping_it_would_give() {
    let app = TestApp::start().await;
    app.vacancy(&a_full_vacancy()).await;
    let profile = a_profile();
    for (name, suits, suits_not) in [
        (
            "hours_per_week",
            json!({"min": 35, "max": 40}),
            json!({"min": 22, "max": 28}),
        ),
        ("start_after", json!("2026-12-01"), json!("2027-04-01")),
        ("start_before", json!("2026-12-01"), json!("2026-11-25")),
        ("duration_weeks", json!({"min": 30}), json!({"max": 13})),
        ("places_free", json!(2), json!(3)),
        ("employers", json!(["12345678"]), json!(["87654321"])),
        ("employers", json!(["fiktiv logistik aps"]), json!(["Fiktiv"])),
        ("sources", json!(["akasse-3f"]), json!(["akasse"])),
        ("origins", json!(["jobnet"]), json!(["own"])),
        ("skills", json!(["truckkørsel"]), json!(["pakning"])),
        (
            "apply_by",
            json!({"from": "2026-11-30"}),
            json!({"to": "2026-11-29"}),
        ),
        ("rungs", json!(["own_trade"]), json!(["cross"])),
    ] {
        for (value, count) in [(suits, 1), (suits_not, 0)] {
            let body = json!({"profile": profile, "as_of": AS_OF, "filters": {name: value}});
            let list = matches(&app, &body).await;
            assert_eq!(items(&list).len(), count, "{name} {value}");
            assert_eq!(list["total"], json!({"value": count, "relation": "eq"}));
            assert_eq!(list["list"]["filters"]["requested"], json!([name]));
            let relaxations = list["relaxations"].as_array().expect("relaxations");
            let gain = json!({"constraint": format!("filters.{name}"), "gain": 1});
            assert_eq!(
                relaxations.contains(&gain),
                count == 0,
                "{name} {value}: {relaxations:?}"
            );
        }
    }
    for (name, count) in [
        ("mentor", 1),
        ("buddy", 0),
        ("on_site_danish", 0),
        ("paid_only", 1),
        ("startable_now", 1),
        ("graduate", 0),
    ] {
        let body = json!({"profile": profile, "as_of": AS_OF, "filters": {name: true}});
        assert_eq!(items(&matches(&app, &body).await).len(), count, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_of_an_offer_is_asked_of_the_one_that_is_taken() {
    let app = TestApp::start().await;
    app.vacancy(&a_full_vacancy()).await;
    let asked = async |filters: Value| {
        let list = matches(
            &app,
            &json!({"profile": {"home": {"postcode": "5240"}}, "as_of": AS_OF, "filters": filters}),
        )
        .await;
        items(&list)
            .first()
            .map(|item| item["offer"]["form"].as_str().expect("a form").to_owned())
    };
    assert_eq!(asked(json!({})).await.as_deref(), Some("ordinary_job"));
    assert_eq!(
        asked(json!({"forms": ["part_time"]})).await.as_deref(),
        Some("part_time")
    );
    assert_eq!(
        asked(json!({"hours_per_week": 18})).await.as_deref(),
        Some("part_time")
    );
    assert_eq!(
        asked(json!({"forms": ["ordinary_job"], "hours_per_week": 18})).await,
        None
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_track_suggests_and_mixes_and_leaves_nothing_out() {
    let app = TestApp::start().await;
    for number in 0..7 {
        let mut late = a_vacancy(&format!("Lagermedarbejder {number}"));
        late["offers"][0]["start"] = json!("2027-06-01");
        app.vacancy(&late).await;
    }
    let mut soon = a_vacancy("Lagermedarbejder nu");
    soon["workplace"]["postcode"] = json!("5000");
    soon["offers"][0]["form"] = json!("part_time");
    app.vacancy(&soon).await;
    let mut profile = a_profile();
    profile["mobility"]["licences"] = json!([]);
    let plain = matches(&app, &json!({"profile": profile, "as_of": AS_OF})).await;
    assert_eq!(plain["list"]["track"]["applied"], Value::Null);
    assert_eq!(
        plain["list"]["mix"]["applied"],
        json!({"own_trade": 1, "branch_switch": 1})
    );
    profile["track"] = json!("T1");
    let on_track = matches(&app, &json!({"profile": profile, "as_of": AS_OF})).await;
    assert_eq!(
        items(&on_track).len(),
        items(&plain).len(),
        "a track leaves nothing out"
    );
    let terms = &on_track["list"];
    assert_eq!(
        terms["track"],
        json!({"requested": null, "suggested": "T1", "applied": "T1"})
    );
    assert_eq!(terms["followed_up_by"], "municipality");
    assert_eq!(
        terms["filters"],
        json!({"requested": [], "suggested": ["startable_now"], "applied": []})
    );
    assert_eq!(terms["mix"]["applied"]["startable_now"], 2);
    let soon = items(&on_track)
        .iter()
        .position(|item| item["vacancy"]["title"] == "Lagermedarbejder nu");
    assert!(soon.is_some_and(|place| place < 5), "{soon:?}");
    let scores = |list: &Value| {
        let mut scores: Vec<String> = items(list)
            .iter()
            .map(|item| format!("{} {}", item["vacancy"]["id"], item["score"]))
            .collect();
        scores.sort_unstable();
        scores
    };
    assert_eq!(scores(&on_track), scores(&plain), "a track moves no score");
    let body = json!({"profile": profile, "as_of": AS_OF, "track": "T4", "strategy": "broaden", "mix": {"own_trade": 2}});
    let asked = matches(&app, &body).await;
    assert_eq!(
        asked["list"]["track"],
        json!({"requested": "T4", "suggested": "T1", "applied": "T4"})
    );
    assert_eq!(asked["list"]["followed_up_by"], "other_actor");
    let mix = &asked["list"]["mix"];
    assert_eq!(mix["requested"], json!({"own_trade": 2}));
    assert_eq!(mix["suggested"], json!({"own_trade": 1, "branch_switch": 3}));
    assert_eq!(mix["applied"], json!({"own_trade": 2}));
    assert_eq!(
        asked["strategy"],
        json!({"requested": "broaden", "suggested": "job_first", "applied": "broaden"})
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deferral_pauses_the_list_until_its_review() {
    let app = TestApp::start().await;
    app.vacancy(&a_vacancy("Lagermedarbejder")).await;
    let mut profile = a_profile();
    profile["job_first_deferral"] =
        json!({"active": true, "review_on": "2026-12-01", "decided_by_role": "caseworker"});
    let on = async |as_of: &str| {
        let body =
            json!({"profile": profile, "as_of": as_of, "include": ["total", "not_now", "relaxations"]});
        matches(&app, &body).await
    };
    let paused = on(AS_OF).await;
    assert_eq!(paused["matches"], json!([]));
    assert_eq!(paused["not_now"], json!([]));
    assert_eq!(paused["relaxations"], json!([]));
    assert_eq!(paused["total"], json!({"value": 0, "relation": "eq"}));
    assert_eq!(
        paused["deferral"],
        json!({"paused": true, "until": "2026-12-01", "review_due": false, "decided_by_role": "caseworker"})
    );
    let due = on("2026-12-01T00:00:00+01:00").await;
    assert_eq!(items(&due).len(), 1);
    assert_eq!(due["deferral"]["paused"], false);
    assert_eq!(due["deferral"]["review_due"], true);
    let without = matches(&app, &json!({"profile": a_profile(), "as_of": AS_OF})).await;
    assert_eq!(without["deferral"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_liked_and_disliked_moves_scores_visibly() {
    let app = TestApp::start().await;
    let warehouse = app.vacancy(&a_vacancy("Lagermedarbejder")).await;
    let mut other = a_vacancy("Truckfører");
    other["occupation"] = json!("8344");
    let driver = app.vacancy(&other).await;
    let asked = async |examples: Value| {
        let body = json!({"profile": a_profile(), "as_of": AS_OF, "examples": examples});
        matches(&app, &body).await
    };
    let of = |list: &Value, id: &str| {
        let item = items(list)
            .iter()
            .find(|item| item["vacancy"]["id"] == id)
            .expect("listed");
        let sum: i64 = item["adjustments"]
            .as_array()
            .expect("adjustments")
            .iter()
            .map(|one| one["value"].as_i64().expect("a number"))
            .sum();
        let (score, base) = (item["score"].as_i64(), item["base_score"].as_i64());
        assert_eq!(score, base.map(|base| base + sum), "{item}");
        (item["adjustments"].clone(), base, score)
    };
    let plain = asked(json!({})).await;
    let (none, base, _) = of(&plain, &warehouse);
    assert_eq!(none, json!([]));
    let steered = asked(json!({"liked": [driver], "disliked": [warehouse]})).await;
    let (down, same_base, _) = of(&steered, &warehouse);
    assert_eq!(base, same_base);
    assert_eq!(down.as_array().map(Vec::len), Some(1));
    assert_eq!(down[0]["code"], "DISLIKED_SIMILAR");
    assert!(down[0]["value"].as_i64().is_some_and(|value| value < -50_000));
    let (up, _, _) = of(&steered, &driver);
    assert_eq!(up[0]["code"], "LIKED_SIMILAR");
    assert!(up[0]["value"].as_i64().is_some_and(|value| value > 25_000));
    let unknown = "vac_00000000000070008000000000000000";
    let body = json!({"profile": a_profile(), "examples": {"liked": [driver, unknown]}});
    let errors = app.post("/v1/matches", &body).await.problem(422, "invalid");
    assert_eq!(errors, [("/examples/liked/1".to_owned(), "bad_id".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_least_score_counts_before_totals() {
    let app = TestApp::start().await;
    app.vacancy(&a_vacancy("Lagermedarbejder")).await;
    let mut other = a_vacancy("Butiksmedhjælper");
    other["occupation"] = json!("5223");
    app.vacancy(&other).await;
    let all = matches(
        &app,
        &json!({"profile": a_profile(), "as_of": AS_OF, "include": ["total"]}),
    )
    .await;
    assert_eq!(all["total"]["value"], 2);
    let best = all["matches"][0]["score"].clone();
    let body = json!({"profile": a_profile(), "as_of": AS_OF, "include": ["total"], "min_score": best});
    let narrowed = matches(&app, &body).await;
    assert_eq!(narrowed["total"], json!({"value": 1, "relation": "eq"}));
    let gain = json!({"constraint": "min_score", "gain": 1});
    assert!(
        narrowed["relaxations"]
            .as_array()
            .is_some_and(|all| all.contains(&gain))
    );
}
