//! The state of the labour market as municipalities get it in spreadsheets: balance and demand outlook by area,
//! occupation and half-year, as CSV with commas or semicolons, in Danish or English words.

use super::official::rows::{Columns, Row, each_row};
use super::official::{OfficialError, Problems, unreadable};
use crate::taxonomy::balance::Balance;
use crate::taxonomy::by_area::{AREAS, EVERYWHERE};
use crate::taxonomy::half_year::HalfYear;
use crate::taxonomy::normalise::fold;
use crate::taxonomy::outlook::{Outlook, Trend};
use crate::taxonomy::{OccupationIx, Taxonomy};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What a file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Labour-market balance.
    Balance,
    /// Outlook for demand.
    Outlook,
}

impl Subject {
    /// The table it becomes, below the folder of tables.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Balance => "taxonomy/balance.tsv",
            Self::Outlook => "taxonomy/outlook.tsv",
        }
    }

    const fn column(self) -> &'static str {
        match self {
            Self::Balance => "balance",
            Self::Outlook => "outlook",
        }
    }

    const fn expected(self) -> &'static str {
        match self {
            Self::Balance => "mangel, paradoks, gode or mindre gode",
            Self::Outlook => "stigende, stabil, faldende or a change in percent",
        }
    }

    /// The cell of the table, and its rank among the values of one unit group.
    fn value(self, text: &str) -> Option<(i32, String)> {
        match self {
            Self::Balance => balance(text).map(|found| (found as i32, found.code().to_owned())),
            Self::Outlook => outlook(text).map(|found| {
                let rank = found.change.map_or(found.trend as i32 * 1000, |tenths| -tenths);
                (rank, found.to_cell())
            }),
        }
    }
}

/// A table made from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabourMarketTable {
    /// The text of the table, with where it came from in its note.
    pub text: String,
    /// Rows of the file.
    pub read: usize,
    /// Rows of the table: titles of one unit group become one row.
    pub rows: usize,
    /// Half-years in it, ascending.
    pub half_years: Vec<HalfYear>,
}

/// Reads a file and makes the table of it. Titles that belong to one unit group are joined: the value in
/// the middle counts, of two in the middle the less good.
///
/// # Errors
/// [`OfficialError`] with every line at fault: a missing column, an unknown area, occupation, value or
/// half-year, a title twice in one area and half-year. A file with any fault is refused as a whole.
pub fn read_labour_market(
    path: &Path,
    subject: Subject,
    taxonomy: &Taxonomy,
) -> Result<LabourMarketTable, OfficialError> {
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, error))?;
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned());
    from_text(&file.unwrap_or_default(), &text, subject, taxonomy)
}

/// As [`read_labour_market`], with the text of the file.
///
/// # Errors
/// As [`read_labour_market`].
pub fn from_text(
    file: &str,
    text: &str,
    subject: Subject,
    taxonomy: &Taxonomy,
) -> Result<LabourMarketTable, OfficialError> {
    let mut problems = Problems::default();
    let mut entries = Entries::default();
    let columns = Columns {
        needed: &["area", "occupation", subject.column(), "half_year"],
        welcome: &[],
        hint: "Expected area;occupation;balance;half_year (or outlook), with commas or semicolons.",
    };
    let header = text.lines().next().unwrap_or_default();
    let delimiter = if header.contains(';') { b';' } else { b',' };
    each_row(file, text, delimiter, &columns, &mut problems, |row, problems| {
        entries.add(file, row, subject, taxonomy, problems);
    });
    if entries.read == 0 && header.contains("area") {
        problems.add(file, 0, "", "the file has no rows");
    }
    problems.into_result()?;
    Ok(entries.table(file, subject, taxonomy))
}

