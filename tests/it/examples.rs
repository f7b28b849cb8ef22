//! Every example of the contract, as it stands, against the service.

use crate::harness::{Answer, TestApp, send};
use reqwest::Method;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// One request of an `.http` file with what it is answered.
#[derive(Debug, Default)]
struct Example {
    title: String,
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: String,
    status: u16,
    /// Names for what stands at pointers of the answer.
    captures: Vec<(String, String)>,
}

fn parse(text: &str) -> Vec<Example> {
    text.split("### ").skip(1).map(parse_one).collect()
}

fn parse_one(text: &str) -> Example {
    let mut lines = text.lines();
    let title = lines.next().expect("a title").to_owned();
    let request = lines.next().expect("a request");
    let (method, path) = request.split_once(' ').expect("method and path");
    let mut example = Example {
        title,
        method: method.to_owned(),
        path: path.to_owned(),
        ..Example::default()
    };
    for line in lines.by_ref().take_while(|line| !line.is_empty()) {
        let (name, value) = line.split_once(": ").expect("a header");
        example.headers.push((name.to_owned(), value.to_owned()));
    }
    for line in lines {
        if let Some(status) = line.strip_prefix("# -> ") {
            example.status = status.parse().expect("a status");
        } else if let Some(capture) = line.strip_prefix("# ") {
            let (name, pointer) = capture.split_once(" = ").expect("a name and a pointer");
            example.captures.push((name.to_owned(), pointer.to_owned()));
        } else if example.status == 0 {
            example.body.push_str(line);
            example.body.push('\n');
        }
    }
    example
}

fn filled(text: &str, known: &BTreeMap<String, String>) -> String {
    known.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{{{name}}}}}"), value)
    })
}

async fn run(app: &TestApp, example: &Example, known: &mut BTreeMap<String, String>) -> Answer {
    let method = Method::from_bytes(example.method.as_bytes()).expect("a method");
    let mut request = app.request(method, &filled(&example.path, known));
    for (name, value) in &example.headers {
        request = request.header(name, value);
    }
    let body = filled(example.body.trim(), known);
    let answer = send(if body.is_empty() {
        request
    } else {
        request.body(body)
    })
    .await;
    assert_eq!(
        answer.status, example.status,
        "{}: {}",
        example.title, answer.text
    );
    for (name, pointer) in &example.captures {
        let value = answer
            .json()
            .pointer(pointer)
            .and_then(Value::as_str)
            .map(str::to_owned);
        known.insert(name.clone(), value.expect("something to capture"));
    }
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn every_example_is_answered_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi/examples");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "http"))
        .collect();
    files.sort();
    assert!(files.len() >= 4);
    for file in files {
        let app = TestApp::start().await;
        let mut known = BTreeMap::new();
        for example in parse(&std::fs::read_to_string(&file).expect("a readable file")) {
            run(&app, &example, &mut known).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_examples_in_the_contract_are_accepted() {
    let app = TestApp::start().await;
    let contract = app.get("/openapi.json").await.json();
    let example = |name: &str| contract["components"]["schemas"][name]["example"].clone();
    for (path, name, status) in [
        ("/v1/vacancies", "VacancyIn", 201),
        ("/v1/jobseekers", "JobseekerIn", 201),
        ("/v1/vacancies/search", "SearchIn", 200),
        ("/v1/matches", "MatchIn", 200),
        ("/v1/skills/find", "SkillTextIn", 200),
    ] {
        let body = example(name);
        assert!(body.is_object(), "{name} has an example");
        let answer = app.post(path, &body).await;
        assert_eq!(answer.status, status, "{name}: {}", answer.text);
        assert_eq!(answer.json()["warnings"], Value::Null, "{name}");
    }
}
