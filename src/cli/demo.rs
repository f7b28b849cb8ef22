//! `foothold demo`: the service with the invented labour market of Odense, ready to be asked.

use super::data_folder::DataFolder;
use super::match_text::story;
use super::refusal::explained;
use super::runtime::runtime;
use super::serve::{announce, until_stopped};
use anyhow::{Context, bail};
use clap::Args;
use foothold::app::App;
use foothold::config::Config;
use foothold::domain::ids::{OrganisationId, SourceKey};
use foothold::domain::language::Language;
use foothold::service::imports::{ImportFormat, ImportNews, ImportTerms};
use foothold::service::keeping::WriteTerms;
use foothold::{demo, telemetry};
use jiff::{Timestamp, Zoned};
use serde_json::{Value, json};
use std::io::{Cursor, ErrorKind};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Whose list is shown at the start: an experienced warehouse worker with a car.
const SHOWN: &str = "case-00043";
/// The system the invented jobseekers are said to come from.
const SOURCE: &str = "fixture";

/// Start the service with an invented labour market in and around Odense
///
/// Nothing is kept unless --data is given.
#[derive(Debug, Args)]
pub struct Demo {
    /// Address and port to listen on; port 0 takes any free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Folder for store and index; a temporary one when absent
    #[arg(long)]
    data: Option<PathBuf>,
}

impl Demo {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        refuse_taken_port(self.listen)?;
        let place = Place::of(self.data)?;
        let folder = DataFolder::take(place.path())?;
        let mut config = folder.config(Config::load(None)?);
        config.server.host = self.listen.ip().to_string();
        config.server.port = self.listen.port();
        "error".clone_into(&mut config.log.filter);
        telemetry::start_log(&config.log)?;
        runtime()?.block_on(async {
            let app = App::open(config).await?;
            let shown = load(&app).await?;
            let running = app.serve().await?;
            println!("{}", story(&best_match(&app, &shown).await?));
            addresses(running.address(), &shown);
            announce(&running)?;
            until_stopped(app, running).await
        })
    }
}

/// Finds out before anything is loaded whether the port is free.
fn refuse_taken_port(address: SocketAddr) -> anyhow::Result<()> {
    match TcpListener::bind(address) {
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {} is taken by another program; choose another one: foothold demo --listen {}:{}",
            address.port(),
            address.ip(),
            address.port().wrapping_add(1)
        ),
        outcome => outcome
            .map(drop)
            .with_context(|| format!("cannot listen on {address}")),
    }
}

/// Keeps the data set and returns the id of the jobseeker whose list is shown.
async fn load(app: &App) -> anyhow::Result<String> {
    let today = Zoned::now().date();
    let everybody = OrganisationId::default_organisation();
    let services = app.services();
    let (vacancies, jobseekers) = (demo::vacancies(today)?, demo::jobseekers(today)?);
    eprintln!(
        "loading {} invented vacancies and {} invented jobseekers …",
        vacancies.len(),
        jobseekers.len()
    );
    import(app, &vacancies).await?;
    let mut shown = None;
    for jobseeker in jobseekers {
        let reference = text(&jobseeker["reference"]);
        let key = SourceKey {
            source: SOURCE.to_owned(),
            external_id: reference.clone(),
        };
        let terms = WriteTerms::default();
        let kept = services
            .jobseekers
            .put_by_source(&everybody, key, jobseeker, terms);
        let kept = kept.await.map_err(explained).with_context(|| reference.clone())?;
        if reference == SHOWN {
            shown = Some(kept.id);
        }
    }
    if !app.caught_up(Duration::from_mins(2)).await {
        bail!("the index does not catch up");
    }
    shown.with_context(|| format!("the data set has no jobseeker {SHOWN}"))
}

async fn import(app: &App, vacancies: &[Value]) -> anyhow::Result<()> {
    let mut lines = Vec::new();
    for vacancy in vacancies {
        serde_json::to_writer(&mut lines, vacancy)?;
        lines.push(b'\n');
    }
    let everybody = OrganisationId::default_organisation();
    let (source, terms) = (Box::new(Cursor::new(lines)), ImportTerms::default());
    let imports = &app.services().imports;
    let mut news = imports.start(everybody, ImportFormat::Ndjson, source, terms);
    while let Some(told) = news.recv().await {
        if let ImportNews::Records(results) = told
            && let Some(refused) = results.iter().find(|result| result.result.is_none())
        {
            bail!("the data set is refused: {}", serde_json::to_string(refused)?);
        }
    }
    Ok(())
}

async fn best_match(app: &App, jobseeker: &str) -> anyhow::Result<Value> {
    let everybody = OrganisationId::default_organisation();
    let body = json!({"jobseeker_id": jobseeker, "limit": 1});
    let matches = &app.services().matches;
    let reply = matches.matches(&everybody, &body, Language::Danish, Timestamp::now());
    let mut reply: Value = serde_json::from_slice(&reply.await.map_err(explained)?)?;
    Ok(reply["matches"][0].take())
}

fn addresses(address: SocketAddr, jobseeker: &str) {
    println!(
        "The list of that jobseeker:\n  \
         curl -s http://{address}/v1/matches -H 'Content-Type: application/json' \\\n    \
         -d '{{\"jobseeker_id\": \"{jobseeker}\", \"limit\": 5}}'\n\
         Vacancies with a word:\n  \
         curl -s http://{address}/v1/vacancies/search -H 'Content-Type: application/json' -d '{{\"text\": \"lager\"}}'\n\
         Open in a browser:\n  \
         http://{address}/docs/           the interface, to read and to try\n  \
         http://{address}/openapi.json    the contract\n  \
         http://{address}/healthz         whether it lives\n\
         Stop with Ctrl-C.\n"
    );
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Where the demo keeps its files; a temporary folder goes when the demo ends.
enum Place {
    Given(PathBuf),
    Temporary(PathBuf),
}

impl Place {
    fn of(data: Option<PathBuf>) -> anyhow::Result<Self> {
        if let Some(path) = data {
            return Ok(Self::Given(path));
        }
        let path = std::env::temp_dir().join(format!("foothold-demo-{}", std::process::id()));
        std::fs::create_dir(&path).with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Self::Temporary(path))
    }

    fn path(&self) -> &Path {
        match self {
            Self::Given(path) | Self::Temporary(path) => path,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Self::Temporary(path) = self
            && let Err(error) = std::fs::remove_dir_all(&*path)
        {
            eprintln!("foothold: {} is left behind: {error}", path.display());
        }
    }
}