/// Where a value belongs.
type Place = (&'static str, OccupationIx, HalfYear);

#[derive(Default)]
struct Entries {
    read: usize,
    seen: BTreeMap<(&'static str, String, HalfYear), u64>,
    values: BTreeMap<Place, Vec<(i32, String)>>,
    half_years: BTreeSet<HalfYear>,
}

impl Entries {
    fn add(
        &mut self,
        file: &str,
        row: &Row<'_>,
        subject: Subject,
        taxonomy: &Taxonomy,
        problems: &mut Problems,
    ) {
        self.read += 1;
        let mut refuse = |column, message: String| problems.add(file, row.line, column, message);
        let area = area(row.cell(0));
        if area.is_none() {
            let known = AREAS.join(", ");
            refuse(
                "area",
                format!(
                    "unknown area `{}`; known are {known} and * for all of Denmark",
                    row.cell(0)
                ),
            );
        }
        let occupation = taxonomy.resolve_occupation(row.cell(1));
        if let Err(unknown) = &occupation {
            let mut message = format!("unknown occupation `{}`", row.cell(1));
            if !unknown.did_you_mean.is_empty() {
                message.push_str("; meant: ");
                message.push_str(&unknown.did_you_mean.join(", "));
            }
            refuse("occupation", message);
        }
        let value = subject.value(row.cell(2));
        if value.is_none() {
            let message = format!("unknown value `{}`, expected {}", row.cell(2), subject.expected());
            refuse(subject.column(), message);
        }
        let half_year = HalfYear::parse(row.cell(3));
        if half_year.is_none() {
            refuse(
                "half_year",
                format!("`{}` is no half-year such as 2026H1", row.cell(3)),
            );
        }
        let (Some(area), Ok(occupation), Some(value), Some(half_year)) = (area, occupation, value, half_year)
        else {
            return;
        };
        let written = (area, fold(row.cell(1)), half_year);
        if let Some(before) = self.seen.insert(written, row.line) {
            let message = format!("`{}` stands in line {before} already", row.cell(1));
            refuse("occupation", message);
        }
        self.half_years.insert(half_year);
        self.values
            .entry((area, occupation, half_year))
            .or_default()
            .push(value);
    }

    fn table(self, file: &str, subject: Subject, taxonomy: &Taxonomy) -> LabourMarketTable {
        // A name with a line break would end the note.
        let file: String = file.chars().filter(|sign| !sign.is_control()).collect();
        let mut text = format!(
            "# Imported from {file}; the values are those of its publisher.\narea\tcode\thalf_year\t{}\n",
            subject.column()
        );
        let rows = self.values.len();
        for ((area, occupation, half_year), mut values) in self.values {
            values.sort();
            let (_, middle) = &values[values.len() / 2];
            let code = taxonomy.occupations.code(occupation);
            let cells = [area, &code.to_string(), &half_year.to_string(), middle];
            text.push_str(&cells.join("\t"));
            text.push('\n');
        }
        LabourMarketTable {
            text,
            read: self.read,
            rows,
            half_years: self.half_years.into_iter().collect(),
        }
    }
}

/// The area by its code or name; `RAR` before it does not matter.
fn area(text: &str) -> Option<&'static str> {
    const EVERYWHERE_WORDS: [&str; 5] = ["*", "hele landet", "danmark", "denmark", "landet"];
    let lower = text.trim().to_lowercase();
    let name = lower.strip_prefix("rar ").unwrap_or(&lower).trim();
    if EVERYWHERE_WORDS.contains(&name) {
        return Some(EVERYWHERE);
    }
    let plain = name.replace('ø', "oe").replace('æ', "ae").replace('å', "aa");
    AREAS.into_iter().find(|known| *known == plain)
}

/// The balance in words of today or of the older scale of five steps.
fn balance(text: &str) -> Option<Balance> {
    let lower = text.trim().to_lowercase().replace(['-', '_'], " ");
    let words = lower
        .trim_end_matches("på arbejdskraft")
        .trim_end_matches("jobmuligheder")
        .trim_end_matches("job prospects")
        .trim();
    match words {
        "mangel" | "omfattende mangel" | "stor mangel" | "shortage" | "extensive shortage" => {
            Some(Balance::Shortage)
        }
        "paradoks" | "paradoksproblem" | "paradoksproblemer" | "paradox" => Some(Balance::Paradox),
        "gode" | "god" | "good" => Some(Balance::Good),
        "mindre gode" | "mindre god" | "less good" => Some(Balance::LessGood),
        _ => None,
    }
}

fn outlook(text: &str) -> Option<Outlook> {
    let of = |trend| Some(Outlook { trend, change: None });
    match text.trim().to_lowercase().as_str() {
        "stigende" | "vækst" | "voksende" | "rising" | "growing" => of(Trend::Rising),
        "stabil" | "uændret" | "stable" | "unchanged" => of(Trend::Stable),
        "faldende" | "fald" | "falling" | "declining" => of(Trend::Falling),
        other => Outlook::parse(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::tests::TAXONOMY;

    fn read(text: &str, subject: Subject) -> Result<LabourMarketTable, String> {
        from_text("sample.csv", text, subject, &TAXONOMY).map_err(|error| error.to_string())
    }

    #[test]
    fn danish_and_english_words_titles_and_codes_become_a_table_that_loads() {
        let text = "area;occupation;balance;half_year\nRAR Fyn;4321;Mangel på arbejdskraft;2026H1\n\
            Fyn;4321;Gode jobmuligheder;2026H2\nØstjylland;sygeplejerske;paradoks;H2 2026\nHele landet;9112;mindre gode;2. halvår 2026\n\
            fyn;5131;Omfattende mangel;2026H2\n";
        let table = read(text, Subject::Balance).unwrap();
        assert_eq!(
            (table.read, table.rows, table.half_years.len()),
            (5, 5, 2),
            "{}",
            table.text
        );
        for row in [
            "fyn\t4321\t2026H1\tshortage",
            "fyn\t4321\t2026H2\tgood",
            "*\t9112\t2026H2\tless_good",
            "oestjylland\t2221\t2026H2\tparadox",
        ] {
            assert!(table.text.contains(row), "{row} in {}", table.text);
        }
        let commas = "half_year,area,outlook,occupation\n2026H1,fyn,stigende,4321\n2026H1,fyn,-2.5,9112\n";
        let outlook = read(commas, Subject::Outlook).unwrap();
        assert!(outlook.text.contains("fyn\t4321\t2026H1\trising") && outlook.text.contains("-2.5"));
    }

    #[test]
    fn titles_of_one_unit_group_are_joined_by_the_middle() {
        let text =
            "area;occupation;balance;half_year\nfyn;4321;mangel;2026H1\nfyn;lagermedarbejder;gode;2026H1\n";
        let table = read(text, Subject::Balance).unwrap();
        assert_eq!((table.read, table.rows), (2, 1));
        assert!(table.text.ends_with("fyn\t4321\t2026H1\tgood\n"));
    }

    #[test]
    fn every_fault_is_named_and_nothing_is_taken() {
        let text = "area;occupation;balance;half_year\nfunen;4321;mangel;2026H1\nfyn;4399;mangel;2026H1\n\
            fyn;4321;strålende;2026H1\nfyn;4321;mangel;2026\nfyn;9112;mangel;2026H1\nfyn;9112;gode;2026H1\n";
        let told = read(text, Subject::Balance).unwrap_err();
        for part in [
            "sample.csv:2, column area",
            "sample.csv:3, column occupation",
            "sample.csv:4, column balance",
            "sample.csv:5, column half_year",
            "sample.csv:7, column occupation",
            "line 6 already",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert!(
            read("area;occupation;half_year\n", Subject::Balance)
                .unwrap_err()
                .contains("column balance")
        );
        assert!(
            read("area;occupation;balance;half_year\n", Subject::Balance)
                .unwrap_err()
                .contains("no rows")
        );
    }
}
