//! The demonstration, as a newcomer starts it.

use super::program::{Service, run};
use serde_json::json;

#[tokio::test]
async fn the_demo_matches_explains_and_stops() {
    let demo = Service::start(&["demo", "--listen", "127.0.0.1:0"]);
    for part in ["point", "minutter", "/docs/", "/openapi.json", "curl"] {
        assert!(demo.said.contains(part), "{part} is missing in:\n{}", demo.said);
    }
    for path in ["/healthz", "/readyz", "/openapi.json", "/docs/"] {
        assert_eq!(demo.get(path).await.0, 200, "{path}");
    }
    let profile = json!({
        "home": {"postcode": "5240"},
        "mobility": {"modes": ["bicycle", "transit"], "licences": []},
        "resources": {"certificates": ["truck_b"], "experience": [{"occupation": "4321", "years": 3}]},
        "wishes": {"occupations": ["4321"]},
    });
    let (status, list) = demo
        .post("/v1/matches", &json!({"profile": profile, "limit": 1}))
        .await;
    assert_eq!(status, 200, "{list}");
    let reasons = list["matches"][0]["reasons"].as_array().expect("reasons");
    assert!(reasons.iter().all(|reason| reason["text"].is_string()), "{list}");

    let port = demo.base.rsplit_once(':').expect("a port").1;
    let second = run(&["demo", "--listen", &format!("127.0.0.1:{port}")]);
    assert_eq!(second.status.code(), Some(1));
    let told = String::from_utf8_lossy(&second.stderr);
    assert!(told.contains("is taken"), "{told}");

    assert_eq!(demo.stop().code(), Some(0));
}
