//! What a vacancy asks, sorted by how the person covers it: skills and certificates, and years,
//! education and languages, which are items of the same coverage.

use super::Explanation;
use super::changes::{education_level, language_code, level_code};
use super::item_phrases;
use crate::domain::language::Language;
use crate::matching::features::{Ask, AskSource, VacancyView};
use crate::matching::plan::Plan;
use crate::matching::resources::EXACT;
use crate::taxonomy::credentials::CertificateIx;
use crate::taxonomy::skills::SkillIx;
use std::borrow::Cow;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<'k> {
    /// What kind of thing it is.
    pub kind: ItemKind,
    /// Id of a skill or certificate, `years`, a level of education, or the code of a language.
    pub id: Cow<'k, str>,
    /// Its label.
    pub label: Cow<'k, str>,
}

/// An asked item the person has.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearItem<'k> {
    /// What is asked.
    pub item: Item<'k>,
    /// Essential to the employer.
    pub essential: bool,
    /// How it is known that it is asked.
    pub source: AskSource,
    /// What the person has, in words.
    pub by: Cow<'k, str>,
    /// How far it goes, percent.
    pub percent: u16,
    /// Dense index of a skill or certificate, skills first.
    pub index: Option<u16>,
    /// What is asked and what there is of it, where that is a quantity or a level.
    pub measure: Option<Measure>,
}

/// An asked item nothing stands in for.
#[derive(Debug, Clone, PartialEq, Eq)]
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
pub enum Measure {
    /// Tenths of years in the same or a near occupation.
    Years {
        /// Asked.
        asked: u16,
        /// Held.
        held: u16,
    },
    /// Level of education, 1 (primary) to 5.
    Education {
        /// Asked.
        asked: u8,
        /// Held, 0 none.
        held: u8,
    },
    /// Level of a language, 1 (A1) to 6 (C2).
    Language {
        /// ISO 639-1 code.
        code: [u8; 2],
        /// Asked.
        asked: u8,
        /// Held, 0 none.
        held: u8,
    },
}

impl Measure {
    /// The code of what is asked and of what there is, `None` where that is nothing.
    pub fn codes(self) -> (Cow<'static, str>, Option<Cow<'static, str>>) {
        let level = |rank| education_level(rank).map(|level| Cow::Borrowed(level.code()));
        match self {
            Self::Years { asked, held } => (years(asked), (held > 0).then(|| years(held))),
            Self::Education { asked, held } => (level(asked).unwrap_or_default(), level(held)),
            Self::Language { asked, held, .. } => (
                Cow::Borrowed(level_code(asked)),
                (held > 0).then(|| Cow::Borrowed(level_code(held))),
            ),
        }
    }
}

fn years(tenths: u16) -> Cow<'static, str> {
    Cow::Owned(if tenths.is_multiple_of(10) {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    })
}

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
    for (measure, quality) in measures(plan, vacancy) {
        sort_measure(measure, quality, language, explanation);
    }
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
            percent: covered.quality / (EXACT / 100),
            index: Some(index),
            measure: None,
        });
    }
}

/// Asked years, education and languages with their quality, as far as the person's are known.
fn measures(plan: &Plan<'_>, vacancy: &VacancyView<'_>) -> Vec<(Measure, u16)> {
    let (core, resources) = (vacancy.core, &plan.resources);
    let years = resources.years(vacancy).map(|quality| {
        let asked = core.experience_tenths;
        let held = resources.years_held(core.occupation);
        (Measure::Years { asked, held }, quality)
    });
    let education = resources.education(core.education_min).map(|quality| {
        let (asked, held) = (core.education_min, resources.education_held());
        (Measure::Education { asked, held }, quality)
    });
    let languages = vacancy.languages.iter().filter_map(|wanted| {
        let (code, asked) = (wanted.language, wanted.level);
        let quality = resources.language(code, asked)?;
        let held = resources.language_held(code);
        Some((Measure::Language { code, asked, held }, quality))
    });
    years.into_iter().chain(education).chain(languages).collect()
}

fn sort_measure(measure: Measure, quality: u16, language: Language, explanation: &mut Explanation<'_>) {
    let (kind, id) = match measure {
        Measure::Years { .. } => (ItemKind::Experience, Cow::Borrowed("years")),
        Measure::Education { .. } => (ItemKind::Education, measure.codes().0),
        Measure::Language { code, .. } => (ItemKind::Language, Cow::Owned(language_code(code))),
    };
    let item = Item {
        kind,
        id,
        label: item_phrases::asked(measure, language),
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
            by: item_phrases::held(measure, language),
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
        id: Cow::Borrowed(id),
        label: Cow::Borrowed(label),
    }
}
