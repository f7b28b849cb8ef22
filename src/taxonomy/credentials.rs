//! What a person may hold: driving licences, certificates and authorisations.

use super::code_book::{CodeBook, NotRecognised};
use super::label::Label;
use super::table::{Problems, Table, entries};
use crate::domain::language::Language;

/// As many licences as a set of bits holds.
const MOST_LICENCES: usize = 32;

/// A driving licence's place in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LicenceIx(pub u8);

/// A certificate's place in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CertificateIx(pub u16);

/// An authorisation's place in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AuthorisationIx(pub u16);

/// Driving licences as bits, one for each [`LicenceIx`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct LicenceSet(pub u32);

impl LicenceSet {
    /// No licence.
    pub const NONE: Self = Self(0);

    /// The set of one licence alone, without what it implies.
    pub const fn only(licence: LicenceIx) -> Self {
        Self(1 << licence.0)
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the licence is in the set.
    pub const fn has(self, licence: LicenceIx) -> bool {
        self.0 & (1 << licence.0) != 0
    }

    /// Whether everything in `wanted` is in the set.
    pub const fn covers(self, wanted: Self) -> bool {
        self.0 & wanted.0 == wanted.0
    }

    /// The licences in the order of the table.
    pub fn iter(self) -> impl Iterator<Item = LicenceIx> {
        (0..MOST_LICENCES as u8)
            .map(LicenceIx)
            .filter(move |&licence| self.has(licence))
    }
}

/// Driving licences and which other ones each holder may drive on.
#[derive(Debug, Default)]
pub struct Licences {
    book: CodeBook,
    closures: Vec<LicenceSet>,
}

impl Licences {
    pub(crate) fn parse(text: &str, problems: &mut Problems) -> Self {
        let columns = ["code", "label_da", "label_en", "implies"];
        let table = Table::read("licences.tsv", text, columns, problems);
        let mut licences = Self::default();
        for row in &table.rows {
            let [code, danish, english, _] = row.cells;
            if licences.book.len() == MOST_LICENCES {
                problems.add(table.file, row.line, "more than 32 licences");
                return licences;
            }
            let source = (table.file, row.line);
            let added = licences
                .book
                .add(code, Label::new(danish, english), source, problems);
            if let Some(place) = added {
                licences.book.add_name(place, danish, source, problems);
                licences.book.add_name(place, english, source, problems);
                licences.closures.push(LicenceSet::only(LicenceIx(place as u8)));
            }
        }
        for row in &table.rows {
            let [code, _, _, implied] = row.cells;
            for other in entries(implied, ',') {
                match (licences.find(code), licences.find(other)) {
                    (Some(holder), Some(other)) => {
                        let set = &mut licences.closures[holder.0 as usize];
                        *set = set.with(LicenceSet::only(other));
                    }
                    _ => problems.add(table.file, row.line, format!("unknown licence `{other}`")),
                }
            }
        }
        licences.close();
        licences
    }

    /// Adds what the implied ones imply, until nothing is added.
    fn close(&mut self) {
        loop {
            let before = self.closures.clone();
            for set in &mut self.closures {
                *set = set
                    .iter()
                    .fold(*set, |all, licence| all.with(before[licence.0 as usize]));
            }
            if self.closures == before {
                return;
            }
        }
    }

    /// The licence with this code (in any case) or name.
    pub fn find(&self, text: &str) -> Option<LicenceIx> {
        self.book.find(text).map(|place| LicenceIx(place as u8))
    }

    /// As [`Self::find`], with suggestions.
    ///
    /// # Errors
    /// [`NotRecognised`] when nothing has that code or name.
    pub fn resolve(&self, text: &str) -> Result<LicenceIx, NotRecognised> {
        self.book.resolve(text).map(|place| LicenceIx(place as u8))
    }

    /// The licence itself and every other one its holder may drive on.
    pub fn closure(&self, licence: LicenceIx) -> LicenceSet {
        self.closures[licence.0 as usize]
    }

    /// What holders of all these licences may drive on.
    pub fn closure_of(&self, held: impl IntoIterator<Item = LicenceIx>) -> LicenceSet {
        held.into_iter()
            .fold(LicenceSet::NONE, |all, licence| all.with(self.closure(licence)))
    }

    /// The stable code, for instance `C1E`.
    pub fn code(&self, licence: LicenceIx) -> &str {
        self.book.code(u16::from(licence.0))
    }

