//! `foothold generate`: an invented labour market for load tests.

use anyhow::Context;
use clap::Args;
use foothold::generate::{Corpus, USUAL_DAY, write_lines};
use foothold::taxonomy::{Taxonomy, TaxonomyFiles};
use foothold::travel::{Places, embedded};
use jiff::civil::Date;
use serde_json::Value;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Write an invented labour market for load tests: vacancies.ndjson and jobseekers.ndjson
///
/// The same seed gives the same bytes on every machine, and a longer corpus begins with the shorter
/// one.
#[derive(Debug, Args)]
pub struct Generate {
    /// Number of vacancies
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(..=10_000_000))]
    vacancies: u32,
    /// Number of jobseekers
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(..=10_000_000))]
    jobseekers: u32,
    /// Seed of all chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder to write to; made when it is missing
    #[arg(long)]
    out: PathBuf,
    /// Day on which the labour market stands; deadlines lie in the eight weeks after it
    #[arg(long, value_name = "YYYY-MM-DD", default_value_t = USUAL_DAY)]
    as_of: Date,
}

impl Generate {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let tables = foothold::app::Tables::load(None)?;
        let files = TaxonomyFiles::from_names(|name| tables.find(&format!("taxonomy/{name}")))?;
        let taxonomy = Taxonomy::parse(&files)?;
        let places = Places::parse(&embedded::PLACES)?;
        let corpus = Corpus::new(&taxonomy, &places, self.seed, self.as_of);
        std::fs::create_dir_all(&self.out).with_context(|| format!("cannot make {}", self.out.display()))?;
        let file = |name: &str| self.out.join(name);
        write(&file("vacancies.ndjson"), self.vacancies, |number| {
            corpus.vacancy(number)
        })?;
        write(&file("jobseekers.ndjson"), self.jobseekers, |number| {
            corpus.jobseeker(number)
        })?;
        Ok(ExitCode::SUCCESS)
    }
}

fn write(path: &Path, count: u32, record: impl Fn(u32) -> Value) -> anyhow::Result<()> {
    let failed = || format!("cannot write {}", path.display());
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path).with_context(failed)?);
    write_lines(&mut out, count, record).with_context(failed)?;
    println!("{}: {count} records", path.display());
    Ok(())
}
