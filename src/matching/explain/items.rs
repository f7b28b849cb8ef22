//! What a vacancy asks, sorted by how the person covers it: skills and certificates, and years,
//! education and languages, which are items of the same coverage.

use super::Explanation;
use super::changes::{education_level, language_text, level_code};
use super::item_phrases;
use super::words::{self, Spoken, printed_as_spoken};
use crate::domain::language::Language;
use crate::matching::features::{Ask, AskSource, VacancyView};
use crate::matching::plan::Plan;
use crate::matching::resources::EXACT;
use crate::taxonomy::credentials::CertificateIx;
use crate::taxonomy::skills::SkillIx;

crate::closed_list! {
    /// What kind of thing is asked.
    ItemKind {
        Skill = "skill",
        Certificate = "certificate",
        Experience = "experience",
        Education = "education",
        Language = "language",
    }
}

/// An asked item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item<'k> {
    /// What kind of thing it is.
    pub kind: ItemKind,
    /// What it is known by.
    pub id: ItemId<'k>,
    /// What it is called.
    pub label: Name<'k>,
}

/// What an asked item is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemId<'k> {
    /// Id of a skill or certificate, `years`, or a level of education.
    Coded(&'k str),
    /// ISO 639-1 code of a language.
    Language([u8; 2]),
}

impl ItemId<'_> {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Coded(code) => code,
            Self::Language(code) => language_text(code),
        }
    }
}

/// What an item is called: as a table has it, or in words made while they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name<'k> {
    /// A label.
    Label(&'k str),
    /// A quantity or level, in a language.
    Amount(Amount, Language),
    /// Experience that counts as so many tenths of years in the job, in a language. It may be more years in a near
    /// trade.
    Worth(u16, Language),
}

impl Name<'_> {
    /// Calls with the name as text.
    pub fn with_text<T>(&self, call: impl FnOnce(&str) -> T) -> T {
        match self {
            Self::Label(label) => call(label),
            Self::Amount(..) | Self::Worth(..) => words::with_text(self, call),
        }
    }
}

impl Spoken for Name<'_> {
    fn say(&self, sentence: &mut String) {
        match *self {
            Self::Label(label) => sentence.push_str(label),
            Self::Amount(amount, language) => item_phrases::amount(sentence, amount, language),
            Self::Worth(tenths, language) => item_phrases::worth(sentence, tenths, language),
        }
    }
}

/// An asked item the person has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundItem<'k> {
    /// The item.
    pub item: Item<'k>,
    /// Essential to the employer.
    pub essential: bool,
    /// How it is known that it is asked.
    pub source: AskSource,
    /// Likely from past jobs rather than stated.
    pub assumed: bool,
}

/// An asked item something close stands in for, or of which there is some but less than asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NearItem<'k> {
    /// What is asked.
    pub item: Item<'k>,
    /// Essential to the employer.
    pub essential: bool,
    /// How it is known that it is asked.
    pub source: AskSource,
    /// What the person has, in words.
    pub by: Name<'k>,
    /// What the person has is likely from past jobs rather than stated.
    pub assumed: bool,
    /// How far it goes, percent.
    pub percent: u16,
    /// Dense index of a skill or certificate, skills first.
    pub index: Option<u16>,
    /// What is asked and what there is of it, where that is a quantity or a level.
    pub measure: Option<Measure>,
}

/// An asked item nothing stands in for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingItem<'k> {
    /// What is asked.
    pub item: Item<'k>,
    /// Essential to the employer.
    pub essential: bool,
    /// How it is known that it is asked.
    pub source: AskSource,
    /// Dense index of a skill or certificate, skills first.
    pub index: Option<u16>,
    /// What is asked and what there is of it, where that is a quantity or a level.
    pub measure: Option<Measure>,
}

/// What is asked of years, education or a language, and what there is of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Asked.
    pub asked: Amount,
    /// Held; [`Amount::is_none`] where that is nothing.
    pub held: Amount,
}

/// A quantity or a level; printed as its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Tenths of years in the same or a near occupation.
    Years(u16),
    /// Level of education, 1 (primary) to 5, 0 none.
    Education(u8),
    /// A language by its ISO 639-1 code, at a level of 1 (A1) to 6 (C2), 0 none.
    Language([u8; 2], u8),
}

impl Amount {
    /// Whether it is nothing.
    pub fn is_none(self) -> bool {
        match self {
            Self::Years(tenths) => tenths == 0,
            Self::Education(rank) => education_level(rank).is_none(),
            Self::Language(_, level) => level == 0,
        }
    }
}

impl Spoken for Amount {
    fn say(&self, sentence: &mut String) {
        match *self {
            Self::Years(tenths) => item_phrases::tenths(sentence, tenths, "."),
            Self::Education(rank) => {
                sentence.push_str(education_level(rank).map_or("", |level| level.code()));
            }
            Self::Language(_, level) => sentence.push_str(level_code(level)),
        }
    }
}

