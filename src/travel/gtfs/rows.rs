//! Reads a table of a feed row by row, with the line of each.

use super::FeedFiles;
use super::error::GtfsError;
use super::feed::Limits;
use super::guard::Guard;
use csv::{ErrorKind, Reader, ReaderBuilder, StringRecord, Trim};
use serde::Deserialize;
use std::io::Read;

/// A table that is being read.
pub(super) struct Rows<'f> {
    file: &'static str,
    reader: Reader<Guard<Box<dyn Read + 'f>>>,
    headers: StringRecord,
    record: StringRecord,
    rows: u64,
    most_rows: u64,
}

impl<'f> Rows<'f> {
    /// Opens a table, if it is there, and checks that it has the columns.
    pub(super) fn open(
        files: &'f mut dyn FeedFiles,
        file: &'static str,
        columns: &[&'static str],
        limits: &Limits,
    ) -> Result<Option<Self>, GtfsError> {
        let unreadable = |source| GtfsError::Unreadable { file, source };
        let Some(source) = files.open(file).map_err(unreadable)? else {
            return Ok(None);
        };
        let mut reader = ReaderBuilder::new()
            .flexible(true)
            .trim(Trim::All)
            .from_reader(Guard::new(source, limits.bytes_per_file));
        let headers = reader
            .headers()
            .map_err(|error| fault(file, error, None))?
            .clone();
        for column in columns {
            if !headers.iter().any(|header| header == *column) {
                return Err(GtfsError::Column {
                    file,
                    column,
                    found: headers.iter().take(30).collect::<Vec<_>>().join(", "),
                });
            }
        }
        Ok(Some(Self {
            file,
            reader,
            headers,
            record: StringRecord::new(),
            rows: 0,
            most_rows: limits.rows_per_file,
        }))
    }

    /// Opens a table that every feed has.
    pub(super) fn required(
        files: &'f mut dyn FeedFiles,
        file: &'static str,
        columns: &[&'static str],
        limits: &Limits,
    ) -> Result<Self, GtfsError> {
        let found = files.names();
        Self::open(files, file, columns, limits)?.ok_or(GtfsError::Missing { file, found })
    }

    /// The next row with its line, counted from 1.
    pub(super) fn next<'r, T: Deserialize<'r>>(&'r mut self) -> Result<Option<(u64, T)>, GtfsError> {
        let file = self.file;
        let read = self.reader.read_record(&mut self.record);
        if !read.map_err(|error| fault(file, error, None))? {
            return Ok(None);
        }
        self.rows += 1;
        if self.rows > self.most_rows {
            let limit = format!("{} rows", self.most_rows);
            return Err(GtfsError::TooLarge { file, limit });
        }
        let line = self.record.position().map_or(0, csv::Position::line);
        let row = self.record.deserialize(Some(&self.headers));
        Ok(Some((
            line,
            row.map_err(|error| fault(file, error, Some((&self.headers, &self.record))))?,
        )))
    }
}

/// So much of a row is shown.
const SHOWN: usize = 160;

/// A fault of the CSV reader with file, line, and the column, or the row where the column is not known.
fn fault(file: &'static str, error: csv::Error, row: Option<(&StringRecord, &StringRecord)>) -> GtfsError {
    let line = error.position().map_or(1, csv::Position::line);
    match error.into_kind() {
        ErrorKind::Io(source) => GtfsError::Unreadable { file, source },
        ErrorKind::Deserialize { err, .. } => {
            let column = err.field().and_then(|field| row?.0.get(field as usize));
            let place = column.map_or_else(
                || {
                    let fields = row.map(|(_, record)| record.iter().collect::<Vec<_>>().join(","));
                    let shown: String = fields.unwrap_or_default().chars().take(SHOWN).collect();
                    format!("the row \"{shown}\"")
                },
                str::to_owned,
            );
            GtfsError::Row {
                file,
                line,
                problem: format!("{place}: {}", err.kind()),
            }
        }
        ErrorKind::Utf8 { err, .. } => GtfsError::Row {
            file,
            line,
            problem: format!("is not UTF-8 ({err})"),
        },
        _ => GtfsError::Row {
            file,
            line,
            problem: "cannot be read as comma-separated values".to_owned(),
        },
    }
}
