//! The program `foothold`: reads the command line and hands over to the library.

mod cli;

use clap::Parser;
use std::process::ExitCode;

/// Many small answers are made and dropped at once, which this allocator does with fewer page
/// faults than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::Cli::parse().run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("foothold: {error:#}");
            ExitCode::FAILURE
        }
    }
}
