//! Persons for a vacancy: the same numbers as in their own lists, and nothing that should not be told.

use crate::harness::{TestApp, a_profile, a_vacancy};
use foothold::demo;
use jiff::civil::date;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const AS_OF: &str = "2026-11-24T09:00:00+01:00";
const IN_ADDRESS: &str = "as_of=2026-11-24T09:00:00%2B01:00";

/// Every person of every page, with its base score.
async fn persons(app: &TestApp, vacancy: &str, limit: usize) -> (BTreeMap<String, u64>, Value) {
    let (mut found, mut cursor, mut highest) = (BTreeMap::new(), String::new(), u64::MAX);
    loop {
        let moment = if cursor.is_empty() {
            format!("&{IN_ADDRESS}")
        } else {
            String::new()
        };
        let path = format!("/v1/vacancies/{vacancy}/jobseekers?limit={limit}{cursor}{moment}");
        let answer = app.get(&path).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let page = answer.json();
        for group in page["groups"].as_array().expect("bands") {
            let (from, to) = (group["from"].as_u64(), group["to"].as_u64());
            assert!(to <= Some(highest), "bands fall");
            highest = to.expect("a number");
            for person in group["jobseekers"].as_array().expect("persons") {
                let base = person["base_score"].as_u64();
                assert!(from <= base && base <= to);
                let id = person["jobseeker_id"].as_str().expect("an id").to_owned();
                let sum: u64 = person["reasons"]
                    .as_array()
                    .expect("reasons")
                    .iter()
                    .filter_map(|reason| reason["contribution"].as_u64())
                    .sum();
                assert_eq!(Some(sum), base);
                assert_eq!(found.insert(id, base.expect("a number")), None, "twice");
            }
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return (found, page),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn list_pair_and_reverse_have_the_same_numbers() {
    let app = TestApp::start().await;
    let day = date(2026, 11, 24);
    app.import(&demo::vacancies(day).expect("vacancies")).await;
    let mut kept = Vec::new();
    for profile in demo::jobseekers(day).expect("profiles").iter().take(40) {
        let made = app.post("/v1/jobseekers", profile).await;
        assert_eq!(made.status, 201, "{}", made.text);
        kept.push(made.json()["id"].as_str().expect("an id").to_owned());
    }
    app.caught_up().await;
    let mut lists = BTreeMap::new();
    for id in &kept {
        let body = json!({"jobseeker_id": id, "limit": 200, "as_of": AS_OF});
        let list = app.post("/v1/matches", &body).await.json();
        for item in list["matches"].as_array().expect("items") {
            let vacancy = item["vacancy"]["id"].as_str().expect("an id").to_owned();
            lists.insert((id.clone(), vacancy), item["base_score"].as_u64());
        }
    }
    let vacancies: BTreeSet<&String> = lists.keys().map(|(_, vacancy)| vacancy).collect();
    let (mut compared, mut in_lists) = (0, 0);
    for vacancy in vacancies.into_iter().step_by(40) {
        let (found, last) = persons(&app, vacancy, 7).await;
        assert_eq!(last["total"], found.len());
        let left_out = last["left_out"]["not_now"].as_u64().unwrap_or(0)
            + last["left_out"]["deferred"].as_u64().unwrap_or(0);
        assert_eq!(found.len() as u64 + left_out, kept.len() as u64);
        for id in &kept {
            let body = json!({"jobseeker_id": id, "vacancy_id": vacancy, "as_of": AS_OF});
            let score = app.post("/v1/score", &body).await.json()["scores"][0].take();
            let base = found.get(id).copied();
            assert_eq!(score["passes"], json!(base.is_some()), "{id} for {vacancy}");
            if let Some(base) = base {
                assert_eq!(score["base_score"], base);
                let listed = lists.get(&(id.clone(), vacancy.clone()));
                assert!(listed.is_none_or(|listed| *listed == Some(base)));
                compared += 1;
                in_lists += usize::from(listed.is_some());
            }
        }
    }
    assert!(compared > 20 && in_lists > 10, "{compared}, {in_lists}");
}

#[tokio::test(flavor = "multi_thread")]
async fn work_requirements_are_not_told_and_an_employer_sees_neither_scores_nor_ids() {
    let app = TestApp::start().await;
    let mut vacancy = a_vacancy("Lagermedarbejder");
    vacancy["demands"] = json!(["standing", {"code": "heavy_lifting", "kg": 20}]);
    vacancy["requirements"] = json!({"certificates": ["truck_b"]});
    let id = app.vacancy(&vacancy).await;
    let keep = async |change: &dyn Fn(&mut Value)| {
        let mut profile = a_profile();
        change(&mut profile);
        let made = app.post("/v1/jobseekers?refresh=wait", &profile).await;
        assert_eq!(made.status, 201, "{}", made.text);
        made.json()["id"].as_str().expect("an id").to_owned()
    };
    let suits = keep(&|profile| profile["resources"]["certificates"] = json!(["truck_b"])).await;
    let needs = json!([{"code": "no_heavy_lifting", "kg": 12}]);
    let conflicts = keep(&|profile| profile["work_requirements"] = needs.clone()).await;
    let fewer_hours = json!({"min": 5, "max": 10});
    let hours = keep(&|profile| profile["hours_per_week"] = fewer_hours.clone()).await;
    let deferral = json!({"active": true, "review_on": "2027-06-01", "decided_by_role": "caseworker"});
    let deferred = keep(&|profile| profile["job_first_deferral"] = deferral.clone()).await;
    let path = format!("/v1/vacancies/{id}/jobseekers?{IN_ADDRESS}");
    let answer = app.get(&path).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let page = answer.json();
    assert_eq!(page["total"], 1);
    assert_eq!(page["groups"][0]["jobseekers"][0]["jobseeker_id"], json!(suits));
    assert_eq!(
        page["left_out"],
        json!({"deferred": 1, "hidden": 0, "not_now": 2, "gates": [{"code": "HOURS_EXCEED", "count": 1}]})
    );
    for other in [&conflicts, &hours, &deferred] {
        assert!(!answer.text.contains(other.as_str()));
    }
    for word in ["DEMAND", "lifting", "løft", "requirement"] {
        assert!(!answer.text.contains(word), "{word}: {}", answer.text);
    }
    let shown = app.get(&format!("{path}&audience=employer")).await;
    let list = shown.json();
    let person = &list["candidates"][0];
    assert_eq!(
        person["pseudonym"],
        page["groups"][0]["jobseekers"][0]["pseudonym"]
    );
    assert_eq!(list["candidates"].as_array().map(Vec::len), Some(1));
    let fields: Vec<&String> = person.as_object().expect("a person").keys().collect();
    assert_eq!(fields, ["pseudonym", "found"]);
    for word in ["score", "gate", "reason", "band", "js_", "total"] {
        assert!(!shown.text.contains(word), "{word}: {}", shown.text);
    }
    // An erased person is gone, and a new one is there.
    assert_eq!(
        app.delete(&format!("/v1/jobseekers/{suits}?refresh=wait"))
            .await
            .status,
        204
    );
    assert_eq!(app.get(&path).await.json()["total"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn profiles_are_there_after_a_restart_and_bad_input_is_named() {
    let mut app = TestApp::start().await;
    let id = app.vacancy(&a_vacancy("Lagermedarbejder")).await;
    for _ in 0..3 {
        app.post("/v1/jobseekers", &a_profile()).await;
    }
    app.restart(|_| {}).await;
    app.caught_up().await;
    let path = format!("/v1/vacancies/{id}/jobseekers");
    let first = app.get(&format!("{path}?limit=2")).await.json();
    assert_eq!(first["total"], 3);
    let cursor = first["next_cursor"].as_str().expect("more").to_owned();
    let second = app.get(&format!("{path}?limit=2&cursor={cursor}")).await.json();
    assert_eq!(second["next_cursor"], Value::Null);
    assert_eq!(second["as_of"], first["as_of"]);
    let other = app.vacancy(&a_vacancy("En anden")).await;
    for (query, field) in [
        ("?limit=0", "/limit"),
        ("?limit=201", "/limit"),
        ("?as_of=now", "/as_of"),
        ("?as_of=1893-01-01T00:00:00Z", "/as_of"),
        ("?as_of=9999-12-30", "/as_of"),
        ("?ruleset=1999.1", "/ruleset"),
        ("?audience=everybody", "/audience"),
        ("?cursor=00", "/cursor"),
        ("?audience=employer&cursor=00", "/cursor"),
        ("?sort=score", "/sort"),
    ] {
        let errors = app.get(&format!("{path}{query}")).await.problem(422, "invalid");
        assert_eq!(errors[0].0, field, "{query}");
    }
    app.get(&format!("/v1/vacancies/{other}/jobseekers?cursor={cursor}"))
        .await
        .problem(422, "invalid");
    for never in ["vac_00000000000070008000000000000000", "vac_x"] {
        app.get(&format!("/v1/vacancies/{never}/jobseekers"))
            .await
            .problem(404, "not-found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_the_vacancy_hidden_is_not_proposed_for_it() {
    let mut app = TestApp::start().await;
    let vacancy = app.vacancy(&a_vacancy("Lagermedarbejder")).await;
    let mut kept = Vec::new();
    for _ in 0..2 {
        let made = app.post("/v1/jobseekers?refresh=wait", &a_profile()).await;
        kept.push(made.json()["id"].as_str().expect("an id").to_owned());
    }
    let list = app
        .post("/v1/matches", &json!({"jobseeker_id": kept[0]}))
        .await
        .json();
    let decide = async |app: &TestApp, decision: &str, reason: Option<&str>| {
        let body = json!({"match_id": list["match_id"], "vacancy_id": vacancy, "role": "jobseeker",
                          "decision": decision, "reason": reason});
        assert_eq!(app.post("/v1/decisions", &body).await.status, 201);
    };
    let path = format!("/v1/vacancies/{vacancy}/jobseekers");
    decide(&app, "hide", Some("jobseeker_declines")).await;
    app.restart(|_| {}).await;
    app.caught_up().await;
    let answer = app.get(&path).await;
    let page = answer.json();
    assert_eq!(
        (&page["total"], &page["left_out"]["hidden"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(page["left_out"]["not_now"], 0);
    assert!(!answer.text.contains(&kept[0]) && answer.text.contains(&kept[1]));
    let shown = app.get(&format!("{path}?audience=employer")).await.json();
    assert_eq!(shown["candidates"].as_array().map(Vec::len), Some(1));
    decide(&app, "unhide", None).await;
    assert_eq!(app.get(&path).await.json()["total"], 2);
}
