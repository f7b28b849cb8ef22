//! `foothold evaluate`: how good the reference tables are, measured on public data.

mod lists;
mod places;
mod public_data;
mod scores;
mod skills;
mod titles;
mod transitions;
mod travel;

use self::lists::ListsSubject;
use self::public_data::PublicData;
use self::transitions::TransitionsSubject;
use clap::{Args, Subcommand};
use foothold::app::{Tables, read_knowledge};
use foothold::evaluate::report::Report;
use foothold::matching::knowledge::Knowledge;
use foothold::matching::rules::Rules;
use foothold::service::rulesets::RulesetShelf;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Measure the reference tables on public data: titles, skills, transitions, places, travel; and sum up the scores
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
    /// Recognition of job titles: unit groups, ESCO labels, calibration, speed
    Titles,
    /// Skills: counts, finding them in text, nearness and relations against ESCO
    Skills,
    Transitions(TransitionsSubject),
    /// Postcodes: completeness, coordinates, municipalities, land masses
    Places,
    /// Travel times: the network against known times, and what building it takes
    Travel,
    /// Scores of an invented labour market, as one digest that every build must reproduce
    Scores,
    Lists(ListsSubject),
}

impl Evaluate {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let tables = Tables::load(self.tables.as_deref())?;
        let knowledge = Arc::new(read_knowledge(&tables)?);
        let report = self.report(&tables, &knowledge)?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&report)?);
        } else {
            print!("{}", report.to_text());
        }
        Ok(ExitCode::SUCCESS)
    }

    fn report(&self, tables: &Tables, knowledge: &Arc<Knowledge>) -> anyhow::Result<Report> {
        let data = PublicData::in_folder(&self.data);
        match &self.subject {
            Subject::Titles => titles::report(&data, tables, &knowledge.taxonomy),
            Subject::Skills => skills::report(&data, tables, knowledge),
            Subject::Transitions(subject) => subject.report(&data, tables, knowledge),
            Subject::Places => places::report(&data, knowledge),
            Subject::Travel => travel::report(tables, knowledge),
            Subject::Scores => scores::report(tables, knowledge),
            Subject::Lists(subject) => subject.report(&*newest_rules(tables, knowledge)?, knowledge),
        }
    }
}

/// The newest ruleset of the tables.
fn newest_rules(tables: &Tables, knowledge: &Knowledge) -> anyhow::Result<Arc<Rules>> {
    let files: Vec<(String, String)> = tables
        .below("rulesets/")
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
    let shelf = RulesetShelf::load(&files, knowledge)?;
    Ok(Arc::clone(shelf.newest()))
}
