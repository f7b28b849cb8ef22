//! The Odense data set: invented employers, vacancies and jobseekers, built into the program. Its
//! dates are offsets from the day it is loaded on, so that it never grows old.

mod offsets;

use jiff::civil::Date;
pub use offsets::resolve_offsets;
use rust_embed::RustEmbed;
use serde_json::Value;

#[derive(RustEmbed)]
#[folder = "fixtures/odense"]
#[include = "*.ndjson"]
struct Files;

/// Why the data set cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A file is missing.
    #[error("the data set has no file {0}")]
    Missing(&'static str),
    /// A line is not JSON.
    #[error("{file}, line {line}: {source}")]
    Malformed {
        /// The file.
        file: &'static str,
        /// Number of the line, from 1.
        line: usize,
        /// Why.
        source: serde_json::Error,
    },
}

/// The vacancies, as a client would send them on this day.
///
/// # Errors
/// When the data set was built in broken.
pub fn vacancies(as_of: Date) -> Result<Vec<Value>, DemoError> {
    records("vacancies.ndjson", as_of)
}

/// The jobseekers, as a client would send them on this day.
///
/// # Errors
/// When the data set was built in broken.
pub fn jobseekers(as_of: Date) -> Result<Vec<Value>, DemoError> {
    records("jobseekers.ndjson", as_of)
}

fn records(file: &'static str, as_of: Date) -> Result<Vec<Value>, DemoError> {
    let bytes = Files::get(file).ok_or(DemoError::Missing(file))?.data;
    let lines = bytes.split(|&byte| byte == b'\n').enumerate();
    lines
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .map(|(index, line)| {
            let line_number = index + 1;
            let mut record = serde_json::from_slice(line).map_err(|source| DemoError::Malformed {
                file,
                line: line_number,
                source,
            })?;
            resolve_offsets(&mut record, as_of);
            Ok(record)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_set_is_whole_and_dated() {
        let today = jiff::civil::date(2026, 11, 24);
        let (vacancies, jobseekers) = (vacancies(today).unwrap(), jobseekers(today).unwrap());
        assert!(vacancies.len() >= 250, "{}", vacancies.len());
        assert!(jobseekers.len() >= 80, "{}", jobseekers.len());
        let can_be_applied_for = |vacancy: &&Value| {
            let apply_by: Date = vacancy["apply_by"].as_str().unwrap().parse().unwrap();
            vacancy["status"] == "open" && apply_by >= today
        };
        // A few are closed on purpose.
        assert!(vacancies.iter().filter(can_be_applied_for).count() >= 240);
    }
}
