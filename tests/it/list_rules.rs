//! The rules of a list over HTTP: employers wait, the first places are mixed, and pages make up the
//! whole list whatever is written meanwhile.

use crate::harness::{TestApp, a_profile, a_vacancy, knowledge};
use foothold::generate::Corpus;
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const DAY: Date = date(2026, 11, 24);
const AS_OF: &str = "2026-11-24T09:00:00+01:00";

/// `count` warehouse jobs of one employer, all alike.
fn of_employer(name: &str, count: usize) -> Vec<Value> {
    (0..count)
        .map(|number| {
            let mut vacancy = a_vacancy("Lagermedarbejder");
            vacancy["source"] = json!("test");
            vacancy["external_id"] = json!(format!("{name}-{number}"));
            vacancy["employer"] = json!({"name": name});
            vacancy
        })
        .collect()
}

async fn matches(app: &TestApp, body: &Value) -> Value {
    let answer = app.post("/v1/matches", body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

fn items(list: &Value) -> Vec<Value> {
    list["matches"].as_array().expect("a list").clone()
}

fn ids(items: &[Value]) -> Vec<String> {
    let id = |item: &Value| item["vacancy"]["id"].as_str().expect("an id").to_owned();
    items.iter().map(id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_employer_waits_after_three_and_follows_later() {
    let app = TestApp::start().await;
    let mut all = of_employer("Fiktiv Lager A/S", 6);
    for number in 0..4 {
        let mut part_time = of_employer(&format!("Fiktiv Butik {number}"), 1).remove(0);
        part_time["offers"][0]["form"] = json!("part_time");
        all.push(part_time);
    }
    app.import(&all).await;
    let list = matches(
        &app,
        &json!({"profile": a_profile(), "as_of": AS_OF, "limit": 50}),
    )
    .await;
    let listed = items(&list);
    assert_eq!(listed.len(), 10);
    let employers: Vec<bool> = listed
        .iter()
        .map(|item| item["vacancy"]["employer"] == "Fiktiv Lager A/S")
        .collect();
    assert_eq!(employers[..3], [true; 3]);
    assert_eq!(employers[3..7], [false; 4]);
    assert_eq!(employers[7..], [true; 3]);
    for (at, item) in listed.iter().enumerate() {
        assert_eq!(item["rank"], at + 1);
        let waited = if at < 7 {
            Value::Null
        } else {
            json!("employer_cap")
        };
        assert_eq!(item["waited"], waited, "{at}");
        assert_eq!(item["list_part"], "own_trade");
    }
    assert_eq!(list["next_cursor"], Value::Null);
    assert_eq!(list["total"], json!({"value": 10, "relation": "eq"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_branch_is_lifted_into_the_first_five() {
    let app = TestApp::start().await;
    let mut all: Vec<Value> = (0..8)
        .flat_map(|number| of_employer(&format!("Fiktiv Lager {number}"), 1))
        .collect();
    let mut other = of_employer("Fiktiv Pakkeri", 1).remove(0);
    other["title"] = json!("Truckfører");
    other["occupation"] = json!("8344");
    all.push(other);
    app.import(&all).await;
    let body = json!({"profile": a_profile(), "as_of": AS_OF});
    let listed = items(&matches(&app, &body).await);
    let lifted: Vec<usize> = (0..listed.len())
        .filter(|&at| !listed[at]["lifted"].is_null())
        .collect();
    assert_eq!(lifted, [4]);
    assert_eq!(listed[4]["lifted"], "branch_switch");
    assert_eq!(listed[4]["list_part"], "branch_switch");
    assert_eq!(listed[4]["vacancy"]["employer"], "Fiktiv Pakkeri");
    assert!(listed[4]["score"].as_u64() < listed[5]["score"].as_u64());
}

/// Every page of a list, with what is done between the pages.
async fn walk(app: &TestApp, body: &Value, between: impl AsyncFn(&[Value])) -> Vec<Value> {
    let mut walked: Vec<Value> = Vec::new();
    let mut next = body.clone();
    let (mut match_id, mut total) = (None, None);
    loop {
        let page = matches(app, &next).await;
        if page["total"]["relation"] == "eq" && body["include"].is_array() {
            let first = total.get_or_insert_with(|| page["total"].clone());
            assert_eq!(*first, page["total"], "every page counts the whole list");
        }
        let first = match_id.get_or_insert_with(|| page["match_id"].clone());
        assert_eq!(*first, page["match_id"], "all pages are of one list");
        walked.extend(items(&page));
        let Some(cursor) = page["next_cursor"].as_str() else {
            return walked;
        };
        next = body.clone();
        next["cursor"] = json!(cursor);
        next.as_object_mut().expect("an object").remove("as_of");
        between(&walked).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_any_size_make_up_the_whole_list() {
    let knowledge = knowledge();
    let corpus = Corpus::new(&knowledge.taxonomy, &knowledge.places, 5, DAY);
    let app = TestApp::start().await;
    let vacancies: Vec<Value> = (0..600).map(|number| corpus.vacancy(number)).collect();
    app.import(&vacancies).await;
    for number in 0..4 {
        let body =
            |limit: usize| json!({"profile": corpus.jobseeker(number), "as_of": AS_OF, "limit": limit});
        let whole = walk(&app, &body(200), async |_| {}).await;
        for limit in [3, 17, 50, 51] {
            assert_eq!(
                walk(&app, &body(limit), async |_| {}).await,
                whole,
                "profile {number}, {limit}"
            );
        }
        let mut shares: BTreeMap<String, usize> = BTreeMap::new();
        for item in whole.iter().take(50) {
            if let Some(name) = item["vacancy"]["employer"].as_str() {
                *shares.entry(name.to_owned()).or_default() += 1;
            }
        }
        assert!(shares.values().all(|&taken| taken <= 3), "{shares:?}");
        let scores: Vec<u64> = whole
            .iter()
            .skip(50)
            .map(|item| item["score"].as_u64().expect("a score"))
            .collect();
        assert!(scores.is_sorted_by(|one, next| one >= next));
        let mut everything = body(1);
        everything["include"] = json!(["total"]);
        assert_eq!(matches(&app, &everything).await["total"]["value"], whole.len());
        everything["limit"] = json!(40);
        assert_eq!(walk(&app, &everything, async |_| {}).await.len(), whole.len());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_between_pages_make_no_duplicates_and_no_holes() {
    let knowledge = knowledge();
    let corpus = Corpus::new(&knowledge.taxonomy, &knowledge.places, 5, DAY);
    let app = TestApp::start().await;
    let mut vacancies: Vec<Value> = (0..500).map(|number| corpus.vacancy(number)).collect();
    vacancies.extend(of_employer("Fiktiv Lager A/S", 30));
    app.import(&vacancies).await;
    let profile = a_profile();
    let body = json!({"profile": profile, "as_of": AS_OF, "limit": 11});
    let whole = ids(&walk(&app, &body, async |_| {}).await);
    assert!(whole.len() > 70, "{}", whole.len());
    let counter = std::sync::atomic::AtomicUsize::new(0);
    let gone = std::sync::Mutex::new(Vec::new());
    let walked = walk(&app, &body, async |walked| {
        let number = counter.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        app.import(&of_employer(&format!("Fiktiv Ny {number}"), 2)).await;
        let Some(later) = whole.get(walked.len() + 5) else {
            return;
        };
        app.delete(&format!("/v1/vacancies/{later}?refresh=wait")).await;
        gone.lock().expect("no panic").push(later.clone());
    })
    .await;
    let walked = ids(&walked);
    let mut once = walked.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), walked.len(), "no duplicates");
    let gone = gone.into_inner().expect("no panic");
    let stayed: Vec<&String> = whole.iter().filter(|id| !gone.contains(id)).collect();
    let of_before: Vec<&String> = walked.iter().filter(|id| whole.contains(id)).collect();
    assert_eq!(of_before, stayed, "no holes, and the order stands");
}
