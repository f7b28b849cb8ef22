//! Carries questions to a Valhalla server: bounded in time and size, tried again when it is busy.

use anyhow::{Context, anyhow, bail};
use foothold::travel::Places;
use foothold::travel::valhalla::{Answer, Costing, Question};
use reqwest::{Client, Response, StatusCode, Url};
use serde_json::Value;
use std::time::Duration;

/// Answers to 2,500 pairs take a tenth of this in the long form.
const LARGEST_ANSWER: usize = 8 << 20;
/// How often a question is asked, and the pause after the first failure, which doubles.
const ATTEMPTS: u32 = 4;
const PAUSE: Duration = Duration::from_millis(250);
/// So much of a refusal is shown.
const SHOWN: usize = 300;

/// A server.
pub struct Server {
    client: Client,
    base: Url,
}

/// What came of a question.
pub enum Outcome {
    Answered(Answer),
    /// One of its places has no road near it, or none to the others.
    WithoutRoad,
}

impl Server {
    /// Names a server by its address.
    pub fn new(base: &str, timeout: Duration) -> anyhow::Result<Self> {
        let url = Url::parse(base).with_context(|| format!("{base} is no address of a server"))?;
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            bail!("{base} is no address of a server: expected http://… or https://…");
        }
        let with_slash = format!("{}/", base.trim_end_matches('/'));
        Ok(Self {
            client: Client::builder().timeout(timeout).build()?,
            base: Url::parse(&with_slash)?,
        })
    }

    /// The version it says it has; nothing when it does not say.
    pub async fn version(&self) -> anyhow::Result<Option<String>> {
        let url = self.base.join("status")?;
        let response = self.client.get(url.clone()).send().await;
        let response = response.with_context(|| format!("no server answers at {url}"))?;
        let body = whole(response).await.unwrap_or_default();
        let status: Value = serde_json::from_slice(&body).unwrap_or_default();
        Ok(status["version"].as_str().map(str::to_owned))
    }

    /// Asks, again if need be.
    pub async fn ask(
        &self,
        question: &Question,
        costing: Costing,
        places: &Places,
    ) -> anyhow::Result<Outcome> {
        let mut pause = PAUSE;
        let mut attempt = 1;
        loop {
            match self.ask_once(question, costing, places).await {
                Ok(outcome) => return Ok(outcome),
                Err(Failure::Final(error)) => return Err(error),
                Err(Failure::Passing(error)) if attempt == ATTEMPTS => {
                    return Err(error.context(format!("gave up after {ATTEMPTS} attempts")));
                }
                Err(Failure::Passing(_)) => tokio::time::sleep(pause).await,
            }
            pause *= 2;
            attempt += 1;
        }
    }

    async fn ask_once(
        &self,
        question: &Question,
        costing: Costing,
        places: &Places,
    ) -> Result<Outcome, Failure> {
        let fixed = |error: anyhow::Error| Failure::Final(error);
        let url = self
            .base
            .join("sources_to_targets")
            .map_err(|error| fixed(error.into()))?;
        let request = self
            .client
            .post(url.clone())
            .json(&question.body(costing, places));
        let asked = || format!("{url} ({})", costing.name());
        let passing = |error: anyhow::Error| Failure::Passing(error.context(asked()));
        let response = request.send().await.map_err(|error| passing(error.into()))?;
        let status = response.status();
        let body = whole(response).await.map_err(&passing)?;
        if status.is_success() {
            let answer = Answer::read(question, &body);
            return answer
                .map(Outcome::Answered)
                .map_err(|error| fixed(anyhow::Error::from(error).context(asked())));
        }
        if status == StatusCode::BAD_REQUEST && Answer::is_without_road(&body) {
            return Ok(Outcome::WithoutRoad);
        }
        let shown = String::from_utf8_lossy(&body[..body.len().min(SHOWN)]).into_owned();
        let error = anyhow!("{}: the server answered {status}: {shown}", asked());
        if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
            Err(Failure::Passing(error))
        } else {
            Err(fixed(error))
        }
    }
}

enum Failure {
    /// Another attempt may do better.
    Passing(anyhow::Error),
    Final(anyhow::Error),
}

async fn whole(mut response: Response) -> anyhow::Result<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await? {
        if body.len() + part.len() > LARGEST_ANSWER {
            bail!("the answer is larger than {LARGEST_ANSWER} bytes");
        }
        body.extend_from_slice(&part);
    }
    Ok(body)
}
