//! Skills in running text over HTTP: found on request, and read from adverts that list none.

use crate::harness::{TestApp, a_profile, a_vacancy};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn skills_are_found_with_where_and_how_they_are_meant() {
    let app = TestApp::start().await;
    let text = "På lageret skal du køre truck. Fakturering er en fordel, men regneark kræves ikke.";
    let answer = app.post("/v1/skills/find", &json!({"text": text})).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let found = answer.json();
    let find = |code: &str| -> Value {
        let skills = found["skills"].as_array().expect("skills").iter();
        let mut named = skills.filter(|skill| skill["code"] == code);
        named.next().unwrap_or_else(|| panic!("{code}: {found}")).clone()
    };
    let truck = find("forklift_driving");
    assert_eq!(truck["matched"], "køre truck");
    assert_eq!(
        (&truck["importance"], &truck["negated"]),
        (&json!("essential"), &json!(false))
    );
    let span = |end: &str| truck["span"][end].as_u64().expect("a place") as usize;
    let by_span: String = text.chars().take(span("end")).skip(span("start")).collect();
    assert_eq!(by_span, "køre truck");
    assert_eq!(find("invoicing")["importance"], "optional");
    assert_eq!(find("spreadsheets")["negated"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_is_none_is_refused_with_its_pointer() {
    let app = TestApp::start().await;
    for (body, pointer) in [
        (json!({}), "/text"),
        (json!({"text": 1}), "/text"),
        (json!({"text": "å".repeat(20_001)}), "/text"),
        (json!({"text": "a", "language": "da"}), "/language"),
    ] {
        let answer = app.post("/v1/skills/find", &body).await;
        let problem = answer.json();
        answer.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
        assert!(!problem.to_string().contains('å'), "the text is not repeated");
    }
    let longest = app
        .post("/v1/skills/find", &json!({"text": "å".repeat(20_000)}))
        .await;
    assert_eq!(longest.status, 200, "{}", longest.text);
    assert_eq!(
        app.post("/v1/skills/find", &json!({"text": ""})).await.json(),
        json!({"skills": []})
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn where_none_are_listed_the_advert_and_then_the_occupation_tell_what_is_asked() {
    let app = TestApp::start().await;
    let mut profile = a_profile();
    profile["resources"] = json!({"skills": [{"skill": "welding", "level": "experienced"}]});
    let mut vacancy = a_vacancy("Lagermedarbejder");
    vacancy["occupation"] = json!("4321");
    vacancy["requirements"] = json!({});
    vacancy["description"] = json!("Du skal kunne svejse. Det er ikke et krav, at du kan plukke ordrer.");
    let asked = async |vacancy: &Value| -> Vec<(String, String)> {
        let body = json!({"profile": profile, "vacancy": vacancy});
        let answer = app.post("/v1/score", &body).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let resources = answer.json()["scores"][0]["axes"]["resources"].clone();
        let of = |list: &str| resources[list].as_array().cloned().unwrap_or_default();
        let text = |item: &Value, field: &str| item[field].as_str().expect("text").to_owned();
        let all = [of("found"), of("near"), of("missing")].concat();
        all.iter()
            .map(|item| (text(item, "skill"), text(item, "asked")))
            .collect()
    };
    let told = asked(&vacancy).await;
    assert!(
        told.contains(&("welding".to_owned(), "text".to_owned())),
        "{told:?}"
    );
    assert!(told.iter().any(|(_, asked)| asked == "typical"), "{told:?}");
    assert!(
        !told.iter().any(|(skill, _)| skill == "order_picking"),
        "{told:?}"
    );

    vacancy["requirements"] = json!({"skills": ["welding"]});
    let told = asked(&vacancy).await;
    assert_eq!(told, [("welding".to_owned(), "listed".to_owned())]);
}
