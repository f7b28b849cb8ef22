//! Nomenclatures of Statistics Denmark: DISCO-08 (occupations) and DB07 (industries), as its site hands them out
//! (semicolons, columns `KODE`, `NIVEAU`, `TITEL`); DB07 also as a table with a column for each level.

use super::official::rows::{Columns, each_row};
use super::official::{OfficialError, Problems, unreadable};
use crate::domain::codes::{IndustryDivision, OccupationCode};
use crate::domain::language::Language;
use crate::taxonomy::Taxonomy;
use crate::taxonomy::national::{DiscoRow, IndustryRow};
use crate::taxonomy::normalise::fold;
use std::collections::HashMap;
use std::path::Path;

/// Digits of a code of DISCO-08 by level.
const DISCO_DIGITS: [usize; 5] = [1, 2, 3, 4, 6];
/// Digits of a code of DB07 by level; the first level has letters.
const DB07_DIGITS: [usize; 4] = [2, 3, 4, 6];

/// One row of a nomenclature.
struct Entry {
    line: u64,
    code: String,
    level: String,
    name: String,
}

/// Reads DISCO-08: every code with the unit groups of the tables it stands for.
///
/// A national unit group that ISCO-08 lacks stands for the residual group (…9) of its minor group, else for the nearest
/// one before it.
///
/// # Errors
/// [`OfficialError`] with every problem: a missing column, a code of the wrong length (leading zeros lost), a code twice,
/// a code outside ISCO-08, names that are mostly others than those of DISCO-08.
pub fn read_disco(path: &Path, house: &Taxonomy) -> Result<Vec<DiscoRow>, OfficialError> {
    let (file, text) = load(path)?;
    let mut problems = Problems::default();
    let entries = entries(&file, &text, &mut problems);
    let mut rows = Vec::with_capacity(entries.len());
    let (mut unit_groups, mut known_names) = (0, 0);
    for entry in &entries {
        let level = entry.level.parse().ok().filter(|level| (1..=5).contains(level));
        let Some(level): Option<usize> = level else {
            problems.add(
                &file,
                entry.line,
                "NIVEAU",
                format!("`{}`, expected 1 to 5", entry.level),
            );
            continue;
        };
        let digits = DISCO_DIGITS[level - 1];
        if entry.code.len() != digits || !entry.code.bytes().all(|byte| byte.is_ascii_digit()) {
            problems.add(
                &file,
                entry.line,
                "KODE",
                wrong_length(&entry.code, level, digits),
            );
            continue;
        }
        let found = unit_groups_of(&entry.code, house);
        if found.is_empty() {
            let message = format!("`{}` lies outside ISCO-08; is this DISCO-08?", entry.code);
            problems.add(&file, entry.line, "KODE", message);
        }
        if level == 4 {
            unit_groups += 1;
            let label = |ix| house.occupations.label(ix, Language::Danish);
            known_names += usize::from(
                found
                    .first()
                    .is_some_and(|&ix| fold(label(ix)) == fold(&entry.name)),
            );
        }
        rows.push(DiscoRow {
            code: entry.code.clone(),
            name: entry.name.clone(),
            unit_groups: found,
        });
    }
    if known_names * 2 < unit_groups {
        let message = format!("{known_names} of {unit_groups} unit groups have the names of DISCO-08");
        problems.add(&file, 0, "TITEL", message);
    }
    problems.into_result()?;
    Ok(rows)
}

fn unit_groups_of(code: &str, house: &Taxonomy) -> Vec<crate::taxonomy::OccupationIx> {
    let Some(unit_group) = code.get(..4) else {
        return house.occupations.with_prefix(code);
    };
    if let Some(ix) = OccupationCode::parse(unit_group).and_then(|code| house.occupations.ix(code)) {
        return vec![ix];
    }
    let siblings = house.occupations.with_prefix(&unit_group[..3]);
    let code_of = |ix| house.occupations.code(ix).to_string();
    let residual = siblings.iter().copied().find(|&ix| code_of(ix).ends_with('9'));
    let before = || {
        siblings
            .iter()
            .copied()
            .rfind(|&ix| code_of(ix).as_str() < unit_group)
    };
    residual.or_else(before).into_iter().collect()
}

