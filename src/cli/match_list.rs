//! `foothold match`: the best vacancies for a profile, without a running service.

use super::data_folder::DataFolder;
use super::input::read_json;
use super::match_text::table;
use super::refusal::explained;
use super::runtime::runtime;
use anyhow::{bail, ensure};
use clap::Args;
use foothold::app::App;
use foothold::config::Config;
use foothold::domain::ids::OrganisationId;
use foothold::domain::language::Language;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// How long an index that lags behind is waited for.
const CATCHING_UP: Duration = Duration::from_mins(5);

/// List the best vacancies for a jobseeker profile, with the reasons
#[derive(Debug, Args)]
pub struct MatchList {
    /// JSON file with the profile; - is standard input
    #[arg(long, value_name = "FILE|-")]
    profile: PathBuf,
    /// Moment of the evaluation (RFC 3339); now when absent
    #[arg(long)]
    as_of: Option<Timestamp>,
    /// Items of the list
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=200))]
    limit: u16,
    /// Folder of store and index
    #[arg(long, env = "FOOTHOLD_DATA_FOLDER", default_value = "data")]
    data: PathBuf,
    /// Print the whole reply as JSON
    #[arg(long)]
    json: bool,
}

impl MatchList {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let profile = read_json(&self.profile)?;
        ensure!(profile.is_object(), "a profile is a JSON object");
        let folder = DataFolder::take(&self.data)?;
        if !folder.holds_records() {
            bail!(
                "{} holds no vacancies yet; see `foothold import --help`",
                self.data.display()
            );
        }
        let config = folder.config(Config::load(None)?);
        let mut body = json!({"profile": profile, "limit": self.limit, "include": ["total"]});
        if let Some(moment) = self.as_of {
            body["as_of"] = json!(moment.to_string());
        }
        let reply = runtime()?.block_on(ask(config, &body))?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&reply)?);
        } else {
            println!("{}", table(&reply));
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn ask(config: Config, body: &Value) -> anyhow::Result<Value> {
    let app = App::open(config).await?;
    if !app.caught_up(CATCHING_UP).await {
        bail!("the index has not caught up with the store; try `foothold reindex`");
    }
    let everybody = OrganisationId::default_organisation();
    let matches = &app.services().matches;
    let reply = matches
        .matches(&everybody, body, Language::Danish, Timestamp::now())
        .await;
    app.shutdown().await;
    Ok(serde_json::from_slice(&reply.map_err(explained)?)?)
}
