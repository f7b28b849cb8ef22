//! Asked years, education and languages in words.

use super::changes::{education_level, language_code, level_code};
use super::items::Measure;
use super::phrases::pick;
use crate::domain::language::Language;
use crate::domain::lists::EducationLevel;
use std::borrow::Cow;

/// Names of the languages that adverts ask for most, by code, in Danish and English.
const LANGUAGES: &[(&str, &str, &str)] = &[
    ("ar", "arabisk", "Arabic"),
    ("da", "dansk", "Danish"),
    ("de", "tysk", "German"),
    ("en", "engelsk", "English"),
    ("es", "spansk", "Spanish"),
    ("fa", "farsi", "Farsi"),
    ("fi", "finsk", "Finnish"),
    ("fr", "fransk", "French"),
    ("it", "italiensk", "Italian"),
    ("kl", "grønlandsk", "Greenlandic"),
    ("nl", "nederlandsk", "Dutch"),
    ("no", "norsk", "Norwegian"),
    ("pl", "polsk", "Polish"),
    ("ro", "rumænsk", "Romanian"),
    ("ru", "russisk", "Russian"),
    ("so", "somali", "Somali"),
    ("sv", "svensk", "Swedish"),
    ("ti", "tigrinya", "Tigrinya"),
    ("tr", "tyrkisk", "Turkish"),
    ("uk", "ukrainsk", "Ukrainian"),
    ("zh", "kinesisk", "Chinese"),
];

/// The name of a language, or its code where the list has none.
pub(super) fn language_name(code: [u8; 2], language: Language) -> Cow<'static, str> {
    let code = language_code(code);
    let known = LANGUAGES.iter().find(|(known, ..)| *known == code);
    known.map_or_else(
        || Cow::Owned(format!("{} ({code})", pick(language, "sprog", "language"))),
        |(_, danish, english)| Cow::Borrowed(pick(language, danish, english)),
    )
}

/// The name of a level of education.
pub fn education_name(level: EducationLevel, language: Language) -> &'static str {
    let (danish, english) = match level {
        EducationLevel::Primary => ("grundskole", "primary school"),
        EducationLevel::Vocational => ("erhvervsuddannelse", "vocational education"),
        EducationLevel::ShortHigher => ("kort videregående uddannelse", "short higher education"),
        EducationLevel::MediumHigher => (
            "mellemlang videregående uddannelse",
            "medium-long higher education",
        ),
        EducationLevel::LongHigher => ("lang videregående uddannelse", "long higher education"),
    };
    pick(language, danish, english)
}

/// What is asked, in words.
pub(super) fn asked(measure: Measure, language: Language) -> Cow<'static, str> {
    match measure {
        Measure::Years { asked, .. } => years(asked, language),
        Measure::Education { asked, .. } => education(asked, language),
        Measure::Language { code, asked, .. } => spoken(code, asked, language),
    }
}

/// What there is of it, in words.
pub(super) fn held(measure: Measure, language: Language) -> Cow<'static, str> {
    match measure {
        Measure::Years { held, .. } => years(held, language),
        Measure::Education { held, .. } => education(held, language),
        Measure::Language { code, held, .. } => spoken(code, held, language),
    }
}

fn spoken(code: [u8; 2], level: u8, language: Language) -> Cow<'static, str> {
    Cow::Owned(format!("{} {}", language_name(code, language), level_code(level)))
}

fn education(rank: u8, language: Language) -> Cow<'static, str> {
    Cow::Borrowed(education_level(rank).map_or_else(
        || pick(language, "ingen uddannelse", "no education"),
        |level| education_name(level, language),
    ))
}

fn years(tenths: u16, language: Language) -> Cow<'static, str> {
    let separator = pick(language, ",", ".");
    let number = if tenths.is_multiple_of(10) {
        (tenths / 10).to_string()
    } else {
        format!("{}{separator}{}", tenths / 10, tenths % 10)
    };
    let unit = match (tenths, language) {
        (_, Language::Danish) => "års erfaring",
        (10, Language::English) => "year of experience",
        (_, Language::English) => "years of experience",
    };
    Cow::Owned(format!("{number} {unit}"))
}
