//! `foothold load`: measures how a running service answers match lists. Bounded in count and time,
//! and for this machine only.

mod client;
mod cpu;
mod figures;

use anyhow::{Context, ensure};
use clap::Args;
use client::{Client, Target};
use cpu::CpuTime;
use figures::{Figures, Sample};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Measure a service on this machine: match lists for profiles out of a file, over and over
///
/// Other machines are refused. Give --pid to see how much processor time the service itself uses.
#[derive(Debug, Args)]
pub struct Load {
    /// Address of the service
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
    /// NDJSON file of profiles, such as the one that `generate` writes
    #[arg(long)]
    profiles: PathBuf,
    /// Connections at the same time
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=256))]
    connections: u16,
    /// How long
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// Most requests in all
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    requests: u64,
    /// Items of each list
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=200))]
    limit: u16,
    /// Costly parts of the answer to ask for, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "PART")]
    include: Vec<String>,
    /// Print one line of JSON instead of a table
    #[arg(long)]
    json: bool,
    /// Moment of every evaluation (RFC 3339); now when absent
    #[arg(long)]
    as_of: Option<jiff::Timestamp>,
    /// API key, when the service asks for one
    #[arg(long, env = "FOOTHOLD_KEY", hide_env_values = true)]
    key: Option<String>,
    /// Process of the service, to measure its own processor time
    #[arg(long)]
    pid: Option<u32>,
}

impl Load {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(self.answer())
    }

    async fn answer(self) -> anyhow::Result<ExitCode> {
        let target = Target::parse(&self.url)?;
        let profiles = profiles(&self.profiles)?;
        let figures = self.measure(target, &profiles).await?;
        print!("{}", self.printed(&figures)?);
        Ok(if figures.all_answered() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    async fn measure(&self, target: Target, profiles: &[Value]) -> anyhow::Result<Figures> {
        let requests: Arc<[Vec<u8>]> = profiles
            .iter()
            .map(|profile| self.request(target, profile, &self.include))
            .collect();
        let cpu_before = self.pid.map(CpuTime::of).transpose()?;
        let began = Instant::now();
        let until = began + Duration::from_secs(self.seconds);
        let next = Arc::new(AtomicU64::new(0));
        let tasks: Vec<_> = (0..self.connections)
            .map(|_| {
                let (requests, next) = (Arc::clone(&requests), Arc::clone(&next));
                tokio::spawn(ask_on(target, requests, next, self.requests, until))
            })
            .collect();
        let mut samples = Vec::new();
        for task in tasks {
            samples.extend(task.await??);
        }
        let elapsed = began.elapsed();
        let used = match (self.pid, cpu_before) {
            (Some(pid), Some(before)) => Some(CpuTime::of(pid)?.since(before)),
            _ => None,
        };
        Ok(Figures::of(&samples, elapsed, used))
    }

    /// The bytes that ask for a profile's list.
    fn request(&self, target: Target, profile: &Value, include: &[String]) -> Vec<u8> {
        let mut body = json!({"profile": profile, "limit": self.limit});
        if let Some(moment) = self.as_of {
            body["as_of"] = json!(moment.to_string());
        }
        if !include.is_empty() {
            body["include"] = json!(include);
        }
        target.post("/v1/matches", self.key.as_deref(), body.to_string().as_bytes())
    }

    fn printed(&self, figures: &Figures) -> anyhow::Result<String> {
        if self.json {
            return Ok(serde_json::to_string(figures)? + "\n");
        }
        Ok(figures.text())
    }
}

/// One connection's work: the next request as soon as the one before is answered.
async fn ask_on(
    target: Target,
    requests: Arc<[Vec<u8>]>,
    next: Arc<AtomicU64>,
    most: u64,
    until: Instant,
) -> anyhow::Result<Vec<Sample>> {
    let mut client = Client::connect(target).await?;
    let mut samples = Vec::new();
    while Instant::now() < until {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= most {
            break;
        }
        let request = &requests[(number % requests.len() as u64) as usize];
        let asked = Instant::now();
        let reply = client.ask(request).await?;
        samples.push(Sample {
            status: reply.status,
            bytes: reply.bytes,
            took: asked.elapsed(),
        });
    }
    Ok(samples)
}

/// The profiles of the file.
fn profiles(file: &Path) -> anyhow::Result<Vec<Value>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut profiles = Vec::new();
    for (index, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let place = || format!("{}, line {}", file.display(), index + 1);
        let profile: Value = serde_json::from_str(line).with_context(place)?;
        ensure!(profile.is_object(), "{}: a profile is an object", place());
        profiles.push(profile);
    }
    ensure!(!profiles.is_empty(), "{} holds no profile", file.display());
    Ok(profiles)
}
