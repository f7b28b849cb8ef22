//! Words and numbers that many sentences have.

use crate::domain::language::Language;
use crate::domain::lists::Form;
use crate::domain::travel_mode::TravelMode;
use jiff::civil::Date;
use std::fmt::{self, Display, Formatter, Write};

pub(super) const fn pick(language: Language, danish: &'static str, english: &'static str) -> &'static str {
    match language {
        Language::Danish => danish,
        Language::English => english,
    }
}

/// How one gets about, in words.
pub(super) fn mode_text(mode: TravelMode, language: Language) -> &'static str {
    match mode {
        TravelMode::Walk => pick(language, "til fods", "on foot"),
        TravelMode::Bicycle => pick(language, "på cykel", "by bicycle"),
        TravelMode::Moped => pick(language, "på knallert", "by moped"),
        TravelMode::Car => pick(language, "i bil", "by car"),
        TravelMode::Transit => pick(language, "med bus eller tog", "by public transport"),
    }
}

/// A form in words.
pub fn form_name(form: Form, language: Language) -> &'static str {
    let (danish, english) = match form {
        Form::OrdinaryJob => ("ordinært job", "ordinary job"),
        Form::PartTime => ("deltidsjob", "part-time job"),
        Form::PaidHours => ("lønnede timer", "paid hours"),
        Form::Apprenticeship => ("elevplads", "apprenticeship"),
        Form::AdultApprenticeship => ("voksenlærlingeplads", "adult apprenticeship"),
        Form::FlexJob => ("fleksjob", "flex job"),
        Form::Igu => ("IGU-forløb", "basic integration education (IGU)"),
        Form::WageSubsidyPrivate => ("privat løntilskud", "private wage subsidy"),
        Form::Hybrid => ("lønnede timer og praktik", "paid hours and internship"),
        Form::InternshipPrivate => (
            "praktik i en privat virksomhed",
            "internship with a private employer",
        ),
        Form::WageSubsidyPublic => ("offentligt løntilskud", "public wage subsidy"),
        Form::InternshipPublic => (
            "praktik på en offentlig arbejdsplads",
            "internship with a public employer",
        ),
        Form::CommunityWork => ("nytteindsats", "community work"),
    };
    pick(language, danish, english)
}

/// Weekly minutes as hours, with a decimal comma or point only where needed.
pub(super) const fn hours(minutes: u16, language: Language) -> Hours {
    Hours(minutes, language)
}

/// What [`hours`] prints.
pub(super) struct Hours(u16, Language);

impl Display for Hours {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Self(minutes, language) = *self;
        let (whole, rest) = (minutes / 60, minutes % 60);
        if rest == 0 {
            return write!(out, "{whole}");
        }
        // Written with the point, since a rounded decimal may carry into the whole.
        let text = format!("{:.1}", f64::from(minutes) / 60.0);
        match language {
            Language::Danish => out.write_str(&text.replace('.', ",")),
            Language::English => out.write_str(&text),
        }
    }
}

/// A number with what is counted: one, and many.
pub(super) struct Count(pub(super) u16, pub(super) &'static str, pub(super) &'static str);

impl Display for Count {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Self(number, one, many) = *self;
        write!(out, "{number} {}", if number == 1 { one } else { many })
    }
}

/// A label of the classification within a sentence: without the capital it begins with, unless the
/// word is written in capitals, as in "IT-arbejde".
pub(super) struct Within<'k>(pub(super) &'k str);

impl Display for Within<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let mut letters = self.0.chars();
        let Some(first) = letters.next() else {
            return Ok(());
        };
        let rest = letters.as_str();
        let is_abbreviation = letters.next().is_none_or(|second| !second.is_lowercase());
        if is_abbreviation {
            return out.write_str(self.0);
        }
        for letter in first.to_lowercase() {
            out.write_char(letter)?;
        }
        out.write_str(rest)
    }
}

/// A day as it is written in Danish: day, month and year.
pub(super) const fn danish_date(date: Date) -> DanishDate {
    DanishDate(date)
}

/// What [`danish_date`] prints.
pub(super) struct DanishDate(Date);

impl Display for DanishDate {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Self(date) = self;
        write!(out, "{}.{}.{}", date.day(), date.month(), date.year())
    }
}
