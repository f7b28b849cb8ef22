//! Words and numbers that many sentences have.

use crate::domain::language::Language;
use crate::domain::lists::Form;
use crate::domain::travel_mode::TravelMode;
use jiff::civil::Date;
use std::cell::Cell;

/// Something that stands in a sentence.
pub(super) trait Spoken {
    /// Adds it to the sentence.
    fn say(&self, sentence: &mut String);
}

thread_local! {
    /// Where sentences are put together: to ask for room anew takes longer than to say most of them.
    static ROOM: Cell<String> = const { Cell::new(String::new()) };
}

/// Calls with what is said as text.
pub(super) fn with_text<T>(spoken: &impl Spoken, call: impl FnOnce(&str) -> T) -> T {
    let mut text = ROOM.take();
    text.clear();
    spoken.say(&mut text);
    let answer = call(&text);
    ROOM.set(text);
    answer
}

/// Adds pieces to a sentence, one after the other. A list of fifty items has hundreds of sentences, which is more
/// than formatting is quick enough for.
macro_rules! say {
    ($sentence:expr; $($piece:expr),+ $(,)?) => {{ $($crate::matching::explain::words::Spoken::say(&$piece, $sentence);)+ }};
}
pub(super) use say;

impl Spoken for &str {
    fn say(&self, sentence: &mut String) {
        sentence.push_str(self);
    }
}

/// What is spoken is printed alike.
macro_rules! printed_as_spoken {
    ($($spoken:ty),+ $(,)?) => {$(
        impl std::fmt::Display for $spoken {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::matching::explain::words::with_text(self, |text| out.write_str(text))
            }
        }
    )+};
}
pub(super) use printed_as_spoken;

/// Whole numbers are spoken in digits.
macro_rules! spoken_in_digits {
    ($($number:ty),+ $(,)?) => {$(
        impl Spoken for $number {
            fn say(&self, sentence: &mut String) {
                sentence.push_str(itoa::Buffer::new().format(*self));
            }
        }
    )+};
}

spoken_in_digits!(i8, u8, i16, u16, usize);
printed_as_spoken!(Hours, DanishDate, LicenceName<'_>);

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

/// What [`hours`] says.
pub(super) struct Hours(u16, Language);

impl Spoken for Hours {
    fn say(&self, sentence: &mut String) {
        let Self(minutes, language) = *self;
        let (whole, rest) = (minutes / 60, minutes % 60);
        if rest == 0 {
            return whole.say(sentence);
        }
        // Written with the point, since a rounded decimal may carry into the whole.
        let text = format!("{:.1}", f64::from(minutes) / 60.0);
        match language {
            Language::Danish => sentence.push_str(&text.replace('.', ",")),
            Language::English => sentence.push_str(&text),
        }
    }
}

/// A number with what is counted: one, and many.
pub(super) struct Count(pub(super) u16, pub(super) &'static str, pub(super) &'static str);

impl Spoken for Count {
    fn say(&self, sentence: &mut String) {
        let Self(number, one, many) = *self;
        say!(sentence; number, " ", if number == 1 { one } else { many });
    }
}

/// A label of the classification within a sentence: without the capital it begins with, unless the
/// word is written in capitals, as in "IT-arbejde".
pub(super) struct Within<'k>(pub(super) &'k str);

impl Spoken for Within<'_> {
    fn say(&self, sentence: &mut String) {
        let mut letters = self.0.chars();
        let Some(first) = letters.next() else { return };
        let rest = letters.as_str();
        let is_abbreviation = letters.next().is_none_or(|second| !second.is_lowercase());
        if is_abbreviation {
            sentence.push_str(self.0);
        } else {
            sentence.extend(first.to_lowercase());
            sentence.push_str(rest);
        }
    }
}

/// A driving licence by its category and what it is called; some have no category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LicenceName<'k> {
    pub(super) code: &'k str,
    pub(super) label: &'k str,
}

impl Spoken for LicenceName<'_> {
    fn say(&self, sentence: &mut String) {
        let Self { code, label } = *self;
        let is_category = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        if code.bytes().all(is_category) {
            say!(sentence; code, " – ");
        }
        say!(sentence; Within(label));
    }
}

/// A day as it is written in Danish: day, month and year.
pub(super) const fn danish_date(date: Date) -> DanishDate {
    DanishDate(date)
}

/// What [`danish_date`] says.
pub(super) struct DanishDate(Date);

impl Spoken for DanishDate {
    fn say(&self, sentence: &mut String) {
        let Self(date) = self;
        say!(sentence; date.day(), ".", date.month(), ".", date.year());
    }
}

/// A day as it is written in English, and everywhere by machines.
impl Spoken for Date {
    fn say(&self, sentence: &mut String) {
        sentence.push_str(&self.to_string());
    }
}