printed_as_spoken!(Amount);

/// Sorts what is asked into found, near and missing. What an occupation typically asks, where the
/// sender listed nothing, is only reported missing when it is essential.
pub(super) fn sort_items<'k>(
    plan: &Plan<'k>,
    vacancy: &VacancyView<'_>,
    language: Language,
    explanation: &mut Explanation<'k>,
) {
    if !plan.resources.judges_coverage() {
        return;
    }
    for ask in vacancy.asks {
        sort_ask(plan, *ask, language, explanation);
    }
    let sorted = |(measure, quality)| sort_measure(measure, quality, language, explanation);
    measures(plan, vacancy).for_each(sorted);
}

fn sort_ask<'k>(plan: &Plan<'k>, ask: Ask, language: Language, explanation: &mut Explanation<'k>) {
    let Ask {
        item: index,
        essential,
        source,
    } = ask;
    let covered = plan.resources.covered(index);
    let item = item(plan, index, language);
    if covered.quality == 0 {
        if essential || source != AskSource::Typical {
            explanation.missing.push(MissingItem {
                item,
                essential,
                source,
                index: Some(index),
                measure: None,
            });
        }
    } else if covered.by == index {
        explanation.found.push(FoundItem {
            item,
            essential,
            source,
            assumed: !covered.stated,
        });
    } else {
        explanation.near.push(NearItem {
            item,
            essential,
            source,
            by: self::item(plan, covered.by, language).label,
            assumed: !covered.stated,
            percent: covered.quality / (EXACT / 100),
            index: Some(index),
            measure: None,
        });
    }
}

/// Asked years, education and languages with their quality, as far as the person's are known.
fn measures(plan: &Plan<'_>, vacancy: &VacancyView<'_>) -> impl Iterator<Item = (Measure, u16)> {
    let (core, resources) = (vacancy.core, &plan.resources);
    let years = resources.years(vacancy).map(|quality| {
        let asked = Amount::Years(core.experience_tenths);
        let held = Amount::Years(resources.years_held(core.occupation));
        (Measure { asked, held }, quality)
    });
    let education = resources.education(core.education_min).map(|quality| {
        let asked = Amount::Education(core.education_min);
        let held = Amount::Education(resources.education_held());
        (Measure { asked, held }, quality)
    });
    let languages = vacancy.languages.iter().filter_map(|wanted| {
        let code = wanted.language;
        let quality = resources.language(code, wanted.level)?;
        let asked = Amount::Language(code, wanted.level);
        let held = Amount::Language(code, resources.language_held(code));
        Some((Measure { asked, held }, quality))
    });
    years.into_iter().chain(education).chain(languages)
}

fn sort_measure(measure: Measure, quality: u16, language: Language, explanation: &mut Explanation<'_>) {
    let (kind, id) = match measure.asked {
        Amount::Years(_) => (ItemKind::Experience, ItemId::Coded("years")),
        Amount::Education(rank) => {
            let level = education_level(rank).map_or("", |level| level.code());
            (ItemKind::Education, ItemId::Coded(level))
        }
        Amount::Language(code, _) => (ItemKind::Language, ItemId::Language(code)),
    };
    let item = Item {
        kind,
        id,
        label: Name::Amount(measure.asked, language),
    };
    let (essential, source) = (true, AskSource::Listed);
    if quality >= EXACT {
        explanation.found.push(FoundItem {
            item,
            essential,
            source,
            assumed: false,
        });
    } else if quality == 0 {
        explanation.missing.push(MissingItem {
            item,
            essential,
            source,
            index: None,
            measure: Some(measure),
        });
    } else {
        explanation.near.push(NearItem {
            item,
            essential,
            source,
            by: match measure.held {
                Amount::Years(tenths) => Name::Worth(tenths, language),
                held => Name::Amount(held, language),
            },
            assumed: false,
            percent: quality / (EXACT / 100),
            index: None,
            measure: Some(measure),
        });
    }
}

fn item<'k>(plan: &Plan<'k>, index: u16, language: Language) -> Item<'k> {
    let taxonomy = &plan.knowledge.taxonomy;
    let (kind, id, label) = match index.checked_sub(taxonomy.skills.len() as u16) {
        None => {
            let (skill, skills) = (SkillIx(index), &taxonomy.skills);
            (ItemKind::Skill, skills.id(skill), skills.label(skill, language))
        }
        Some(at) => {
            let (certificate, certificates) = (CertificateIx(at), &taxonomy.certificates);
            let label = certificates.label(certificate, language);
            (ItemKind::Certificate, certificates.code(certificate), label)
        }
    };
    Item {
        kind,
        id: ItemId::Coded(id),
        label: Name::Label(label),
    }
}
