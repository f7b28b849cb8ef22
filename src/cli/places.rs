//! `foothold places`: the table of postcodes and the public address service.

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use foothold::app::Tables;
use foothold::travel::{Places, PlacesFiles, PlacesUpdate, UpdateRules, update_postcodes};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Largest answer that is read, in bytes.
const MOST_BYTES: usize = 64 << 20;
/// How long the service may take in all.
const TIMEOUT: Duration = Duration::from_mins(1);
/// The table below the folder of tables.
const TABLE: &str = "places/postcodes.tsv";

/// Keep the table of postcodes up to date
#[derive(Debug, Args)]
pub struct PlacesCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Update(Update),
}

/// Bring the postcodes up to date with the public address service
///
/// Reads its answer on postcodes (JSON, as `https://api.dataforsyningen.dk/postnumre` gives it) from a file
/// or an address, and writes places/postcodes.tsv into a folder of tables. Nothing is written when anything
/// in the answer is wrong.
#[derive(Debug, Args)]
struct Update {
    /// File, or address that begins with http:// or https://
    #[arg(value_name = "FILE|URL")]
    answer: String,
    /// Folder of tables that is read and written, as the setting `index.tables`
    #[arg(long, value_name = "DIR", env = "FOOTHOLD_INDEX__TABLES")]
    out: PathBuf,
    /// Move a point when the service's lies farther off than so many kilometres
    #[arg(long, value_name = "KM", default_value_t = 5.0)]
    moved_km: f64,
    /// Drop postcodes that the answer does not hold, instead of only naming them
    #[arg(long)]
    drop_vanished: bool,
    /// Print what would change and write nothing
    #[arg(long)]
    dry_run: bool,
}

impl PlacesCommand {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::Update(update) => update.run(),
        }
    }
}

impl Update {
    fn run(self) -> anyhow::Result<ExitCode> {
        if !(self.moved_km.is_finite() && self.moved_km >= 0.0) {
            bail!("--moved-km must be a number of 0 or more");
        }
        let answer = if self.answer.starts_with("http://") || self.answer.starts_with("https://") {
            super::runtime::runtime()?.block_on(fetch(&self.answer))?
        } else {
            read(Path::new(&self.answer))?
        };
        let folder = Some(self.out.as_path()).filter(|folder| folder.is_dir());
        let tables = Tables::load(folder)?;
        let places = parse(&tables, tables.text(TABLE)?)?;
        let rules = UpdateRules {
            moved_km: self.moved_km,
            drop_vanished: self.drop_vanished,
        };
        let update = update_postcodes(&places, tables.text(TABLE)?, &answer, rules)?;
        parse(&tables, &update.text).context("the table that the answer leads to cannot be used")?;
        self.tell(&update);
        if self.dry_run {
            println!("Nothing was written (--dry-run)");
        } else {
            let path = self.out.join(TABLE);
            write_whole(&path, &update.text)?;
            println!("Written: {}", path.display());
        }
        Ok(ExitCode::SUCCESS)
    }

    fn tell(&self, update: &PlacesUpdate) {
        println!(
            "{} postcodes received, {} changes",
            update.received,
            update.changes.len()
        );
        for change in &update.changes {
            println!("  {change}");
        }
        if !update.vanished.is_empty() && !self.drop_vanished {
            let codes: Vec<String> = update.vanished.iter().map(ToString::to_string).collect();
            println!(
                "{} postcodes are not in the answer and are kept (--drop-vanished drops them): {}",
                codes.len(),
                codes.join(" ")
            );
        }
    }
}

fn parse(tables: &Tables, postcodes: &str) -> anyhow::Result<Places> {
    Ok(Places::parse(&PlacesFiles {
        land_masses: tables.text("places/land_masses.tsv")?,
        postcodes,
        places: tables.text("places/places.tsv")?,
    })?)
}

fn read(path: &Path) -> anyhow::Result<String> {
    let name = || format!("cannot read {}", path.display());
    let bytes = std::fs::metadata(path).with_context(name)?.len();
    if bytes > MOST_BYTES as u64 {
        bail!("{}: {bytes} bytes, at most {MOST_BYTES} are read", path.display());
    }
    std::fs::read_to_string(path).with_context(name)
}

/// Reads an answer from the address itself: a redirect could lead anywhere and is not followed.
async fn fetch(address: &str) -> anyhow::Result<String> {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(TIMEOUT)
        .build()?;
    let mut response = client
        .get(address)
        .send()
        .await
        .with_context(|| format!("{address} cannot be reached"))?;
    let status = response.status();
    if status.is_redirection() {
        let location = response.headers().get(reqwest::header::LOCATION);
        let to = location.and_then(|to| to.to_str().ok()).unwrap_or("elsewhere");
        bail!("{address} leads to {to}; redirects are not followed, give that address itself");
    }
    if status != reqwest::StatusCode::OK {
        bail!("{address} answered {status}, wanted is 200");
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .with_context(|| format!("{address} broke off"))?
    {
        if bytes.len() + chunk.len() > MOST_BYTES {
            bail!("{address}: more than {MOST_BYTES} bytes");
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).with_context(|| format!("{address}: the answer is not UTF-8"))
}

/// Writes beside the file and renames, so that nobody ever reads half a table.
fn write_whole(path: &Path, text: &str) -> anyhow::Result<()> {
    let name = || format!("cannot write {}", path.display());
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).with_context(name)?;
    let beside = path.with_extension(format!("tsv.{}", std::process::id()));
    let written = std::fs::File::create(&beside)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        // What is left of a failed attempt helps nobody; the error tells why it failed.
        let _ = std::fs::remove_file(&beside);
    }
    written.with_context(name)
}

#[cfg(test)]
mod tests;
