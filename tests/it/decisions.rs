//! What people decide about items of match lists.

use crate::harness::{Answer, TestApp, a_profile, a_vacancy, send};
use reqwest::Method;
use serde_json::{Value, json};

struct Case {
    app: TestApp,
    jobseeker: Answer,
    vacancies: Vec<String>,
    list: Answer,
}

async fn case() -> Case {
    let app = TestApp::start().await;
    let mut vacancies = Vec::new();
    for number in 0..4 {
        vacancies.push(
            app.vacancy(&a_vacancy(&format!("Lagermedarbejder {number}")))
                .await,
        );
    }
    let jobseeker = app.post("/v1/jobseekers", &a_profile()).await;
    let list = list_of(&app, &jobseeker).await;
    Case {
        app,
        jobseeker,
        vacancies,
        list,
    }
}

async fn list_of(app: &TestApp, jobseeker: &Answer) -> Answer {
    let body = json!({"jobseeker_id": jobseeker.json()["id"], "include": ["total"]});
    let list = app.post("/v1/matches", &body).await;
    assert_eq!(list.status, 200, "{}", list.text);
    list
}

fn ids(list: &Answer) -> Vec<String> {
    let list = list.json();
    let items = list["matches"].as_array().expect("items");
    items
        .iter()
        .map(|item| item["vacancy"]["id"].as_str().expect("an id").to_owned())
        .collect()
}

impl Case {
    fn decision(&self, vacancy: usize, decision: &str, reason: Option<&str>) -> Value {
        self.decision_by(&self.list, vacancy, decision, reason)
    }

    fn decision_by(&self, list: &Answer, vacancy: usize, decision: &str, reason: Option<&str>) -> Value {
        json!({
            "match_id": list.json()["match_id"], "vacancy_id": self.vacancies[vacancy],
            "decision": decision, "reason": reason, "role": "caseworker",
        })
    }

    async fn decide_once(&self, key: &str, decision: &Value) -> Answer {
        let request = self.app.request(Method::POST, "/v1/decisions");
        send(request.header("idempotency-key", key).json(decision)).await
    }

