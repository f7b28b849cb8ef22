//! Codes of the tables that profiles and vacancies are drawn from: few enough that they meet.

use crate::harness::knowledge;
use foothold::domain::codes::{IndustryDivision, OccupationCode, Postcode};
use foothold::domain::lists::LanguageLevel;
use foothold::domain::schedule::Window;
use foothold::domain::units::{HoursRange, TenthYears, WeeklyMinutes};
use foothold::domain::vacancy::LanguageAsk;
use foothold::taxonomy::credentials::{AuthorisationIx, CertificateIx, LicenceIx};
use jiff::civil::Date;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::sync::LazyLock;

/// Trades that share skills and trades that share none, with and without an authorisation, of every
/// skill level.
const OCCUPATIONS: &[&str] = &[
    "4321", "9333", "8344", "8332", "5321", "5322", "2221", "2211", "7212", "9112", "5120", "9412", "4110",
    "2512", "5131", "6111",
];
const POSTCODES: &[&str] = &[
    "5000", "5220", "5240", "5250", "5260", "5270", "5500", "5600", "5700", "5750", "5800", "5900", "5970",
    "5560", "6000", "7000", "8000", "2100", "3700", "8799", "9990",
];

pub struct Pool {
    pub occupations: Vec<OccupationCode>,
    pub skills: Vec<String>,
    pub certificates: Vec<String>,
    pub licences: Vec<String>,
    pub authorisations: Vec<String>,
    pub education_fields: Vec<String>,
    pub postcodes: Vec<Postcode>,
    pub all_postcodes: Vec<Postcode>,
}

pub static POOL: LazyLock<Pool> = LazyLock::new(|| {
    let knowledge = knowledge();
    let taxonomy = &knowledge.taxonomy;
    let codes = OCCUPATIONS.iter().filter_map(|code| OccupationCode::parse(code));
    let occupations: Vec<OccupationCode> = codes
        .filter(|&code| taxonomy.occupations.ix(code).is_some())
        .collect();
    let mut skills: Vec<String> = occupations
        .iter()
        .filter_map(|&code| taxonomy.occupations.ix(code))
        .flat_map(|ix| {
            let relations = &taxonomy.relations;
            relations
                .essential(ix)
                .iter()
                .take(6)
                .chain(relations.optional(ix).iter().take(3))
        })
        .map(|&skill| taxonomy.skills.id(skill).to_owned())
        .collect();
    skills.sort_unstable();
    skills.dedup();
    let fields = &taxonomy.education_fields;
    Pool {
        skills,
        certificates: (0..taxonomy.certificates.count() as u16)
            .map(|at| taxonomy.certificates.code(CertificateIx(at)).to_owned())
            .collect(),
        licences: (0..taxonomy.licences.count() as u8)
            .map(|at| taxonomy.licences.code(LicenceIx(at)).to_owned())
            .collect(),
        authorisations: (0..taxonomy.authorisations.count() as u16)
            .map(|at| taxonomy.authorisations.code(AuthorisationIx(at)).to_owned())
            .collect(),
        education_fields: fields.all().map(|field| fields.code(field).to_owned()).collect(),
        postcodes: POSTCODES
            .iter()
            .map(|code| Postcode::parse(code).expect("a postcode"))
            .inspect(|&code| assert!(knowledge.places.by_postcode(code).is_some(), "{code}"))
            .collect(),
        all_postcodes: knowledge.places.iter().map(|place| place.postcode).collect(),
        occupations,
    }
});

/// Up to `most` of these, each once.
pub fn some<T: Clone + std::fmt::Debug>(all: &'static [T], most: usize) -> impl Strategy<Value = Vec<T>> {
    subsequence(all, 0..=all.len().min(most))
}

pub fn one<T: Clone + std::fmt::Debug>(all: &'static [T]) -> impl Strategy<Value = T> {
    select(all)
}

pub fn occupation() -> impl Strategy<Value = OccupationCode> {
    one(&POOL.occupations)
}

pub fn industry() -> impl Strategy<Value = IndustryDivision> {
    select(vec!["52", "01", "87", "86", "56", "25"])
        .prop_map(|code| IndustryDivision::parse(code).expect("a division"))
}

/// A day within a year of the day everything is scored on.
pub fn day() -> impl Strategy<Value = Date> {
    (-370_i64..370).prop_map(|days| super::world::DAY.saturating_add(jiff::Span::new().days(days)))
}

pub fn tenths() -> impl Strategy<Value = TenthYears> {
    (0_u16..=300).prop_map(|tenths| TenthYears::from_years(f64::from(tenths) / 10.0).expect("years"))
}

pub fn range() -> impl Strategy<Value = HoursRange> {
    (0_u16..=48, 0_u16..=48).prop_map(|(one, other)| HoursRange {
        min: WeeklyMinutes::from_minutes(one.min(other) * 60),
        max: WeeklyMinutes::from_minutes(one.max(other) * 60),
    })
}

/// Any postcode of the country.
pub fn postcode() -> impl Strategy<Value = Postcode> {
    one(&POOL.all_postcodes)
}

/// A window on the half hours; those that end before they begin last until the next day.
pub fn window() -> impl Strategy<Value = Window> {
    let days = subsequence((0..7).collect::<Vec<usize>>(), 1..=7);
    (days, 0_u16..48, 0_u16..=48).prop_map(|(days, from, to)| Window {
        days: days.into_iter().collect(),
        from: from * 30,
        to: to * 30,
    })
}

pub fn languages() -> impl Strategy<Value = Vec<LanguageAsk>> {
    let one_language = |code: &'static str| {
        proptest::option::of(one(LanguageLevel::ALL)).prop_map(move |level| {
            level.map(|level| LanguageAsk {
                language: code.to_owned(),
                level,
            })
        })
    };
    (one_language("da"), one_language("en"), one_language("ar"))
        .prop_map(|(danish, english, arabic)| [danish, english, arabic].into_iter().flatten().collect())
}
