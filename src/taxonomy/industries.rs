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
    more_names: Vec<MoreName>,
}

/// What people call an industry or the firms in it.
#[derive(Debug)]
pub(crate) struct MoreName {
    /// Place of the division in the list of all.
    pub(crate) place: u16,
    /// As it is written.
    pub(crate) name: String,
    /// In which language.
    pub(crate) language: Language,
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

    /// Reads the names that are not the official ones; each stands for one division.
    pub(crate) fn read_names(&mut self, text: &str, problems: &mut Problems) {
        let table = Table::read("industry_names.tsv", text, ["name", "division", "lang"], problems);
        for row in &table.rows {
            let [name, code, language] = row.cells;
            let division = IndustryDivision::parse(code).filter(|_| code.len() == 2);
            let place = division.and_then(|division| self.place(division));
            let (Some(place), Some(language)) = (place, Language::from_code(language)) else {
                problems.add(
                    table.file,
                    row.line,
                    format!("`{code}` is no division in use, or `{language}` is neither da nor en"),
                );
                continue;
            };
            self.book.add_name(place, name, (table.file, row.line), problems);
            self.more_names.push(MoreName {
                place,
                name: name.to_owned(),
                language,
            });
        }
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
                self.more_names.push(MoreName {
                    place,
                    name: name.to_owned(),
                    language: Language::Danish,
                });
            }
        }
    }

    /// Names beside the official ones: everyday ones, then imported ones.
    pub(crate) fn more_names(&self) -> &[MoreName] {
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

    /// The division meant by a code of two or more digits (`52`, `5210`, `52.10.00`) or by a name,
    /// official or in everyday use.
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

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "division\tsection\tname_da\tname_en\n47\tG\tDetailhandel\tRetail trade\n55\tI\tOvernatning\tAccommodation\n";

    fn read(names: &str) -> (Industries, Problems) {
        let mut problems = Problems::default();
        let mut industries = Industries::parse(TABLE, &mut problems);
        industries.read_names(&format!("name\tdivision\tlang\n{names}"), &mut problems);
        (industries, problems)
    }

    #[test]
    fn industries_are_known_by_what_people_call_them() {
        let (industries, problems) = read("hoteldrift\t55\tda\nbutik\t47\tda\n");
        assert_eq!(problems.into_result(), Ok(()));
        let meant = |text: &str| industries.resolve(text).map(|division| division.to_string());
        assert_eq!(meant(" HotelDrift ").as_deref(), Ok("55"));
        assert_eq!(meant("47.11").as_deref(), Ok("47"));
        assert!(meant("hoteldrft").is_err_and(|unknown| unknown.did_you_mean == ["55"]));
    }

    #[test]
    fn a_name_of_two_divisions_or_of_none_is_refused() {
        for (wrong, named) in [
            ("butik\t47\tda\nbutik\t55\tda\n", "industry_names.tsv:3"),
            ("butik\t99\tda\n", "`99`"),
            ("butik\t47\tsv\n", "`sv`"),
        ] {
            let refused = read(wrong).1.into_result().expect_err(wrong);
            assert!(refused.to_string().contains(named), "{refused}");
        }
    }
}