    async fn decide(&self, vacancy: usize, decision: &str, reason: Option<&str>) -> Answer {
        let answer = self
            .app
            .post("/v1/decisions", &self.decision(vacancy, decision, reason))
            .await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_vacancy_stays_hidden_until_it_is_shown_again() {
    let mut case = case().await;
    assert_eq!(ids(&case.list).len(), 4);
    assert_eq!(case.list.json()["hidden"], Value::Null);
    case.decide(1, "hide", Some("jobseeker_declines")).await;
    let hidden = |list: &Answer| {
        let (json, ids) = (list.json(), ids(list));
        assert_eq!(json["hidden"], 1, "{json}");
        assert_eq!(json["total"]["value"], 3);
        assert!(ids.len() == 3 && !ids.contains(&case.vacancies[1]));
    };
    let without = list_of(&case.app, &case.jobseeker).await;
    hidden(&without);
    let score = json!({"jobseeker_id": case.jobseeker.json()["id"], "vacancy_ids": case.vacancies});
    let scores = case.app.post("/v1/score", &score).await.json();
    assert_eq!(scores["scores"][1]["hidden"], true, "{scores}");
    assert_eq!(scores["scores"][0]["hidden"], Value::Null);
    // Another profile, and one in the request, see it still.
    let inline = case
        .app
        .post("/v1/matches", &json!({"profile": a_profile()}))
        .await;
    assert_eq!(ids(&inline).len(), 4);
    case.app.restart(|_| {}).await;
    case.app.caught_up().await;
    hidden(&list_of(&case.app, &case.jobseeker).await);
    for list in [&case.list, &without] {
        let path = format!("/v1/matches/{}", list.json()["match_id"].as_str().expect("an id"));
        assert_eq!(
            case.app.get(&path).await.text,
            list.text,
            "lists of the past stay"
        );
    }
    case.decide(1, "unhide", None).await;
    let again = list_of(&case.app, &case.jobseeker).await;
    assert_eq!(ids(&again), ids(&case.list));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_is_taken_back_by_any_list_of_its_jobseeker() {
    let case = case().await;
    case.decide(1, "hide", Some("travel")).await;
    case.decide(2, "pin", None).await;
    let later = list_of(&case.app, &case.jobseeker).await;
    assert!(!ids(&later).contains(&case.vacancies[1]));
    let decide = async |list: &Answer, decision: &str, reason| {
        let body = case.decision_by(list, 1, decision, reason);
        case.app.post("/v1/decisions", &body).await
    };
    // It was not shown by this list, so nothing else can be said about it here.
    for (decision, reason) in [("accept", None), ("reject", Some("travel"))] {
        let errors = decide(&later, decision, reason).await.problem(422, "invalid");
        assert_eq!(errors, [("/vacancy_id".to_owned(), "contradiction".to_owned())]);
    }
    let mut placed = case.decision_by(&later, 1, "unhide", None);
    placed["rank"] = json!(2);
    let errors = case
        .app
        .post("/v1/decisions", &placed)
        .await
        .problem(422, "invalid");
    assert_eq!(errors, [("/rank".to_owned(), "contradiction".to_owned())]);
    // What stands for one jobseeker opens nothing for another.
    let other = case.app.post("/v1/jobseekers", &a_profile()).await;
    let body = json!({"jobseeker_id": other.json()["id"], "limit": 1, "filters": {"areas": ["bornholm"]}});
    let of_other = case.app.post("/v1/matches", &body).await;
    let errors = decide(&of_other, "unhide", None).await.problem(422, "invalid");
    assert_eq!(errors, [("/vacancy_id".to_owned(), "contradiction".to_owned())]);

    let shown = decide(&later, "unhide", None).await;
    assert_eq!(shown.status, 201, "{}", shown.text);
    assert_eq!(shown.json()["rank"], Value::Null, "it had no place in that list");
    // A pinned vacancy that is filtered away is unpinned as well.
    let body = json!({"jobseeker_id": case.jobseeker.json()["id"], "filters": {"areas": ["bornholm"]}});
    let empty = case.app.post("/v1/matches", &body).await;
    assert_eq!(ids(&empty).len(), 0);
    let unpin = case.decision_by(&empty, 2, "unpin", None);
    assert_eq!(case.app.post("/v1/decisions", &unpin).await.status, 201);
    let again = list_of(&case.app, &case.jobseeker).await;
    assert_eq!(ids(&again), ids(&case.list));
    assert_eq!(again.json()["pinned"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_request_is_answered_as_at_first_whatever_stands_by_now() {
    let case = case().await;
    case.decide(1, "hide", Some("travel")).await;
    let later = list_of(&case.app, &case.jobseeker).await;
    let unhide = case.decision_by(&later, 1, "unhide", None);
    let first = case.decide_once("back", &unhide).await;
    assert_eq!(first.status, 201, "{}", first.text);
    // Judged anew it would be refused: it is on no page of that list and stands no more.
    case.app
        .post("/v1/decisions", &unhide)
        .await
        .problem(422, "invalid");
    let again = case.decide_once("back", &unhide).await;
    assert_eq!((again.status, &again.text), (201, &first.text));
    let errors = case
        .decide_once("back", &case.decision(0, "accept", None))
        .await
        .problem(422, "invalid");
    assert_eq!(errors, [(String::new(), "contradiction".to_owned())]);
    case.app.delete(case.jobseeker.header("location")).await;
    case.decide_once("back", &unhide).await.problem(410, "gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn decisions_made_at_the_same_time_stand_alike_after_a_restart() {
    let mut case = case().await;
    let decisions = (0..24).map(|number| {
        let kind = ["pin", "pin", "hide"][number % 3];
        let reason = (kind == "hide").then_some("travel");
        case.decision(number % 4, kind, reason)
    });
    let decisions: Vec<Value> = decisions.collect();
    let answers = decisions
        .iter()
        .map(|decision| case.app.post("/v1/decisions", decision));
    for answer in futures_util::future::join_all(answers).await {
        assert_eq!(answer.status, 201, "{}", answer.text);
    }
    let stands = |list: &Answer| (list.json()["pinned"].clone(), list.json()["hidden"].clone());
    let before = stands(&list_of(&case.app, &case.jobseeker).await);
    case.app.restart(|_| {}).await;
    case.app.caught_up().await;
    let after = stands(&list_of(&case.app, &case.jobseeker).await);
    assert_eq!(after, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn pinned_vacancies_stand_above_the_list_and_keep_their_scores() {
    let case = case().await;
    for vacancy in [3, 0, 3] {
        case.decide(vacancy, "pin", None).await;
    }
    let list = list_of(&case.app, &case.jobseeker).await;
    assert_eq!(ids(&list), ids(&case.list), "nothing else moves");
    let json = list.json();
    let pinned = json["pinned"].as_array().expect("pinned");
    let of_pinned: Vec<&Value> = pinned.iter().map(|one| &one["vacancy"]["id"]).collect();
    assert_eq!(of_pinned, [&json!(case.vacancies[3]), &json!(case.vacancies[0])]);
    let item = json["matches"].as_array().expect("items");
    let item = item
        .iter()
        .find(|item| item["vacancy"]["id"] == *of_pinned[0])
        .expect("listed");
    assert_eq!(item["base_score"], pinned[0]["base_score"]);
    let path = format!("/v1/matches/{}", json["match_id"].as_str().expect("an id"));
    assert_eq!(case.app.get(&path).await.text, list.text);
    case.decide(3, "hide", Some("vacancy_closed")).await;
    case.decide(0, "unpin", None).await;
    let json = list_of(&case.app, &case.jobseeker).await.json();
    assert_eq!((&json["pinned"], &json["hidden"]), (&Value::Null, &json!(1)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pinned_vacancy_is_decided_like_any_other_of_the_list_it_stands_above() {
    let case = case().await;
    let last = ids(&case.list).pop().expect("a list");
    let last = case.vacancies.iter().position(|id| *id == last).expect("kept");
    case.decide(last, "pin", None).await;
    let body = json!({"jobseeker_id": case.jobseeker.json()["id"], "limit": 1});
    let short = case.app.post("/v1/matches", &body).await;
    assert_eq!(
        short.json()["pinned"][0]["vacancy"]["id"],
        json!(case.vacancies[last])
    );
    assert_ne!(ids(&short), [case.vacancies[last].clone()]);
    for (decision, reason) in [
        ("accept", None),
        ("reject", Some("travel")),
        ("override", Some("gate_settled")),
        ("unpin", None),
    ] {
        let decision = case.decision_by(&short, last, decision, reason);
        let answer = case.app.post("/v1/decisions", &decision).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        assert_eq!(answer.json()["rank"], Value::Null);
    }
    let late = case.decision_by(&short, last, "accept", None);
    let errors = case
        .app
        .post("/v1/decisions", &late)
        .await
        .problem(422, "invalid");
    assert_eq!(errors[0].0, "/vacancy_id", "it stands there no longer");
}

#[tokio::test(flavor = "multi_thread")]
async fn decisions_are_recorded_once_listed_and_erased_with_the_jobseeker() {
    let case = case().await;
    let first = case.decide(0, "accept", None).await.json();
    assert_eq!(first["jobseeker_id"], case.jobseeker.json()["id"]);
    assert!(first["rank"].as_u64().is_some());
    let reject = case.decision(1, "reject", Some("travel"));
    let (once, again) = (
        case.decide_once("one", &reject).await,
        case.decide_once("one", &reject).await,
    );
    assert_eq!((once.status, &once.text), (again.status, &again.text));
    let id = case.jobseeker.json()["id"].as_str().expect("an id").to_owned();
    let match_id = case.list.json()["match_id"].as_str().expect("an id").to_owned();
    for of in [format!("jobseeker_id={id}"), format!("match_id={match_id}")] {
        let page = case.app.get(&format!("/v1/decisions?{of}&limit=1")).await.json();
        assert_eq!(page["decisions"], json!([first]));
        let cursor = page["next_cursor"].as_str().expect("more");
        let page = case
            .app
            .get(&format!("/v1/decisions?{of}&cursor={cursor}"))
            .await
            .json();
        assert_eq!(page["decisions"], json!([once.json()]));
        assert_eq!(page["next_cursor"], Value::Null);
    }
    case.app.delete(case.jobseeker.header("location")).await;
    let left = case.app.get(&format!("/v1/decisions?match_id={match_id}")).await;
    assert_eq!(left.json()["decisions"], json!([]));
    case.app
        .post("/v1/decisions", &case.decision(0, "accept", None))
        .await
        .problem(410, "gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_decided_is_named() {
    let case = case().await;
    let refused = async |change: &dyn Fn(&mut Value)| {
        let mut body = case.decision(0, "hide", Some("travel"));
        change(&mut body);
        case.app.post("/v1/decisions", &body).await
    };
    let never = json!("mat_00000000000070008000000000000000");
    refused(&|body| body["match_id"] = never.clone())
        .await
        .problem(404, "not-found");
    let other = case.app.vacancy(&a_vacancy("En anden")).await;
    for (field, value, code) in [
        ("vacancy_id", json!(other), "contradiction"),
        ("rank", json!(200), "contradiction"),
        ("reason", json!("skills_fit"), "unknown_code"),
        ("reason", Value::Null, "required"),
        ("role", json!("king"), "unknown_code"),
        ("note", json!("fri tekst"), "unknown_field"),
    ] {
        let answer = refused(&|body| body[field] = value.clone()).await;
        let errors = answer.problem(422, "invalid");
        assert_eq!(
            errors,
            [(format!("/{field}"), code.to_owned())],
            "{}",
            answer.text
        );
    }
    let inline = case
        .app
        .post("/v1/matches", &json!({"profile": a_profile()}))
        .await;
    let id = inline.json()["match_id"].clone();
    refused(&|body| body["match_id"] = id.clone())
        .await
        .problem(422, "invalid");
    let accepted = refused(&|body| {
        body["match_id"] = id.clone();
        body["decision"] = json!("reject");
    })
    .await;
    assert_eq!(accepted.status, 201, "{}", accepted.text);
    assert_eq!(accepted.json()["jobseeker_id"], Value::Null);
    case.app.get("/v1/decisions").await.problem(422, "invalid");
}
