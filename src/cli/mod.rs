//! The command line, one file for each command. Exit codes: 0 done, 1 failed or something was
//! refused, 2 the command line itself is wrong.

mod config;
mod data_folder;
mod demo;
mod evaluate;
mod generate;
mod import;
mod input;
mod load;
mod match_list;
mod match_text;
mod places;
mod refusal;
mod reindex;
mod runtime;
mod serve;
mod taxonomy;
mod travel;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Matches jobseekers with vacancies and explains every score.
#[derive(Debug, Parser)]
#[command(name = "foothold", version, about, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
    Demo(demo::Demo),
    Import(import::Import),
    Match(match_list::MatchList),
    Reindex(reindex::Reindex),
    Config(config::PrintConfig),
    Generate(generate::Generate),
    Load(load::Load),
    Evaluate(evaluate::Evaluate),
    Taxonomy(taxonomy::TaxonomyTables),
    Places(places::PlacesCommand),
    Travel(travel::Travel),
}

impl Cli {
    /// Carries out the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::Serve(command) => command.run(),
            Command::Demo(command) => command.run(),
            Command::Import(command) => command.run(),
            Command::Match(command) => command.run(),
            Command::Reindex(command) => command.run(),
            Command::Config(command) => command.run(),
            Command::Generate(command) => command.run(),
            Command::Load(command) => command.run(),
            Command::Evaluate(command) => command.run(),
            Command::Taxonomy(command) => command.run(),
            Command::Places(command) => command.run(),
            Command::Travel(command) => command.run(),
        }
    }
}
