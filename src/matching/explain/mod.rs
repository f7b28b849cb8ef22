//! Explanations: what a pair's contributions are made of, in words. Made for the page returned,
//! from the numbers the scorer gave, so that nothing is said that was not scored.

pub mod bridges;
pub mod gate_lines;
mod phrases;
pub mod reasons;

use super::features::{Ask, AskSource, VacancyView};
use super::plan::Plan;
use super::resources::EXACT;
use super::score::PairScore;
use crate::domain::language::Language;
use crate::taxonomy::credentials::CertificateIx;
use crate::taxonomy::skills::SkillIx;
use bridges::Bridge;
use gate_lines::GateLine;
use reasons::Reason;

/// Everything said of one pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation<'k> {
    /// Asked items the person has.
    pub found: Vec<FoundItem<'k>>,
    /// Asked items something close stands in for.
    pub near: Vec<NearItem<'k>>,
    /// Asked items nothing stands in for.
    pub missing: Vec<MissingItem<'k>>,
    /// Reasons, by axis; each axis' contributions sum to the axis' own.
    pub reasons: Vec<Reason>,
    /// Gates the vacancy raises, and those that are not plainly open.
    pub gates: Vec<GateLine>,
    /// What closes a gap beside the job.
    pub bridges: Vec<Bridge<'k>>,
}

/// An asked skill or certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item<'k> {
    /// Its id.
    pub id: &'k str,
    /// Its label.
    pub label: &'k str,
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

/// An asked item something close stands in for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NearItem<'k> {
    /// What is asked.
    pub item: Item<'k>,
    /// Essential to the employer.
    pub essential: bool,
    /// How it is known that it is asked.
    pub source: AskSource,
    /// What the person has.
    pub by: Item<'k>,
    /// How far it stands in, percent.
    pub percent: u16,
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
    /// Dense index, skills first, certificates after them.
    pub(super) index: u16,
}

/// Explains a scored pair.
pub fn explain<'k>(
    plan: &Plan<'k>,
    vacancy: &VacancyView<'_>,
    pair: &PairScore,
    language: Language,
) -> Explanation<'k> {
    let mut explanation = Explanation {
        found: Vec::new(),
        near: Vec::new(),
        missing: Vec::new(),
        reasons: Vec::new(),
        gates: gate_lines::gate_lines(plan, vacancy, pair, language),
        bridges: Vec::new(),
    };
    if pair.resources.is_some() {
        sort_items(plan, vacancy, language, &mut explanation);
    }
    explanation.bridges = bridges::bridges(plan, vacancy, pair, &explanation.missing, language);
    explanation.reasons = reasons::reasons(plan, vacancy, pair, &explanation, language);
    explanation
}

/// Sorts what is asked into found, near and missing. What an occupation typically asks, where the
/// sender listed nothing, is only reported missing when it is essential.
fn sort_items<'k>(
    plan: &Plan<'k>,
    vacancy: &VacancyView<'_>,
    language: Language,
    explanation: &mut Explanation<'k>,
) {
    for &Ask {
        item: index,
        essential,
        source,
    } in vacancy.asks
    {
        let covered = plan.resources.covered(index);
        let item = item(plan, index, language);
        if covered.quality == 0 {
            if essential || source != AskSource::Typical {
                explanation.missing.push(MissingItem {
                    item,
                    essential,
                    source,
                    index,
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
            let by = self::item(plan, covered.by, language);
            let percent = covered.quality / (EXACT / 100);
            explanation.near.push(NearItem {
                item,
                essential,
                source,
                by,
                percent,
            });
        }
    }
}

fn item<'k>(plan: &Plan<'k>, index: u16, language: Language) -> Item<'k> {
    let taxonomy = &plan.knowledge.taxonomy;
    match index.checked_sub(taxonomy.skills.len() as u16) {
        None => {
            let skill = SkillIx(index);
            Item {
                id: taxonomy.skills.id(skill),
                label: taxonomy.skills.label(skill, language),
            }
        }
        Some(at) => {
            let certificate = CertificateIx(at);
            Item {
                id: taxonomy.certificates.code(certificate),
                label: taxonomy.certificates.label(certificate, language),
            }
        }
    }
}
