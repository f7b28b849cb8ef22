//! `foothold evaluate`: how good the reference tables are, measured on public data.

use anyhow::Context;
use clap::{Args, Subcommand};
use foothold::app::{Tables, read_knowledge, read_travel};
use foothold::evaluate::places::PlacesData;
use foothold::evaluate::{self, report::Report};
use foothold::matching::knowledge::Knowledge;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

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
    /// Postcodes: completeness, coordinates, municipalities, land masses
    Places,
    /// Travel times: the network against known times, and what building it takes
    Travel,
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
            Subject::Places => self.places(knowledge),
            Subject::Travel => travel(tables, knowledge),
        }
    }

    fn places(&self, knowledge: &Knowledge) -> anyhow::Result<Report> {
        let geonames = self.text("dk-postcodes-geonames", "zipcodes.dk.csv")?;
        let official_list = self.text("dk-postcodes-kommune", "postals.csv")?;
        let regions = self.text("dk-kommuner-regions", "kommunerne.csv")?;
        let postcodes = self.text("dk-dagi-boundaries", "postnumre.topojson")?;
        let municipalities = self.text("dk-dagi-boundaries", "kommuner.topojson")?;
        let data = PlacesData {
            geonames: geonames.as_deref(),
            official_list: official_list.as_deref(),
            regions: regions.as_deref(),
            postcodes: postcodes.as_deref(),
            municipalities: municipalities.as_deref(),
        };
        Ok(evaluate::places::evaluate(&knowledge.places, &data)?)
    }

    /// The text of a file of a data set, in UTF-8 or Latin-1; nothing where the file is not there.
    fn text(&self, set: &str, file: &str) -> anyhow::Result<Option<String>> {
        let path = self.data.join(set).join(file);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(String::from_utf8(bytes).unwrap_or_else(|error| {
                error.as_bytes().iter().map(|&byte| char::from(byte)).collect()
            }))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }
}

fn travel(tables: &Tables, knowledge: &Knowledge) -> anyhow::Result<Report> {
    use evaluate::travel::{KNOWN_TIMES, evaluate};
    let mut report = evaluate(&knowledge.places, &knowledge.travel, KNOWN_TIMES)?;
    let one_core = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let mut took: Vec<u128> = Vec::new();
    for _ in 0..5 {
        let start = Instant::now();
        one_core.install(|| read_travel(tables, &knowledge.places))?;
        took.push(start.elapsed().as_millis());
    }
    took.sort_unstable();
    report.figure(
        "building all minutes",
        format!("{} ms", took[took.len() / 2]),
        "on one core, the middle one of five",
    );
    Ok(report)
}
