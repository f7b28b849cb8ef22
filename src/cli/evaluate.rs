//! `foothold evaluate`: how good the reference tables are, measured on public data.

use anyhow::Context;
use clap::{Args, Subcommand};
use foothold::app::{Tables, read_knowledge};
use foothold::evaluate::report::Report;
use foothold::matching::knowledge::Knowledge;
use std::path::PathBuf;
use std::process::ExitCode;

/// Measure the reference tables on public data: titles, skills, transitions, places, travel
///
/// Prints each figure with how it was computed. Data that is not there is named, and its figures are left out.
#[derive(Debug, Args)]
pub struct Evaluate {
    #[command(subcommand)]
    subject: Subject,
    /// Folder with tables that replace the built-in ones, as the setting `index.tables`
    #[arg(long, global = true, value_name = "DIR", env = "FOOTHOLD_INDEX__TABLES")]
    tables: Option<PathBuf>,
    /// Folder with the public data sets
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "FOOTHOLD_DATA",
        default_value = "../shared/data"
    )]
    data: PathBuf,
    /// Print the report as JSON
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Subject {
    /// Skills: counts, finding them in text, nearness and relations against ESCO
    Skills,
}

impl Evaluate {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let tables = Tables::load(self.tables.as_deref())?;
        let knowledge = read_knowledge(&tables)?;
        let report = self.report(&tables, &knowledge)?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&report)?);
        } else {
            print!("{}", report.to_text());
        }
        Ok(ExitCode::SUCCESS)
    }

    fn report(&self, tables: &Tables, knowledge: &Knowledge) -> anyhow::Result<Report> {
        match self.subject {
            Subject::Skills => super::evaluate_skills::report(tables, knowledge, &self.data),
        }
    }

    /// The text of a file of a data set.
    fn _text(&self, set: &str, file: &str) -> anyhow::Result<String> {
        let path = self.data.join(set).join(file);
        std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    }
}
