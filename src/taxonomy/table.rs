//! Reads tab-separated tables and names file and line of everything that is wrong in them.

use std::fmt;

/// How many problems the message of an error spells out; the rest is only counted.
const PROBLEMS_SHOWN: usize = 20;

/// One thing that is wrong in one line of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableProblem {
    /// Name of the file, for instance `skills.tsv`.
    pub file: &'static str,
    /// Line number from 1; 0 when the file as a whole is meant.
    pub line: usize,
    /// What is wrong, naming the value.
    pub message: String,
}

impl fmt::Display for TableProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// Why the tables were refused: every problem found, in the order of the files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct TaxonomyError {
    /// Never empty.
    pub problems: Vec<TableProblem>,
}

impl fmt::Display for TaxonomyError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the taxonomy has {} problem(s)", self.problems.len())?;
        for problem in self.problems.iter().take(PROBLEMS_SHOWN) {
            write!(out, "\n  {problem}")?;
        }
        if self.problems.len() > PROBLEMS_SHOWN {
            write!(out, "\n  …")?;
        }
        Ok(())
    }
}

impl TaxonomyError {
    /// One problem of a file as a whole.
    pub(crate) fn of_file(file: &'static str, message: &str) -> Self {
        let mut problems = Problems::default();
        problems.add(file, 0, message);
        Self { problems: problems.0 }
    }
}

/// Collects problems, so that whoever edits the tables sees all of them at once.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<TableProblem>);

impl Problems {
    pub(crate) fn add(&mut self, file: &'static str, line: usize, message: impl Into<String>) {
        self.0.push(TableProblem {
            file,
            line,
            message: message.into(),
        });
    }

    pub(crate) fn append(&mut self, more: Self) {
        self.0.extend(more.0);
    }

    pub(crate) fn into_result(self) -> Result<(), TaxonomyError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(TaxonomyError { problems: self.0 })
        }
    }
}

/// One row with its cells in the order the reader asked for.
#[derive(Debug)]
pub(crate) struct Row<'a, const N: usize> {
    pub(crate) line: usize,
    pub(crate) cells: [&'a str; N],
}

/// A table of `N` known columns.
#[derive(Debug)]
pub(crate) struct Table<'a, const N: usize> {
    pub(crate) file: &'static str,
    pub(crate) rows: Vec<Row<'a, N>>,
}

impl<'a, const N: usize> Table<'a, N> {
    /// Reads `text`: notes (`#`) on top, one header line, then rows. Columns may come in any
    /// order; a missing or unknown one is named and leaves the table empty.
    pub(crate) fn read(
        file: &'static str,
        text: &'a str,
        columns: [&str; N],
        problems: &mut Problems,
    ) -> Self {
        let mut table = Self {
            file,
            rows: Vec::new(),
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = (1..)
            .zip(text.lines())
            .skip_while(|(_, line)| line.starts_with('#'));
        let Some((header_line, header)) = lines.next() else {
            problems.add(file, 0, "the header line is missing");
            return table;
        };
        let header: Vec<&str> = header.split('\t').map(str::trim).collect();
        let Some(places) = column_places(file, header_line, &header, columns, problems) else {
            return table;
        };
        for (line, content) in lines.filter(|(_, content)| !content.trim().is_empty()) {
            let cells: Vec<&str> = content.split('\t').map(str::trim).collect();
            if cells.len() == header.len() {
                table.rows.push(Row {
                    line,
                    cells: places.map(|place| cells[place]),
                });
            } else {
                let message = format!("{} cells, expected {}", cells.len(), header.len());
                problems.add(file, line, message);
            }
        }
        table
    }
}

/// Where each wanted column stands in the header, or `None` after naming what is wrong.
fn column_places<const N: usize>(
    file: &'static str,
    line: usize,
    header: &[&str],
    columns: [&str; N],
    problems: &mut Problems,
) -> Option<[usize; N]> {
    let mut sound = true;
    for name in header.iter().filter(|name| !columns.contains(name)) {
        problems.add(file, line, format!("unknown column `{name}`"));
        sound = false;
    }
    let places = columns.map(|column| {
        let place = header.iter().position(|name| *name == column);
        if place.is_none() {
            problems.add(file, line, format!("missing column `{column}`"));
            sound = false;
        }
        place.unwrap_or_default()
    });
    sound.then_some(places)
}

/// The entries of a cell that holds a list; blanks around them and empty ones do not count.
pub(crate) fn entries(cell: &str, separator: char) -> impl Iterator<Item = &str> {
    cell.split(separator)
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Table<'_, 2>, Vec<String>) {
        let mut problems = Problems::default();
        let table = Table::read("x.tsv", text, ["code", "name"], &mut problems);
        (table, problems.0.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn columns_come_in_any_order_after_the_notes() {
        let (table, problems) = read("# source\n# licence\nname\tcode\r\nen\t1\r\nto\t\n\n");
        assert!(problems.is_empty());
        let cells: Vec<_> = table.rows.iter().map(|row| (row.line, row.cells)).collect();
        assert_eq!(cells, [(4, ["1", "en"]), (5, ["", "to"])]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        assert_eq!(read("").1, ["x.tsv:0: the header line is missing"]);
        assert_eq!(
            read("# n\ncode\tnavn\n1\t2\n").1,
            ["x.tsv:2: unknown column `navn`", "x.tsv:2: missing column `name`"]
        );
        assert_eq!(read("code\tname\n1\n").1, ["x.tsv:2: 1 cells, expected 2"]);
    }
}
