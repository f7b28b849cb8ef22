//! `foothold travel import-valhalla`: minutes by road from a routing service.

use super::minutes_file::TablesFolder;
use super::valhalla_client::{Outcome, Server};
use crate::cli::runtime::runtime;
use anyhow::bail;
use clap::Args;
use clap::builder::PossibleValuesParser;
use foothold::travel::valhalla::{Answer, Collected, Costing, Question, questions};
use foothold::travel::{Imported, ImportedTable, Places, Provider, Source};
use futures_util::StreamExt;
use futures_util::stream;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Questions that are under way at a time.
const AT_ONCE: usize = 2;

/// Fetch the minutes by car, bicycle and on foot from a Valhalla server
///
/// Asks its matrix API once for all pairs of places and writes `places/roads.bin` into the folder of tables, which the
/// service then uses instead of the built-in roads. The service itself never asks the server. Mopeds, and hours in which
/// ferries do not sail, keep the built-in minutes.
#[derive(Debug, Args)]
pub struct ImportValhalla {
    /// Address of the server, for instance `http://127.0.0.1:8002`
    url: String,
    /// Folder of tables, as the setting `index.tables`
    #[arg(long, value_name = "DIR", env = "FOOTHOLD_INDEX__TABLES")]
    out: PathBuf,
    /// Means of transport to ask for
    #[arg(long, value_delimiter = ',', default_value = "car,bicycle,walk",
          value_parser = PossibleValuesParser::new(Costing::CODES))]
    modes: Vec<String>,
    /// Seconds to wait for one answer
    #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// Licence of the map behind the server, kept with the minutes
    #[arg(long)]
    licence: Option<String>,
}

impl ImportValhalla {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let began = Instant::now();
        let folder = TablesFolder::open(&self.out)?;
        let places = folder.places()?;
        let server = Server::new(&self.url, Duration::from_secs(self.timeout))?;
        let imported = runtime()?.block_on(self.fetch(&server, &places))?;
        folder.write("places/roads.bin", &imported)?;
        println!("done in {:.1} s", began.elapsed().as_secs_f64());
        Ok(ExitCode::SUCCESS)
    }

    async fn fetch(&self, server: &Server, places: &Places) -> anyhow::Result<Imported> {
        let source = Source {
            publisher: None,
            version: server.version().await?,
            week: None,
            licence: self.licence.clone(),
        };
        let mut costings: Vec<Costing> = self
            .modes
            .iter()
            .filter_map(|mode| Costing::from_code(mode))
            .collect();
        costings.sort_unstable();
        costings.dedup();
        let mut tables = Vec::new();
        for costing in costings {
            tables.push(table(server, costing, places).await?);
        }
        Ok(Imported::new(Provider::Valhalla, source, places, tables))
    }
}

/// The minutes of one means; when a place turns out to have no road, all are looked at and those are left out.
async fn table(server: &Server, costing: Costing, places: &Places) -> anyhow::Result<ImportedTable> {
    let all = questions(places, costing, &[]);
    if let Some(table) = ask_all(server, costing, places, all, false).await? {
        return Ok(table);
    }
    let mut left_out = Vec::with_capacity(places.zone_count());
    for zone in 0..places.zone_count() {
        let outcome = server.ask(&Question::about(zone), costing, places).await?;
        left_out.push(matches!(outcome, Outcome::WithoutRoad));
    }
    let without = left_out.iter().filter(|&&out| out).count();
    if without == left_out.len() {
        bail!("the server knows no road near any of the places");
    }
    println!(
        "{costing}: the server knows no road near {without} of {} places; they keep the built-in minutes",
        left_out.len()
    );
    let known = questions(places, costing, &left_out);
    match ask_all(server, costing, places, known, true).await? {
        Some(table) => Ok(table),
        None => bail!("the server knows a road near a place and then does not"),
    }
}

/// Asks everything. Where no road leads from some places to others, nothing is told, or, to `split`, the question is
/// halved until the pairs without a road stand alone.
async fn ask_all(
    server: &Server,
    costing: Costing,
    places: &Places,
    all: Vec<Question>,
    split: bool,
) -> anyhow::Result<Option<ImportedTable>> {
    let bar = ProgressBar::new(all.len() as u64);
    bar.set_style(ProgressStyle::with_template(
        "{msg} {bar:40} {pos}/{len} questions, {elapsed}",
    )?);
    bar.set_message(costing.code());
    let mut collected = Collected::new(costing, places);
    let ask = |question| ask_one(server, costing, places, question, split);
    let mut answers = std::pin::pin!(stream::iter(all).map(ask).buffer_unordered(AT_ONCE));
    while let Some(answered) = answers.next().await {
        let Some(answered) = answered? else {
            bar.finish_and_clear();
            return Ok(None);
        };
        for (question, answer) in answered {
            collected.add(&question, &answer);
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(Some(collected.into_table()))
}

/// The answer to a question or to its parts.
async fn ask_one(
    server: &Server,
    costing: Costing,
    places: &Places,
    question: Question,
    split: bool,
) -> anyhow::Result<Option<Vec<(Question, Answer)>>> {
    let mut left = vec![question];
    let mut answered = Vec::new();
    while let Some(question) = left.pop() {
        match server.ask(&question, costing, places).await? {
            Outcome::Answered(answer) => answered.push((question, answer)),
            Outcome::WithoutRoad if !split => return Ok(None),
            Outcome::WithoutRoad => match question.halves() {
                Some(halves) => left.extend(halves),
                None => answered.push((question, Answer(vec![None]))),
            },
        }
    }
    Ok(Some(answered))
}
