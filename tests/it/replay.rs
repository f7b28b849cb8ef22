//! Lists made again from their records.

use crate::harness::{Answer, TestApp, a_profile, a_vacancy, send};
use reqwest::Method;
use serde_json::{Value, json};

async fn list(app: &TestApp, language: &str, body: &Value) -> Answer {
    let request = app
        .request(Method::POST, "/v1/matches")
        .header("accept-language", language)
        .json(body);
    let answer = send(request).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer
}

fn path(list: &Answer) -> String {
    format!("/v1/matches/{}", list.json()["match_id"].as_str().expect("an id"))
}

async fn replays(app: &TestApp, list: &Answer) {
    let again = app.get(&path(list)).await;
    assert_eq!(again.status, 200, "{}", again.text);
    assert_eq!(again.text, list.text, "the same bytes");
}

async fn odense(app: &TestApp, count: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for number in 0..count {
        let mut vacancy = a_vacancy(&format!("Lagermedarbejder {number}"));
        vacancy["workplace"]["postcode"] = json!(["5220", "5000", "5240", "5700"][number % 4]);
        if number % 3 == 0 {
            vacancy["requirements"] = json!({"licences": ["B"], "skills": ["truckkørsel"]});
        }
        ids.push(app.vacancy(&vacancy).await);
    }
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_the_same_bytes_again_also_after_a_restart() {
    let mut app = TestApp::start().await;
    odense(&app, 8).await;
    let kept = app.post("/v1/jobseekers", &a_profile()).await.json();
    let include = [
        "total",
        "not_now",
        "relaxations",
        "counterfactuals",
        "next_best_question",
    ];
    let lists = [
        list(&app, "en", &json!({"profile": a_profile(), "limit": 3})).await,
        list(&app, "da", &json!({"jobseeker_id": kept["id"], "include": include})).await,
        list(
            &app,
            "da",
            &json!({"profile": {"home": {"postcode": "5000"}, "mobility": {"modes": ["bicycle"], "licences": []}},
                    "include": include, "strategy": "broaden", "min_score": 1, "filters": {"areas": ["fyn"]},
                    "as_of": "2026-11-24T09:00:00+01:00"}),
        )
        .await,
        list(
            &app,
            "da",
            &json!({"profile": {}, "filters": {"areas": ["bornholm"]}}),
        )
        .await,
    ];
    for one in &lists {
        replays(&app, one).await;
    }
    app.restart(|_| {}).await;
    app.caught_up().await;
    // What is new elsewhere is not part of the list.
    app.vacancy(&a_vacancy("Lagermedarbejder, ny")).await;
    for one in &lists {
        replays(&app, one).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_the_same_bytes_again() {
    let app = TestApp::start().await;
    odense(&app, 9).await;
    let mut cursor = Value::Null;
    let mut pages = Vec::new();
    for _ in 0..3 {
        let page = list(
            &app,
            "da",
            &json!({"profile": a_profile(), "limit": 3, "cursor": cursor}),
        )
        .await;
        cursor = page.json()["next_cursor"].clone();
        pages.push(page);
    }
    for page in &pages {
        assert_eq!(path(page), path(&pages[0]), "pages share the list's id");
        let from = page.json()["matches"][0]["rank"].clone();
        let again = app.get(&format!("{}?from={from}", path(page))).await;
        assert_eq!(again.text, page.text, "the same bytes");
    }
    app.get(&format!("{}?from=2", path(&pages[0])))
        .await
        .problem(422, "invalid");
    // Asked for again, shorter: this is what was answered last.
    let again = json!({"profile": a_profile(), "limit": 2, "cursor": pages[0].json()["next_cursor"]});
    let again = list(&app, "da", &again).await;
    assert_ne!(again.text, pages[1].text);
    let told = app.get(&format!("{}?from=4", path(&pages[0]))).await;
    assert_eq!(told.text, again.text);
    let refused = app.get(&format!("{}?from=2", path(&pages[0]))).await.text;
    assert!(refused.contains("known are 1, 4, 7"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_changed_is_told_item_by_item() {
    let app = TestApp::start().await;
    let ids = odense(&app, 4).await;
    let first = list(&app, "da", &json!({"profile": a_profile()})).await;
    let rank_of = |id: &str| {
        let list = first.json();
        let items = list["matches"].as_array().expect("items");
        let found = items.iter().find(|item| item["vacancy"]["id"] == id);
        found.map(|item| (item["rank"].clone(), item["base_score"].clone()))
    };
    let mut other = a_vacancy("Lagerchef");
    other["offers"][0]["form"] = json!("part_time");
    let changed = format!("/v1/vacancies/{}?refresh=wait", ids[1]);
    assert_eq!(app.put(&changed, &other).await.status, 200);
    let gone = format!("/v1/vacancies/{}?refresh=wait", ids[2]);
    assert_eq!(app.delete(&gone).await.status, 204);
    let again = app.get(&path(&first)).await.json();
    assert_eq!(again["replays"], false);
    let told = again["changed"].as_array().expect("changes");
    assert_eq!(told.len(), 2, "{again}");
    for change in told {
        let id = change["vacancy_id"].as_str().expect("an id");
        let (rank, score) = rank_of(id).expect("it was listed");
        assert_eq!(change["rank"], rank);
        if id == ids[1] {
            assert_eq!(change["what"], "vacancy_changed");
            assert_eq!(change["then"], score);
            assert_ne!(change["now"], score, "the form weighs");
        } else {
            assert_eq!((id, &change["what"]), (ids[2].as_str(), &json!("vacancy_gone")));
        }
    }
    let then = again["then"]["items"].as_array().expect("items");
    assert_eq!(then.len(), first.json()["matches"].as_array().map_or(0, Vec::len));
    // A vacancy that was closed since is told as such, though its score is what it was.
    let mut filled = a_vacancy("Lagermedarbejder 3");
    filled["workplace"]["postcode"] = json!("5700");
    filled["requirements"] = json!({"licences": ["B"], "skills": ["truckkørsel"]});
    filled["status"] = json!("filled");
    let third = format!("/v1/vacancies/{}?refresh=wait", ids[3]);
    assert_eq!(app.put(&third, &filled).await.status, 200);
    let again = app.get(&path(&first)).await.json();
    let told = again["changed"].as_array().expect("changes");
    let closed = told.iter().find(|change| change["vacancy_id"] == ids[3]);
    let closed = closed.expect("it is told");
    assert_eq!(
        (&closed["then"], &closed["closed_gates"]),
        (&closed["now"], &json!(["EXPIRED"]))
    );
    filled["status"] = json!("open");
    assert_eq!(app.put(&third, &filled).await.status, 200);
    // Put back as it was, it is the vacancy of the list again.
    let mut back = a_vacancy("Lagermedarbejder 1");
    back["workplace"]["postcode"] = json!("5000");
    assert_eq!(app.put(&changed, &back).await.status, 200);
    let again = app.get(&path(&first)).await.json();
    assert_eq!(again["changed"].as_array().map(Vec::len), Some(1), "{again}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_never_was_is_not_found_and_an_erased_one_is_gone() {
    let app = TestApp::start().await;
    odense(&app, 1).await;
    for id in ["mat_00000000000070008000000000000000", "mat_x", "vac_1"] {
        app.get(&format!("/v1/matches/{id}"))
            .await
            .problem(404, "not-found");
    }
    let kept = app.post("/v1/jobseekers", &a_profile()).await;
    let id = kept.json()["id"].clone();
    let durable = app
        .post("/v1/matches?record=wait", &json!({"jobseeker_id": id}))
        .await;
    assert_eq!(durable.status, 200, "{}", durable.text);
    let waiting = list(&app, "da", &json!({"jobseeker_id": id})).await;
    let inline = list(&app, "da", &json!({"profile": a_profile()})).await;
    app.get(&format!("{}?from=7", path(&durable)))
        .await
        .problem(422, "invalid");
    assert_eq!(app.delete(kept.header("location")).await.status, 204);
    for erased in [&durable, &waiting] {
        app.get(&path(erased)).await.problem(410, "gone");
    }
    replays(&app, &inline).await;
    app.post("/v1/matches?record=later", &json!({"profile": {}}))
        .await
        .problem(422, "invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_for_a_profile_in_the_request_keeps_no_reference_to_the_person() {
    let mut app = TestApp::start().await;
    odense(&app, 1).await;
    let mut profile = a_profile();
    profile["reference"] = json!("case-4711x");
    profile["plan_ref"] = json!("plan-4711x");
    profile["intake_cohort"] = json!("cohort-4711x");
    let body = json!({"profile": profile});
    let made = app.post("/v1/matches?record=wait", &body).await;
    assert_eq!(made.status, 200, "{}", made.text);
    app.restart(|folder| {
        for file in std::fs::read_dir(folder).expect("a folder") {
            let file = file.expect("a file").path();
            if file.is_file() {
                let bytes = std::fs::read(&file).expect("readable");
                assert!(
                    !bytes.windows(5).any(|part| part == b"4711x"),
                    "{}",
                    file.display()
                );
            }
        }
    })
    .await;
    replays(&app, &made).await;
}