/// Reads DB07: every name with its division. Sections, which are several divisions, are left out.
///
/// # Errors
/// [`OfficialError`] as [`read_disco`].
pub fn read_db07(path: &Path, house: &Taxonomy) -> Result<Vec<IndustryRow>, OfficialError> {
    let (file, text) = load(path)?;
    let mut problems = Problems::default();
    let entries = if text.lines().next().is_some_and(|header| header.contains('\t')) {
        entries_by_level(&file, &text, &mut problems)
    } else {
        entries(&file, &text, &mut problems)
    };
    let mut rows = Vec::with_capacity(entries.len());
    let (mut divisions, mut known_names) = (0, 0);
    for entry in &entries {
        let code: String = entry.code.chars().filter(|&character| character != '.').collect();
        let is_section = code.len() == 1 && code.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_section {
            continue;
        }
        if !DB07_DIGITS.contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            let message = format!(
                "`{}` is no code of DB07 (2, 3, 4 or 6 digits; leading zeros count)",
                entry.code
            );
            problems.add(&file, entry.line, "KODE", message);
            continue;
        }
        let division = IndustryDivision::parse(&code).filter(|&division| house.industries.contains(division));
        let Some(division) = division else {
            let message = format!("`{}` is in no division of DB07", entry.code);
            problems.add(&file, entry.line, "KODE", message);
            continue;
        };
        if code.len() == 2 {
            divisions += 1;
            let label = house
                .industries
                .label(division, Language::Danish)
                .unwrap_or_default();
            known_names += usize::from(fold(label) == fold(&entry.name));
        }
        rows.push(IndustryRow {
            name: entry.name.clone(),
            division: division.number(),
        });
    }
    if known_names * 2 < divisions {
        let message = format!(
            "{known_names} of {divisions} divisions have the names of DB07; is this another edition?"
        );
        problems.add(&file, 0, "TITEL", message);
    }
    problems.into_result()?;
    Ok(rows)
}

fn load(path: &Path) -> Result<(String, String), OfficialError> {
    let bytes = std::fs::read(path).map_err(|source| unreadable(path, source))?;
    let file = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default()
        .to_owned();
    match String::from_utf8(bytes) {
        Ok(text) => Ok((file, text)),
        Err(error) => {
            let mut problems = Problems::default();
            let at = error.utf8_error().valid_up_to();
            problems.add(
                &file,
                0,
                "",
                format!("is not UTF-8 (byte {at}); save it as UTF-8"),
            );
            problems.into_result().map(|()| (file, String::new()))
        }
    }
}

fn entries(file: &str, text: &str, problems: &mut Problems) -> Vec<Entry> {
    let columns = Columns {
        needed: &["KODE", "NIVEAU", "TITEL"],
        welcome: &[],
        hint: "The site of Statistics Denmark hands the nomenclature out as a CSV file with semicolons",
    };
    let mut found = Collected::default();
    each_row(file, text, b';', &columns, problems, |row, problems| {
        found.add(file, row.line, [row.cell(0), row.cell(1), row.cell(2)], problems);
    });
    found.into_entries(file, problems)
}

/// The other layout of DB07: the longest code that is filled counts.
fn entries_by_level(file: &str, text: &str, problems: &mut Problems) -> Vec<Entry> {
    let columns = Columns {
        needed: &["Tekst", "Niveau", "2-kode", "3-kode", "4-kode", "6-kode"],
        welcome: &[],
        hint: "",
    };
    let mut found = Collected::default();
    each_row(file, text, b'\t', &columns, problems, |row, problems| {
        // Sections have no code here, and the code for "not stated" no division.
        let longest = (2..6)
            .rev()
            .map(|column| row.cell(column))
            .find(|code| !code.is_empty());
        if let Some(code) = longest.filter(|_| !row.cell(2).is_empty()) {
            found.add(file, row.line, [code, row.cell(1), row.cell(0)], problems);
        }
    });
    found.into_entries(file, problems)
}

#[derive(Default)]
struct Collected {
    entries: Vec<Entry>,
    lines: HashMap<String, u64>,
}

impl Collected {
    fn add(&mut self, file: &str, line: u64, [code, level, name]: [&str; 3], problems: &mut Problems) {
        if name.is_empty() {
            return problems.add(file, line, "TITEL", format!("`{code}` has no name"));
        }
        if let Some(first) = self.lines.insert(code.to_owned(), line) {
            let message = format!("`{code}` stands twice, first in line {first}");
            return problems.add(file, line, "KODE", message);
        }
        self.entries.push(Entry {
            line,
            code: code.to_owned(),
            level: level.to_owned(),
            name: name.to_owned(),
        });
    }

    fn into_entries(self, file: &str, problems: &mut Problems) -> Vec<Entry> {
        if self.entries.is_empty() {
            problems.add(file, 0, "", "has no rows");
        }
        self.entries
    }
}

fn wrong_length(code: &str, level: usize, digits: usize) -> String {
    let zeros = if code.len() < digits {
        "; were leading zeros lost?"
    } else {
        ""
    };
    format!("`{code}` of level {level} should have {digits} digits{zeros}")
}
