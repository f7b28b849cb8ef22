//! What is said of a few pairs, line by line, in Danish and English: read by people who know the
//! trade, kept beside the tests. Where wording, a rule or a table was meant to change,
//! `UPDATE_GOLDEN=1 cargo test --test it golden` writes the files anew; read what changed.

use crate::harness::{TestApp, send};
use crate::scenarios::scenario;
use reqwest::Method;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A person and a vacancy of each scenario, and pairs that fail a gate.
const PAIRS: &[(&str, &str)] = &[
    ("P01", "p01-good-1"),
    ("P01", "p01-wrong-1"),
    ("P02", "p02-good-1"),
    ("P02", "p02-wrong-1"),
    ("P03", "p03-good-3"),
    ("P04", "p04-good-1"),
    ("P04", "p04-wrong-1"),
    ("P05", "p05-good-2"),
    ("P06", "p06-good-3"),
    ("P06", "p06-wrong-2"),
    ("P07", "p07-good-1"),
];

fn file(language: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/golden");
    folder.join(format!("explanations.{language}.txt"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("–")
}

fn each(text: &mut String, heading: &str, items: &Value, line: impl Fn(&Value) -> String) {
    let items = items.as_array().map_or(&[][..], Vec::as_slice);
    if !items.is_empty() {
        let _ = writeln!(text, "  {heading}");
        for item in items {
            let _ = writeln!(text, "    {}", line(item));
        }
    }
}

/// Everything that is said of a pair.
fn told(title: &str, pair: &Value) -> String {
    let mut told = format!("{title}\n");
    let form = text(&pair["offer"]["form"]);
    let _ = writeln!(told, "  {form}, {} of 1000000", pair["base_score"]);
    each(&mut told, "reasons", &pair["reasons"], |reason| {
        format!(
            "{:>7} {}: {}",
            reason["contribution"],
            text(&reason["code"]),
            text(&reason["text"])
        )
    });
    each(&mut told, "gates", &pair["gates"], |gate| {
        let more = gate["change"].as_str().or(gate["settled_by"].as_str());
        let more = more.map_or_else(String::new, |more| format!(": {more}"));
        format!("{} {}{more}", text(&gate["state"]), text(&gate["code"]))
    });
    each(&mut told, "bridges", &pair["bridges"], |bridge| {
        let days = bridge["days"]
            .as_u64()
            .map_or_else(String::new, |days| format!(", {days} days"));
        let schemes: Vec<&str> = bridge["schemes"]
            .as_array()
            .into_iter()
            .flatten()
            .map(text)
            .collect();
        format!(
            "{}: {}{days} [{}]",
            text(&bridge["kind"]),
            text(&bridge["label"]),
            schemes.join(", ")
        )
    });
    each(&mut told, "path", &pair["path"]["steps"], |step| step.to_string());
    told
}

async fn explanations(app: &TestApp, language: &str) -> String {
    let mut all = String::new();
    for (id, external_id) in PAIRS {
        let scenario = scenario(id);
        let vacancies = scenario["vacancies"].as_array().expect("vacancies");
        let vacancy = vacancies
            .iter()
            .find(|vacancy| vacancy["external_id"] == *external_id);
        let vacancy = vacancy.expect("its vacancy");
        let body = json!({"profile": scenario["profile"], "vacancy": vacancy, "as_of": scenario["as_of"]});
        let request = app
            .request(Method::POST, "/v1/score")
            .header("accept-language", language);
        let answer = send(request.json(&body)).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let title = format!("{id}, {}: {}", text(&scenario["title"]), text(&vacancy["title"]));
        all.push_str(&told(&title, &answer.json()["scores"][0]));
        all.push('\n');
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn explanations_say_what_was_read_and_approved() {
    let app = TestApp::start().await;
    for language in ["da", "en"] {
        let said = explanations(&app, language).await;
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(file(language), &said).expect("written");
        }
        let approved = std::fs::read_to_string(file(language)).expect("the approved text");
        for (said, approved) in said.lines().zip(approved.lines()) {
            assert_eq!(said, approved, "in {language}");
        }
        assert_eq!(said, approved);
    }
}
