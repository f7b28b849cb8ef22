//! Industries: the divisions of DB07, which shares its first two digits with NACE Rev. 2.

use super::code_book::{CodeBook, NotRecognised};
use super::label::Label;
use super::national::IndustryRow;
use super::normalise::fold;
use super::table::{Problems, Table};
use crate::domain::codes::IndustryDivision;
use crate::domain::language::Language;
use std::collections::BTreeMap;

/// Names and sections of the divisions in use.
#[derive(Debug, Default)]
pub struct Industries {
    book: CodeBook,
    divisions: Vec<IndustryDivision>,
    sections: Vec<char>,
    /// Place in the lists above by division number.
    places: Vec<Option<u16>>,
    more_names: Vec<(String, u16)>,
}

impl Industries {
    pub(crate) fn parse(text: &str, problems: &mut Problems) -> Self {
        let columns = ["division", "section", "name_da", "name_en"];
        let table = Table::read("industries.tsv", text, columns, problems);
        let mut industries = Self {
            places: vec![None; 100],
            ..Self::default()
        };
        for row in &table.rows {
            let [code, section, danish, english] = row.cells;
            let source = (table.file, row.line);
            let division = IndustryDivision::parse(code).filter(|_| code.len() == 2);
            let letter = section
                .chars()
                .next()
                .filter(|letter| section.len() == 1 && letter.is_ascii_uppercase());
            let (Some(division), Some(letter)) = (division, letter) else {
                problems.add(
                    table.file,
                    row.line,
                    format!("`{code}` `{section}` is no division"),
                );
                continue;
            };
            let label = Label::new(danish, english);
            let Some(place) = industries.book.add(code, label, source, problems) else {
                continue;
            };
            industries.book.add_name(place, danish, source, problems);
            industries.book.add_name(place, english, source, problems);
            industries.divisions.push(division);
            industries.sections.push(letter);
            industries.places[division.number() as usize] = Some(place);
        }
        industries
    }

    /// Lets imported names stand for their division; one that is taken, or that two divisions have, does not.
    pub(crate) fn extend(&mut self, rows: &[IndustryRow]) {
        let mut more: BTreeMap<String, (&str, Option<u16>)> = BTreeMap::new();
        for row in rows {
            let place = self.places.get(row.division as usize).copied().flatten();
            let known = more.entry(fold(&row.name)).or_insert((&row.name, place));
            if known.1 != place {
                known.1 = None;
            }
        }
        for (name, place) in more.into_values() {
            if let Some(place) = place.filter(|&place| self.book.take_name(place, name)) {
                self.more_names.push((name.to_owned(), place));
            }
        }
    }

    /// Imported names with the place of their division in [`Self::all`].
    pub(crate) fn more_names(&self) -> &[(String, u16)] {
        &self.more_names
    }

    fn place(&self, division: IndustryDivision) -> Option<u16> {
        self.places.get(division.number() as usize).copied().flatten()
    }

    /// Whether the classification has this division.
    pub fn contains(&self, division: IndustryDivision) -> bool {
        self.place(division).is_some()
    }

    /// The official name of a division; `None` when it is not in use.
    pub fn label(&self, division: IndustryDivision, language: Language) -> Option<&str> {
        self.place(division)
            .map(|place| self.book.label(place).text(language))
    }

    /// The section (`A`..=`U`) a division belongs to; `None` when it is not in use.
    pub fn section(&self, division: IndustryDivision) -> Option<char> {
        self.place(division).map(|place| self.sections[place as usize])
    }

    /// Every division in the order of the table.
    pub fn all(&self) -> &[IndustryDivision] {
        &self.divisions
    }

    /// The division meant by a code of two or more digits (`52`, `5210`, `52.10.00`) or by a name.
    ///
    /// # Errors
    /// [`NotRecognised`] when the code is not in use or nothing has that name.
    pub fn resolve(&self, text: &str) -> Result<IndustryDivision, NotRecognised> {
        let by_code = IndustryDivision::parse(text.trim()).filter(|&division| self.contains(division));
        match by_code {
            Some(division) => Ok(division),
            None => self
                .book
                .resolve(text)
                .map(|place| self.divisions[place as usize]),
        }
    }
}
