//! Moves between occupations over HTTP.

use crate::harness::{TestApp, a_vacancy, send};
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_stock_clerk_sees_a_ladder_best_first() {
    let app = TestApp::start().await;
    let mut driver = a_vacancy("Truckfører");
    driver["occupation"] = json!("8344");
    app.vacancy(&driver).await;
    let answer = app
        .get("/v1/occupations/4321/transitions?area=fyn&limit=200")
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let ladder = answer.json();
    assert_eq!(ladder["from"]["code"], "4321");
    assert_eq!(ladder["area"], "fyn");
    assert_eq!(ladder["total"], 436);
    let moves = ladder["transitions"].as_array().expect("moves");
    assert_eq!(moves.len(), 200);
    assert_eq!(moves[0]["rung"], "own_trade");
    assert_eq!(moves[0]["to"]["code"], "4321");
    let viability = |place: usize| moves[place]["viability"].as_f64().expect("a share");
    assert!((1..moves.len()).all(|place| viability(place) <= viability(place - 1)));
    let truck = moves
        .iter()
        .find(|step| step["to"]["code"] == "8344")
        .expect("a forklift driver");
    assert_eq!(truck["rung"], "neighbour");
    assert_eq!(truck["open_vacancies"], 1);
    assert_eq!(truck["reachable"], true);
    assert_eq!(truck["balance"]["example"], true);
    assert_eq!(truck["balance"]["of_the_area"], true);
    let nurse = moves.iter().find(|step| step["to"]["code"] == "2221");
    assert!(nurse.is_none_or(|step| step["rung"] == "cross"));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_move_comes_with_its_evidence_in_the_language_asked_for() {
    let app = TestApp::start().await;
    let request = app
        .request(Method::GET, "/v1/occupations/4321/transitions?to=2221")
        .header("Accept-Language", "en");
    let answer = send(request).await.json();
    assert_eq!(answer["total"], 1);
    assert_eq!(answer["area"], json!(null));
    let step = &answer["transitions"][0];
    assert_eq!(step["level_step"], 2);
    assert_eq!(step["education"]["more_than_before"], true);
    assert!(step["education"]["authorisation"]["code"].is_string());
    assert!(
        step["missing"]
            .as_array()
            .is_some_and(|missing| !missing.is_empty())
    );
    assert_eq!(step["balance"], json!(null), "the example knows Fyn alone");
    let own = app
        .get("/v1/occupations/4321/transitions?to=lagermedarbejder")
        .await;
    assert_eq!(own.json()["transitions"][0]["viability"], 1.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_known_is_refused_with_what_may_be_meant() {
    let app = TestApp::start().await;
    let unknown = app.get("/v1/occupations/4329/transitions").await;
    assert_eq!(
        unknown.problem(422, "invalid"),
        [("/code".to_owned(), "unknown_code".to_owned())]
    );
    assert!(
        unknown.json()["errors"][0]["did_you_mean"]
            .as_array()
            .is_some_and(|codes| codes.contains(&json!("4321")))
    );
    let several = app
        .get("/v1/occupations/4321/transitions?to=9999&area=fynn")
        .await;
    let pointers: Vec<String> = several
        .problem(422, "invalid")
        .into_iter()
        .map(|(pointer, _)| pointer)
        .collect();
    assert_eq!(pointers, ["/to", "/area"]);
    for bad in ["limit=0", "limit=201", "limit=x", "form=list"] {
        let answer = app.get(&format!("/v1/occupations/4321/transitions?{bad}")).await;
        assert_eq!(answer.status, 422, "{bad}: {}", answer.text);
    }
    // Without an imported release of ESCO its addresses and codes mean nothing.
    let address = "http%3A%2F%2Fdata.europa.eu%2Fesco%2Foccupation%2Fx";
    app.get(&format!("/v1/occupations/{address}/transitions"))
        .await
        .problem(422, "invalid");
}
