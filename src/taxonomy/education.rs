//! Where an education and where interests lead: fields of ISCED-F 2013 and a closed list of interests.

use super::code_book::{CodeBook, NotRecognised};
use super::label::Label;
use super::occupations::{OccupationIx, Occupations};
use super::table::{Problems, Table};
use crate::domain::language::Language;

/// An education field's place in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EducationFieldIx(pub u16);

/// An interest's place in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InterestIx(pub u16);

/// A list of named things that each lead to occupations.
#[derive(Debug, Default)]
struct LeadsTo {
    book: CodeBook,
    occupations: Vec<Vec<OccupationIx>>,
}

impl LeadsTo {
    fn read(table: &Table<'_, 4>, occupations: &Occupations, problems: &mut Problems) -> Self {
        let mut leads = Self::default();
        for row in &table.rows {
            let [code, danish, english, list] = row.cells;
            let source = (table.file, row.line);
            let Some(place) = leads
                .book
                .add(code, Label::new(danish, english), source, problems)
            else {
                continue;
            };
            for name in [code, danish, english] {
                leads.book.add_name(place, name, source, problems);
            }
            leads
                .occupations
                .push(occupations.known_prefixes(list, source, problems));
        }
        leads
    }
}

/// Fields of education and the occupations a completed vocational or higher education leads to.
#[derive(Debug, Default)]
pub struct EducationFields(LeadsTo);

impl EducationFields {
    pub(crate) fn parse(text: &str, occupations: &Occupations, problems: &mut Problems) -> Self {
        let columns = ["field", "name_da", "name_en", "occupations"];
        let table = Table::read("education_fields.tsv", text, columns, problems);
        for row in &table.rows {
            let field = row.cells[0];
            if field.len() != 4 || !field.bytes().all(|byte| byte.is_ascii_digit()) {
                problems.add(
                    table.file,
                    row.line,
                    format!("`{field}` is not a four-digit field"),
                );
            }
        }
        Self(LeadsTo::read(&table, occupations, problems))
    }

    /// The field with this four-digit code or this name.
    ///
    /// # Errors
    /// [`NotRecognised`] with the codes of fields that look alike.
    pub fn resolve(&self, text: &str) -> Result<EducationFieldIx, NotRecognised> {
        self.0.book.resolve(text).map(EducationFieldIx)
    }

    /// The four-digit code.
    pub fn code(&self, field: EducationFieldIx) -> &str {
        self.0.book.code(field.0)
    }

    /// The name.
    pub fn label(&self, field: EducationFieldIx, language: Language) -> &str {
        self.0.book.label(field.0).text(language)
    }

    /// The occupations it leads to, ordered by code.
    pub fn occupations(&self, field: EducationFieldIx) -> &[OccupationIx] {
        &self.0.occupations[field.0 as usize]
    }

    /// Every field in the order of the table.
    pub fn all(&self) -> impl Iterator<Item = EducationFieldIx> + use<> {
        (0..self.0.book.len() as u16).map(EducationFieldIx)
    }
}

/// Interests and the occupations in which they are met.
#[derive(Debug, Default)]
pub struct Interests(LeadsTo);

impl Interests {
    pub(crate) fn parse(text: &str, occupations: &Occupations, problems: &mut Problems) -> Self {
        let columns = ["interest", "name_da", "name_en", "occupations"];
        let table = Table::read("interests.tsv", text, columns, problems);
        Self(LeadsTo::read(&table, occupations, problems))
    }

    /// The interest with this code or name.
    ///
    /// # Errors
    /// [`NotRecognised`] with the codes of interests that look alike.
    pub fn resolve(&self, text: &str) -> Result<InterestIx, NotRecognised> {
        self.0.book.resolve(text).map(InterestIx)
    }

    /// The stable code.
    pub fn code(&self, interest: InterestIx) -> &str {
        self.0.book.code(interest.0)
    }

    /// The name.
    pub fn label(&self, interest: InterestIx, language: Language) -> &str {
        self.0.book.label(interest.0).text(language)
    }

    /// The occupations in which it is met, ordered by code.
    pub fn occupations(&self, interest: InterestIx) -> &[OccupationIx] {
        &self.0.occupations[interest.0 as usize]
    }

    /// Every interest in the order of the table.
    pub fn all(&self) -> impl Iterator<Item = InterestIx> + use<> {
        (0..self.0.book.len() as u16).map(InterestIx)
    }
}
