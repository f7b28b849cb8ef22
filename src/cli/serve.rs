//! `foothold serve`: the service.

use super::data_folder::DataFolder;
use super::runtime::{runtime, stopped};
use clap::Args;
use foothold::app::{App, Running};
use foothold::config::Config;
use foothold::telemetry;
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// Answer the HTTP API until it is stopped (Ctrl-C or SIGTERM)
#[derive(Debug, Args)]
pub struct Serve {
    /// Address and port to listen on; port 0 takes any free one
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// Folder for store and index
    #[arg(long, env = "FOOTHOLD_DATA_FOLDER", default_value = "data")]
    data: PathBuf,
    /// Settings; `foothold config` prints every one of them
    #[arg(long, env = "FOOTHOLD_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Serve {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let folder = DataFolder::take(&self.data)?;
        let mut config = folder.config(Config::load(self.config.as_deref())?);
        if let Some(address) = self.listen {
            config.server.host = address.ip().to_string();
            config.server.port = address.port();
        }
        telemetry::start_log(&config.log)?;
        runtime()?.block_on(async {
            let app = App::open(config).await?;
            let running = app.serve().await?;
            announce(&running)?;
            until_stopped(app, running).await
        })
    }
}

/// Says on standard output where the service answers, once it does.
pub fn announce(running: &Running) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "foothold answers on http://{}", running.address())?;
    out.flush()
}

/// Lets the service run until a signal asks it to stop, then stops it in good order.
pub async fn until_stopped(app: App, mut running: Running) -> anyhow::Result<ExitCode> {
    let ahead = app.make_ahead();
    tokio::select! {
        outcome = running.finished() => outcome?,
        () = stopped() => {}
    }
    drop(ahead);
    running.stop().await;
    app.shutdown().await;
    Ok(ExitCode::SUCCESS)
}