    /// The name.
    pub fn label(&self, licence: LicenceIx, language: Language) -> &str {
        self.book.label(u16::from(licence.0)).text(language)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.book.len()
    }
}

/// Certificates: courses and tests that a job may ask for.
#[derive(Debug, Default)]
pub struct Certificates(CodeBook);

impl Certificates {
    pub(crate) fn parse(text: &str, problems: &mut Problems) -> Self {
        let columns = ["code", "label_da", "label_en", "aliases"];
        let table = Table::read("certificates.tsv", text, columns, problems);
        let mut book = CodeBook::default();
        for row in &table.rows {
            let [code, danish, english, aliases] = row.cells;
            let source = (table.file, row.line);
            let Some(place) = book.add(code, Label::new(danish, english), source, problems) else {
                continue;
            };
            for name in [code, danish, english].into_iter().chain(entries(aliases, ';')) {
                book.add_name(place, name, source, problems);
            }
        }
        Self(book)
    }

    /// The certificate with this code, label or other name, however written.
    pub fn find(&self, text: &str) -> Option<CertificateIx> {
        self.0.find(text).map(CertificateIx)
    }

    /// As [`Self::find`], with suggestions.
    ///
    /// # Errors
    /// [`NotRecognised`] when nothing has that code or name.
    pub fn resolve(&self, text: &str) -> Result<CertificateIx, NotRecognised> {
        self.0.resolve(text).map(CertificateIx)
    }

    /// The stable code.
    pub fn code(&self, certificate: CertificateIx) -> &str {
        self.0.code(certificate.0)
    }

    /// The name.
    pub fn label(&self, certificate: CertificateIx, language: Language) -> &str {
        self.0.label(certificate.0).text(language)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

/// Authorisations: permission by an authority without which the work is not lawful.
#[derive(Debug, Default)]
pub struct Authorisations {
    book: CodeBook,
    issuers: Vec<String>,
}

impl Authorisations {
    pub(crate) fn parse(text: &str, problems: &mut Problems) -> Self {
        let columns = ["code", "label_da", "label_en", "issuer"];
        let table = Table::read("authorisations.tsv", text, columns, problems);
        let mut authorisations = Self::default();
        for row in &table.rows {
            let [code, danish, english, issuer] = row.cells;
            let source = (table.file, row.line);
            let book = &mut authorisations.book;
            let Some(place) = book.add(code, Label::new(danish, english), source, problems) else {
                continue;
            };
            for name in [code, danish, english] {
                book.add_name(place, name, source, problems);
            }
            authorisations.issuers.push(issuer.to_owned());
        }
        authorisations
    }

    /// The authorisation with this code or label, however written.
    pub fn find(&self, text: &str) -> Option<AuthorisationIx> {
        self.book.find(text).map(AuthorisationIx)
    }

    /// As [`Self::find`], with suggestions.
    ///
    /// # Errors
    /// [`NotRecognised`] when nothing has that code or name.
    pub fn resolve(&self, text: &str) -> Result<AuthorisationIx, NotRecognised> {
        self.book.resolve(text).map(AuthorisationIx)
    }

    /// The stable code.
    pub fn code(&self, authorisation: AuthorisationIx) -> &str {
        self.book.code(authorisation.0)
    }

    /// The name.
    pub fn label(&self, authorisation: AuthorisationIx, language: Language) -> &str {
        self.book.label(authorisation.0).text(language)
    }

    /// The authority that gives it.
    pub fn issuer(&self, authorisation: AuthorisationIx) -> &str {
        &self.issuers[authorisation.0 as usize]
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.book.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_implies_what_its_implied_ones_imply() {
        let text = "code\tlabel_da\tlabel_en\timplies\nAM\tKnallert\tMoped\t\nB\tBil\tCar\tAM\n\
                    C\tLastbil\tLorry\tB\nCE\tVogntog\tTrain\tC\n";
        let mut problems = Problems::default();
        let licences = Licences::parse(text, &mut problems);
        assert!(problems.into_result().is_ok());
        let held = licences.closure(licences.resolve("ce").unwrap());
        assert_eq!(
            held.iter()
                .map(|licence| licences.code(licence))
                .collect::<Vec<_>>(),
            ["AM", "B", "C", "CE"]
        );
        assert!(!licences.closure(licences.find("B").unwrap()).covers(held));
    }

    #[test]
    fn certificates_answer_to_their_other_names() {
        let text = "code\tlabel_da\tlabel_en\taliases\ntruck_b\tTruckcertifikat B\tForklift B\tgaffeltruck B; truck-b\n";
        let mut problems = Problems::default();
        let certificates = Certificates::parse(text, &mut problems);
        assert!(problems.into_result().is_ok());
        for text in ["truck_b", "TRUCK B", "Gaffeltruck b", "truckcertifikat b"] {
            assert_eq!(certificates.find(text), Some(CertificateIx(0)), "{text}");
        }
        assert_eq!(
            certificates.resolve("truk b").unwrap_err().did_you_mean,
            ["truck_b"]
        );
        assert!(certificates.resolve("zzz").unwrap_err().did_you_mean.is_empty());
    }
}
