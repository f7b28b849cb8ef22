//! `foothold travel`: minutes from a timetable or a routing service, as a file of the tables.

mod feed_files;
mod import_gtfs;
mod import_valhalla;
mod minutes_file;
mod valhalla_client;

use clap::{Args, Subcommand};
use std::process::ExitCode;

/// Import travel times: public transport from a timetable, roads from a routing service
#[derive(Debug, Args)]
pub struct Travel {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    ImportGtfs(import_gtfs::ImportGtfs),
    ImportValhalla(import_valhalla::ImportValhalla),
}

impl Travel {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::ImportGtfs(command) => command.run(),
            Command::ImportValhalla(command) => command.run(),
        }
    }
}
