//! Reads the tab separated files of `index/places`: notes, one header line, rows.

use super::error::TravelError;
use super::geometry::Point;

/// One row with where it stands, so that a fault can be named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a, const COLUMNS: usize> {
    file: &'static str,
    line: usize,
    columns: &'static [&'static str; COLUMNS],
    fields: [&'a str; COLUMNS],
}

/// Reads a whole file whose header must name exactly these columns, in this order.
pub(super) fn read<'a, const COLUMNS: usize>(
    file: &'static str,
    text: &'a str,
    columns: &'static [&'static str; COLUMNS],
) -> Result<Vec<Row<'a, COLUMNS>>, TravelError> {
    let mut lines = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    let (header_line, header) = lines.next().ok_or(TravelError::NoHeader { file })?;
    check_header(file, header_line, header, columns)?;
    lines
        .map(|(line, text)| split(file, line, text, columns))
        .collect()
}

fn check_header(file: &'static str, line: usize, header: &str, columns: &[&str]) -> Result<(), TravelError> {
    let mut named = header.split('\t');
    let unknown = |column: &str| TravelError::UnknownColumn {
        file,
        line,
        column: column.to_owned(),
        expected: columns.join(" "),
    };
    for &expected in columns {
        let column = named.next().unwrap_or_default();
        if column != expected {
            return Err(unknown(column));
        }
    }
    named.next().map_or(Ok(()), |column| Err(unknown(column)))
}

fn split<'a, const COLUMNS: usize>(
    file: &'static str,
    line: usize,
    text: &'a str,
    columns: &'static [&'static str; COLUMNS],
) -> Result<Row<'a, COLUMNS>, TravelError> {
    let mut fields = [""; COLUMNS];
    let mut found = 0;
    for field in text.split('\t') {
        if let Some(slot) = fields.get_mut(found) {
            *slot = field;
        }
        found += 1;
    }
    if found == COLUMNS {
        Ok(Row {
            file,
            line,
            columns,
            fields,
        })
    } else {
        Err(TravelError::FieldCount {
            file,
            line,
            found,
            expected: COLUMNS,
        })
    }
}

impl<'a, const COLUMNS: usize> Row<'a, COLUMNS> {
    /// The text of a column by its position.
    pub(super) fn text(&self, column: usize) -> &'a str {
        self.fields[column]
    }

    /// A fault in a column of this row.
    pub(super) fn fault(&self, column: usize, expected: impl Into<String>) -> TravelError {
        self.fault_in(column, self.fields[column], expected)
    }

    /// A fault in a part of a column's text.
    pub(super) fn fault_in(&self, column: usize, value: &str, expected: impl Into<String>) -> TravelError {
        TravelError::Value {
            file: self.file,
            line: self.line,
            column: self.columns[column],
            value: value.to_owned(),
            expected: expected.into(),
        }
    }

    /// Reads a column, or says what it should have been.
    pub(super) fn value<T>(
        &self,
        column: usize,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, TravelError> {
        parse(self.fields[column]).ok_or_else(|| self.fault(column, expected))
    }

    /// Reads a whole number.
    pub(super) fn whole(&self, column: usize) -> Result<u16, TravelError> {
        self.value(column, "a whole number below 65536", |text| text.parse().ok())
    }

    /// Reads a number that is not negative.
    pub(super) fn number(&self, column: usize) -> Result<f64, TravelError> {
        self.value(column, "a number of 0 or more", |text| {
            text.parse()
                .ok()
                .filter(|n: &f64| n.is_finite() && (0.0..=100_000.0).contains(n))
        })
    }

    /// Reads `lat,lon` pairs separated by blanks.
    pub(super) fn points(&self, column: usize) -> Result<Vec<Point>, TravelError> {
        self.fields[column]
            .split_whitespace()
            .map(|pair| {
                let (lat, lon) = pair.split_once(',').unwrap_or((pair, ""));
                Point::parse(lat, lon).ok_or_else(|| self.fault_in(column, pair, Point::EXPECTED))
            })
            .collect()
    }

    /// Reads one `lat,lon` pair.
    pub(super) fn point(&self, column: usize) -> Result<Point, TravelError> {
        match self.points(column)?.as_slice() {
            [point] => Ok(*point),
            _ => Err(self.fault(column, "one point as lat,lon")),
        }
    }

    /// Reads a comma separated list of words.
    pub(super) fn list<T>(
        &self,
        column: usize,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, TravelError> {
        self.fields[column]
            .split(',')
            .map(|word| parse(word).ok_or_else(|| self.fault_in(column, word, expected)))
            .collect()
    }
}
