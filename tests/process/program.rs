//! The program as a child process.

use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

/// What the program says when it answers.
const ANSWERS: &str = "foothold answers on ";

/// The program with arguments, without the settings of whoever runs the tests, and quiet.
pub fn foothold(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_foothold"));
    let ours = std::env::vars_os().map(|(name, _)| name);
    for name in ours.filter(|name| name.to_string_lossy().starts_with("FOOTHOLD_")) {
        command.env_remove(name);
    }
    command.env("FOOTHOLD_LOG__FILTER", "error").args(arguments);
    command
}

/// Runs a command to its end.
pub fn run(arguments: &[&str]) -> Output {
    foothold(arguments).output().expect("the program runs")
}

/// A service in a process of its own, killed when it is dropped.
pub struct Service {
    child: Child,
    /// What it printed before it answered.
    pub said: String,
    pub base: String,
    pub client: reqwest::Client,
    _out: BufReader<ChildStdout>,
}

impl Service {
    /// Starts a command that serves, and waits until it answers.
    pub fn start(arguments: &[&str]) -> Self {
        let mut child = foothold(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        let mut said = String::new();
        let base = loop {
            let mut line = String::new();
            let length = out.read_line(&mut line).expect("text");
            assert!(length > 0, "the program ended before it answered: {said}");
            if let Some(base) = line.strip_prefix(ANSWERS) {
                break base.trim().to_owned();
            }
            said.push_str(&line);
        };
        Self {
            child,
            said,
            base,
            client: reqwest::Client::new(),
            _out: out,
        }
    }

    /// Starts the service over a folder, on a free port.
    pub fn serve(data: &Path) -> Self {
        Self::start(&[
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--data",
            &data.to_string_lossy(),
        ])
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        let request = self.client.get(format!("{}{path}", self.base));
        answer(request).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let request = self.client.post(format!("{}{path}", self.base)).json(body);
        answer(request).await
    }

    /// Waits until the index has caught up.
    pub async fn is_ready(&self) {
        let until = Instant::now() + Duration::from_mins(2);
        while self.get("/readyz").await.0 != 200 {
            assert!(Instant::now() < until, "the service does not become ready");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Ends the process at once, as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().expect("a running process");
        self.child.wait().expect("its end");
    }

    /// Asks the process to stop, and waits for its end.
    pub fn stop(mut self) -> ExitStatus {
        let asked = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status();
        assert!(asked.expect("kill").success());
        self.child.wait().expect("its end")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn answer(request: reqwest::RequestBuilder) -> (u16, Value) {
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    let text = response.text().await.expect("a whole answer");
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}
