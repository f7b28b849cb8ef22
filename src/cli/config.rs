//! `foothold config`: the settings in force.

use clap::Args;
use foothold::config::{Config, DEFAULTS};
use std::path::PathBuf;
use std::process::ExitCode;

/// Print the settings in force, or every setting with its default and what it means
#[derive(Debug, Args)]
pub struct PrintConfig {
    /// Settings file
    #[arg(long, env = "FOOTHOLD_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// Print the defaults with their comments, as a file to begin with
    #[arg(long)]
    defaults: bool,
}

impl PrintConfig {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        if self.defaults {
            print!("{DEFAULTS}");
        } else {
            print!("{}", Config::load(self.config.as_deref())?.masked());
        }
        Ok(ExitCode::SUCCESS)
    }
}
