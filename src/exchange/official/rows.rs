//! Rows of an official CSV file, whose columns are taken by name.

use super::Problems;
use csv::{ReaderBuilder, StringRecord};

/// What a file must have as columns, and what it may have.
pub(crate) struct Columns<'a> {
    pub(crate) needed: &'a [&'static str],
    pub(crate) welcome: &'a [&'static str],
    /// What a file without a needed column most likely is.
    pub(crate) hint: &'a str,
}

/// A row: its cells in the order of [`Columns`], absent ones empty.
pub(crate) struct Row<'r> {
    pub(crate) line: u64,
    record: &'r StringRecord,
    places: &'r [Option<usize>],
}

impl Row<'_> {
    /// The cell of the column with this number, needed ones first.
    pub(crate) fn cell(&self, column: usize) -> &str {
        let place = self.places.get(column).copied().flatten();
        place
            .and_then(|place| self.record.get(place))
            .unwrap_or_default()
            .trim()
    }
}

/// Hands every row of `text` to `each`; columns come in any order and unknown ones do not matter.
/// A missing column is named and no row is read.
pub(crate) fn each_row(
    file: &str,
    text: &str,
    delimiter: u8,
    columns: &Columns<'_>,
    problems: &mut Problems,
    mut each: impl FnMut(&Row<'_>, &mut Problems),
) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => return problems.add(file, 1, "", format!("the header cannot be read: {error}")),
    };
    let place_of = |column: &&str| header.iter().position(|name| name.trim() == *column);
    let places: Vec<Option<usize>> = columns
        .needed
        .iter()
        .chain(columns.welcome)
        .map(place_of)
        .collect();
    let mut complete = true;
    for (column, place) in columns.needed.iter().zip(&places) {
        if place.is_none() {
            let found: Vec<&str> = header.iter().take(12).collect();
            let message = format!("missing; the file has {}. {}", found.join(", "), columns.hint);
            problems.add(file, 1, column, message.trim_end());
            complete = false;
        }
    }
    if !complete {
        return;
    }
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {
                let line = record.position().map_or(0, csv::Position::line);
                let row = Row {
                    line,
                    record: &record,
                    places: &places,
                };
                each(&row, problems);
            }
            Ok(false) => return,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                return problems.add(file, line, "", broken(&error));
            }
        }
    }
}

fn broken(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("{len} cells, but the header has {expected_len}"),
        _ => error.to_string(),
    }
}

/// The labels of a cell: one a line in the official files, parted by ` | ` in some derived ones.
pub(crate) fn labels(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('\n')
        .flat_map(|line| line.split(" | "))
        .map(str::trim)
        .filter(|label| !label.is_empty())
}
