//! The record of a list that was answered with `record=wait` survives a kill; an orderly stop loses none.

use super::program::Service;
use serde_json::{Value, json};

async fn text(service: &Service, path: &str) -> (u16, String) {
    let answer = service.client.get(format!("{}{path}", service.base));
    let answer = answer.send().await.expect("an answer");
    (
        answer.status().as_u16(),
        answer.text().await.expect("a whole answer"),
    )
}

async fn list(service: &Service, query: &str) -> (String, String) {
    let body = json!({"profile": {"home": {"postcode": "5240"}}, "include": ["total"]});
    let request = service.client.post(format!("{}/v1/matches{query}", service.base));
    let answer = request.json(&body).send().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    let text = answer.text().await.expect("a whole answer");
    let json: Value = serde_json::from_str(&text).expect("JSON");
    let id = json["match_id"].as_str().expect("an id");
    (format!("/v1/matches/{id}"), text)
}

#[tokio::test]
async fn records_survive_a_kill_once_they_were_waited_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut service = Service::serve(folder.path());
    let vacancy =
        json!({"title": "Lagermedarbejder", "occupation": "4321", "workplace": {"postcode": "5220"}});
    let (status, made) = service.post("/v1/vacancies?refresh=wait", &vacancy).await;
    assert_eq!(status, 201, "{made}");
    let mut waited = Vec::new();
    for _ in 0..5 {
        waited.push(list(&service, "?record=wait").await);
    }
    service.kill();

    let service = Service::serve(folder.path());
    service.is_ready().await;
    for (path, first) in &waited {
        assert_eq!(text(&service, path).await, (200, first.clone()));
    }
    let last = list(&service, "").await;
    assert_eq!(service.stop().code(), Some(0));

    let service = Service::serve(folder.path());
    service.is_ready().await;
    assert_eq!(text(&service, &last.0).await, (200, last.1));
}
