//! `foothold taxonomy import-balance` and `import-outlook`: published figures into tables.

use super::replace;
use clap::Args;
use foothold::app::{Tables, read_knowledge};
use foothold::exchange::labour_market::{Subject, read_labour_market};
use std::path::PathBuf;
use std::process::ExitCode;

/// Make a table of a CSV with the columns area, occupation, balance (or outlook) and `half_year`
///
/// Commas or semicolons; areas by name; occupations as code or title; words in Danish or English. When anything is
/// wrong, every fault is named with its line, nothing is written, and the table in force stays.
#[derive(Debug, Args)]
pub(super) struct LabourMarket {
    /// The file
    file: PathBuf,
    /// Folder of tables to write into, made if missing
    #[arg(long, value_name = "DIR", env = "FOOTHOLD_INDEX__TABLES")]
    out: PathBuf,
}

impl LabourMarket {
    pub(super) fn run(self, subject: Subject) -> anyhow::Result<ExitCode> {
        let in_force = Some(self.out.as_path()).filter(|folder| folder.is_dir());
        let knowledge = read_knowledge(&Tables::load(in_force)?)?;
        let table = read_labour_market(&self.file, subject, &knowledge.taxonomy)?;
        let path = self.out.join(subject.table());
        replace(&path, table.text.as_bytes())?;
        let half_years: Vec<String> = table.half_years.iter().map(ToString::to_string).collect();
        println!(
            "{}: {} rows of {} read, for {}; restart the service to use it",
            path.display(),
            table.rows,
            table.read,
            half_years.join(" and ")
        );
        Ok(ExitCode::SUCCESS)
    }
}
