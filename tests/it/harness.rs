//! A service of its own for every test, on a free port and in a folder that is thrown away.

use foothold::app::{App, Running, Tables, read_knowledge};
use foothold::config::Config;
use foothold::matching::knowledge::Knowledge;
use foothold::matching::ruleset::Ruleset;
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;
use tempfile::TempDir;

/// A service that answers.
pub struct TestApp {
    pub base: String,
    pub client: reqwest::Client,
    app: Option<App>,
    running: Option<Running>,
    folder: TempDir,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Answer {
    pub async fn of(response: Response) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            text: response.text().await.expect("a whole answer"),
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub fn lines(&self) -> Vec<Value> {
        let lines = self.text.lines();
        lines
            .map(|line| serde_json::from_str(line).expect("a line of JSON"))
            .collect()
    }

    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).unwrap_or_else(|| panic!("no {name}"));
        value.to_str().expect("plain text")
    }

    /// Asserts that this is a problem of the kind, and gives pointer and code of its errors.
    pub fn problem(&self, status: u16, kind: &str) -> Vec<(String, String)> {
        assert_eq!(self.status, status, "{}", self.text);
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["type"], format!("/problems/{kind}"));
        assert_eq!(problem["status"], status);
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        let text = |error: &Value, name: &str| error[name].as_str().expect("text").to_owned();
        errors
            .iter()
            .map(|error| (text(error, "pointer"), text(error, "code")))
            .collect()
    }
}

impl TestApp {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (app, running) = open(folder.path(), change).await;
        Self {
            base: format!("http://{}", running.address()),
            // Answers are looked at as they were sent.
            client: reqwest::Client::builder().no_gzip().build().expect("a client"),
            app: Some(app),
            running: Some(running),
            folder,
        }
    }

    /// Stops in good order and starts again over the same folder, after `between`.
    pub async fn restart(&mut self, between: impl FnOnce(&Path)) {
        self.running.take().expect("it runs").stop().await;
        self.app.take().expect("it is open").shutdown().await;
        between(self.folder.path());
        let (app, running) = open(self.folder.path(), |_| {}).await;
        self.base = format!("http://{}", running.address());
        self.app = Some(app);
        self.running = Some(running);
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path).send().await.expect("an answer")).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        Answer::of(
            self.request(Method::DELETE, path)
                .send()
                .await
                .expect("an answer"),
        )
        .await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        send(self.request(Method::POST, path).json(body)).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        send(self.request(Method::PUT, path).json(body)).await
    }

    /// Keeps a vacancy and gives its id.
    pub async fn vacancy(&self, body: &Value) -> String {
        let answer = self.post("/v1/vacancies?refresh=wait", body).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json()["id"].as_str().expect("an id").to_owned()
    }

    /// Imports vacancies, of which none may be refused, and waits until they are searchable.
    pub async fn import(&self, vacancies: &[Value]) {
        let lines: Vec<String> = vacancies.iter().map(Value::to_string).collect();
        let request = self
            .request(Method::POST, "/v1/vacancies/import?refresh=wait&errors_only=true")
            .header("content-type", "application/x-ndjson")
            .body(lines.join("\n"));
        let answer = send(request).await;
        let summary = answer.lines().pop().expect("a summary")["summary"].clone();
        assert_eq!(summary["failed"], 0, "{}", answer.text);
    }

    /// Waits until everything kept is searchable.
    pub async fn caught_up(&self) {
        let app = self.app.as_ref().expect("it is open");
        assert!(app.caught_up(Duration::from_mins(1)).await);
    }
}

pub async fn send(request: RequestBuilder) -> Answer {
    Answer::of(request.send().await.expect("an answer")).await
}

/// The tables, read once for all tests.
fn shared_tables() -> &'static (Tables, Arc<Knowledge>) {
    static SHARED: OnceLock<(Tables, Arc<Knowledge>)> = OnceLock::new();
    SHARED.get_or_init(|| {
        let tables = Tables::load(None).expect("the tables");
        let knowledge = Arc::new(read_knowledge(&tables).expect("the tables"));
        (tables, knowledge)
    })
}

/// Occupations, places and travel times, read once for all tests.
pub fn knowledge() -> Arc<Knowledge> {
    shared_tables().1.clone()
}

/// The built-in ruleset with its legal rows.
pub fn ruleset() -> Ruleset {
    let names = ["rulesets/2026.1.toml", "rulesets/legal/denmark.toml"];
    let files = names.map(|name| (name, shared_tables().0.text(name).expect("a built-in file")));
    Ruleset::parse_files(&files).expect("valid")
}

async fn open(folder: &Path, change: impl FnOnce(&mut Config)) -> (App, Running) {
    let mut config = Config::defaults().expect("defaults");
    config.server.port = 0;
    config.server.workers = 2;
    config.server.shutdown_seconds = 1;
    config.store.file = folder.join("foothold.db");
    config.index.directory = folder.join("index");
    change(&mut config);
    let (tables, knowledge) = shared_tables();
    let opened = App::open_with(config, tables, Arc::clone(knowledge)).await;
    let app = opened.expect("it opens");
    let running = app.serve().await.expect("it answers");
    (app, running)
}

/// What the process has logged.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub fn text(&self) -> String {
        let bytes = self.0.lock().expect("no panic while logging");
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0
            .lock()
            .expect("no panic while logging")
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Begins to keep everything that is logged, at every level.
pub fn log() -> Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    let start = || {
        let log = Log::default();
        let writer = log.clone();
        tracing_subscriber::fmt()
            .with_env_filter("trace,tantivy=off,mio=off,polling=off,hyper_util=info")
            .with_writer(move || writer.clone())
            .init();
        log
    };
    LOG.get_or_init(start).clone()
}

/// A vacancy that is accepted.
pub fn a_vacancy(title: &str) -> Value {
    json!({
        "title": title,
        "occupation": "4321",
        "workplace": {"postcode": "5220"},
        "offers": [{"form": "ordinary_job", "hours_per_week": {"min": 30, "max": 37}}],
    })
}

/// A profile that is accepted.
pub fn a_profile() -> Value {
    json!({
        "home": {"postcode": "5240"},
        "mobility": {"modes": ["bicycle", "transit"], "max_travel_minutes": 60},
        "hours_per_week": {"min": 30, "max": 37},
        "resources": {"experience": [{"occupation": "4321", "years": 4}]},
    })
}
