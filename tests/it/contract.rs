//! The contract and the service say the same.

use crate::harness::{TestApp, a_profile, a_vacancy};
use serde_json::{Value, json};
use std::path::PathBuf;

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("openapi/foothold.json")
}

/// `UPDATE_OPENAPI=1 cargo test --test it contract` writes the file anew.
#[test]
fn the_contract_is_the_one_that_is_kept() {
    let mut collected = foothold::api::contract().to_pretty_json().expect("JSON");
    collected.push('\n');
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(file(), &collected).expect("the file can be written");
    }
    let kept = std::fs::read_to_string(file()).unwrap_or_default();
    assert!(
        kept == collected,
        "openapi/foothold.json is not what the routes say; run UPDATE_OPENAPI=1 cargo test --test it contract"
    );
}

#[test]
fn every_reference_has_its_schema() {
    let contract = serde_json::to_value(foothold::api::contract()).expect("JSON");
    assert!(
        contract["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.1"))
    );
    let text = contract.to_string();
    let schemas = contract["components"]["schemas"].as_object().expect("schemas");
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap_or_default();
        assert!(schemas.contains_key(name), "{name}");
    }
}

#[test]
fn no_two_shapes_have_one_name() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = std::collections::BTreeMap::new();
    for room in ["wire", "service", "exchange", "api"] {
        for entry in std::fs::read_dir(folder.join(room)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            for shape in text.split("ToSchema)]\n").skip(1) {
                let head: Vec<&str> = shape.lines().take_while(|line| !line.ends_with('{')).collect();
                let named = head.iter().find_map(|line| line.strip_prefix("#[schema(as = "));
                let declared = shape
                    .lines()
                    .find(|line| line.contains("struct ") || line.contains("enum "));
                let words = declared
                    .unwrap_or_default()
                    .split(|letter: char| !letter.is_alphanumeric());
                let name = words
                    .skip_while(|word| *word != "struct" && *word != "enum")
                    .nth(1);
                let name = named.map_or(name.unwrap_or_default(), |named| named.trim_end_matches(")]"));
                let before = seen.insert(name.to_owned(), path.clone());
                assert!(
                    before.is_none() || name.is_empty(),
                    "{name}: {} and {before:?}",
                    path.display()
                );
            }
        }
    }
    assert!(seen.len() > 50);
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_have_the_shape_the_contract_says() {
    let app = TestApp::start().await;
    let contract = app.get("/openapi.json").await.json();
    let fits = |name: &str, answer: &Value| {
        let schema = json!({
            "$ref": format!("#/components/schemas/{name}"),
            "components": contract["components"].clone(),
        });
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let errors: Vec<String> = validator
            .iter_errors(answer)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{name}: {answer:#}\n{errors:#?}");
    };
    let vacancy = app
        .post("/v1/vacancies?refresh=wait", &a_vacancy("Lagermedarbejder"))
        .await
        .json();
    fits("VacancyOut", &vacancy);
    fits("VacancyList", &app.get("/v1/vacancies").await.json());
    let search = json!({"text": "lager", "facets": ["occupation", "area"]});
    fits(
        "SearchOut",
        &app.post("/v1/vacancies/search", &search).await.json(),
    );
    let jobseeker = app.post("/v1/jobseekers?refresh=wait", &a_profile()).await.json();
    fits("JobseekerOut", &jobseeker);
    let include = ["total", "not_now", "relaxations"];
    let request = json!({"jobseeker_id": jobseeker["id"], "include": include});
    fits("MatchListOut", &app.post("/v1/matches", &request).await.json());
    let list = app.post("/v1/matches", &request).await.json();
    let list_path = format!("/v1/matches/{}", list["match_id"].as_str().expect("an id"));
    fits("ReplayAnswer", &app.get(&list_path).await.json());
    let decision = json!({"match_id": list["match_id"], "vacancy_id": vacancy["id"], "decision": "pin",
                          "role": "caseworker"});
    fits("DecisionOut", &app.post("/v1/decisions", &decision).await.json());
    let of = format!(
        "/v1/decisions?match_id={}",
        list["match_id"].as_str().expect("an id")
    );
    fits("DecisionList", &app.get(&of).await.json());
    fits("MatchListOut", &app.post("/v1/matches", &request).await.json());
    let persons = format!(
        "/v1/vacancies/{}/jobseekers",
        vacancy["id"].as_str().expect("an id")
    );
    fits("ReverseListOut", &app.get(&persons).await.json());
    let shortlist = app.get(&format!("{persons}?audience=employer")).await;
    fits("ShortlistOut", &shortlist.json());
    let mut changed = a_vacancy("Lagerchef");
    changed["positions"] = json!(2);
    let path = format!(
        "/v1/vacancies/{}?refresh=wait",
        vacancy["id"].as_str().expect("an id")
    );
    app.put(&path, &changed).await;
    fits("ReplayOut", &app.get(&list_path).await.json());
    let request = json!({"profile": a_profile(), "vacancy_id": vacancy["id"]});
    fits("ScoreListOut", &app.post("/v1/score", &request).await.json());
    let request = json!({"from": {"postcode": "5610"}, "to": {"lat": 55.4, "lon": 10.39},
                         "at": {"day": "mon", "time": "05:00"}, "arrive_by": true});
    fits("WaysOut", &app.post("/v1/travel", &request).await.json());
    fits("Meta", &app.get("/v1/meta").await.json());
    fits("Readiness", &app.get("/readyz").await.json());
    fits("SuggestionsOut", &app.get("/v1/skills?q=truck").await.json());
    fits("PlaceSuggestionsOut", &app.get("/v1/places?q=5220").await.json());
    fits(
        "Problem",
        &app.post("/v1/vacancies", &json!({"titel": 1})).await.json(),
    );
}
