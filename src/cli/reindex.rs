//! `foothold reindex`: throws the index away and builds it again from the store.

use super::data_folder::DataFolder;
use super::runtime::runtime;
use anyhow::{Context, bail};
use clap::Args;
use foothold::app::App;
use foothold::config::Config;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Build the search index again from what is kept
///
/// The index holds nothing of its own, so nothing can be lost.
#[derive(Debug, Args)]
pub struct Reindex {
    /// Folder of store and index
    #[arg(long, env = "FOOTHOLD_DATA_FOLDER", default_value = "data")]
    data: PathBuf,
}

impl Reindex {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let folder = DataFolder::take(&self.data)?;
        if !folder.holds_records() {
            bail!("{} holds no store", self.data.display());
        }
        let index = folder.index();
        match std::fs::remove_dir_all(&index) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("cannot remove {}", index.display()));
            }
            _ => {}
        }
        let config = folder.config(Config::load(None)?);
        runtime()?.block_on(rebuild(config))?;
        Ok(ExitCode::SUCCESS)
    }
}

async fn rebuild(config: Config) -> anyhow::Result<()> {
    let began = Instant::now();
    let app = App::open(config).await?;
    let health = &app.services().health;
    let records = health.meta().await?.records;
    let bar = ProgressBar::new(records.vacancies + records.jobseekers);
    bar.set_style(ProgressStyle::with_template(
        "{bar:40} {pos}/{len} records, {elapsed}",
    )?);
    while !app.caught_up(Duration::from_millis(250)).await {
        let parts = health.readiness().parts;
        let slowest = parts.iter().filter_map(|part| part.filled).min();
        bar.set_position(slowest.unwrap_or(0));
    }
    bar.finish_and_clear();
    app.shutdown().await;
    println!(
        "indexed {} vacancies and {} jobseekers in {:.1} s",
        records.vacancies,
        records.jobseekers,
        began.elapsed().as_secs_f64()
    );
    Ok(())
}
