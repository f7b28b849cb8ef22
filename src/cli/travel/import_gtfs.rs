//! `foothold travel import-gtfs`: minutes by public transport from a timetable.

use super::feed_files;
use super::minutes_file::TablesFolder;
use clap::Args;
use foothold::travel::Imported;
use foothold::travel::gtfs::{self, Feed, Limits, Week};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// Compute the minutes by public transport from a GTFS timetable
///
/// Reads the feed, takes a typical week, and writes `places/transit.bin` into the folder of tables, which
/// the service then uses instead of the built-in lines. A fault in the feed is named with file and line, and nothing is written.
#[derive(Debug, Args)]
pub struct ImportGtfs {
    /// The feed, a ZIP file or a folder
    #[arg(value_name = "ZIP")]
    feed: PathBuf,
    /// Folder of tables, as the setting `index.tables`
    #[arg(long, value_name = "DIR", env = "FOOTHOLD_INDEX__TABLES")]
    out: PathBuf,
    /// A day of the week to take [default: of the week with the most trips]
    #[arg(long, value_name = "YYYY-MM-DD")]
    week: Option<Date>,
    /// Licence of the feed, kept with the minutes
    #[arg(long)]
    licence: Option<String>,
}

impl ImportGtfs {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let began = Instant::now();
        let folder = TablesFolder::open(&self.out)?;
        let (places, network) = (folder.places()?, folder.network()?);
        let feed = {
            let mut files = feed_files::open(&self.feed)?;
            Feed::read(files.as_mut(), &Limits::default())?
        };
        let week = feed.week(self.week.map(Week::of))?;
        let size = feed.size();
        println!(
            "{} stops, {} trips, {} stop times read in {:.1} s; the week from {} stands for all",
            size.stops,
            size.trips,
            size.calls,
            began.elapsed().as_secs_f64(),
            week.monday()
        );
        let bar = ProgressBar::new(places.zone_count() as u64);
        bar.set_style(ProgressStyle::with_template(
            "{bar:40} {pos}/{len} zones, {elapsed}",
        )?);
        let progress = |done: usize, _| bar.set_position(done as u64);
        let mut imported = gtfs::build(&places, &network, &feed, week, &progress)?;
        bar.finish_and_clear();
        imported.source.licence = self.licence;
        report(&imported, places.zone_count());
        folder.write("places/transit.bin", &imported)?;
        println!("done in {:.1} s", began.elapsed().as_secs_f64());
        Ok(ExitCode::SUCCESS)
    }
}

/// How many pairs of zones are connected in each band.
fn report(imported: &Imported, zones: usize) {
    let pairs = (zones * zones.saturating_sub(1)).max(1);
    for table in imported.tables() {
        let connected = table
            .cells
            .iter()
            .enumerate()
            .filter(|(at, minutes)| **minutes < Imported::NOT_ASKED && at / zones != at % zones)
            .count();
        let bands: Vec<&str> = table.bands.iter().map(|band| band.code()).collect();
        println!(
            "{} {}: {:.1} % of the pairs of places are connected",
            table.mode,
            bands.join(", "),
            connected as f64 * 100.0 / pairs as f64
        );
    }
}
