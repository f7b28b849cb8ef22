//! Asked years, education and languages in words.

use super::changes::{education_level, language_text, level_code};
use super::items::Amount;
use super::words::{pick, say};
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
    let known = LANGUAGES.iter().find(|(known, ..)| known.as_bytes() == code);
    known.map_or_else(
        || {
            let code = language_text(&code);
            Cow::Owned(format!("{} ({code})", pick(language, "sprog", "language")))
        },
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

/// Says a quantity or level in words.
pub(super) fn amount(sentence: &mut String, amount: Amount, language: Language) {
    match amount {
        Amount::Years(tenths) => years(sentence, tenths, language),
        Amount::Education(rank) => sentence.push_str(education_level(rank).map_or_else(
            || pick(language, "ingen uddannelse", "no education"),
            |level| education_name(level, language),
        )),
        Amount::Language(code, level) => {
            say!(sentence; &*language_name(code, language), " ", level_code(level));
        }
    }
}

/// Says what experience is worth in the job: years as they count there.
pub(super) fn worth(sentence: &mut String, tenths: u16, language: Language) {
    let (worth, years) = match language {
        _ if tenths == 0 => {
            return sentence.push_str(pick(
                language,
                "lidt erfaring fra et beslægtet fag",
                "a little experience in a related trade",
            ));
        }
        Language::Danish => ("erfaring, der svarer til ", " år i faget"),
        Language::English if tenths == 10 => ("experience that counts as ", " year in the trade"),
        Language::English => ("experience that counts as ", " years in the trade"),
    };
    sentence.push_str(worth);
    self::tenths(sentence, tenths, pick(language, ",", "."));
    sentence.push_str(years);
}

fn years(sentence: &mut String, tenths: u16, language: Language) {
    self::tenths(sentence, tenths, pick(language, ",", "."));
    sentence.push_str(match (tenths, language) {
        (_, Language::Danish) => " års erfaring",
        (10, Language::English) => " year of experience",
        (_, Language::English) => " years of experience",
    });
}

/// Says tenths as a number, with a decimal only where there is one.
pub(super) fn tenths(sentence: &mut String, tenths: u16, separator: &str) {
    let (whole, rest) = (tenths / 10, tenths % 10);
    say!(sentence; whole);
    if rest != 0 {
        say!(sentence; separator, rest);
    }
}
