//! Bridges: what closes a gap beside the job, and under which scheme. Job first: a missing skill
//! is never a reason to wait.

use super::MissingItem;
use crate::domain::language::Language;
use crate::matching::features::{VacancyView, flag};
use crate::matching::plan::Plan;
use crate::matching::score::PairScore;
use crate::taxonomy::courses::{Course, Gap};
use crate::taxonomy::credentials::{CertificateIx, LicenceIx};
use crate::taxonomy::skills::SkillIx;

/// Most courses named for one vacancy.
const MOST_COURSES: usize = 3;

crate::closed_list! {
    /// How a gap is closed.
    BridgeKind {
        Course = "course",
        Mentor = "mentor",
        Introduction = "introduction",
        OnSiteDanish = "on_site_danish",
        LicenceSupport = "licence_support",
    }
}

/// Something that closes a gap.
#[derive(Debug, Clone, PartialEq)]
pub struct Bridge<'k> {
    /// How.
    pub kind: BridgeKind,
    /// Code of the skill, certificate, licence or language it closes, when it is one.
    pub closes: Option<&'k str>,
    /// The course or support, in words.
    pub label: String,
    /// Length in days, for a course.
    pub days: Option<u16>,
    /// Codes of the schemes that may pay.
    pub schemes: Vec<&'static str>,
}

pub(super) fn bridges<'k>(
    plan: &Plan<'k>,
    vacancy: &VacancyView<'_>,
    pair: &PairScore,
    missing: &[MissingItem<'k>],
    language: Language,
) -> Vec<Bridge<'k>> {
    let core = vacancy.core;
    let essential = || missing.iter().filter(|item| item.essential);
    let mut bridges: Vec<Bridge<'k>> = essential()
        .filter_map(|item| course_for(plan, item, language))
        .take(MOST_COURSES)
        .collect();
    let support = |kind: BridgeKind, closes, label: &str| Bridge {
        kind,
        closes,
        label: label.to_owned(),
        days: None,
        schemes: Vec::new(),
    };
    let danish = language == Language::Danish;
    let supported = plan.gates.missing_licences(core) & core.licence_support;
    for bit in (0..32u8).filter(|bit| supported & (1 << bit) != 0) {
        let licences = &plan.knowledge.taxonomy.licences;
        let label = if danish {
            "Arbejdsgiveren hjælper med kørekortet"
        } else {
            "The employer helps to get the licence"
        };
        bridges.push(support(
            BridgeKind::LicenceSupport,
            Some(licences.code(LicenceIx(bit))),
            label,
        ));
    }
    let below_danish = plan.gates.danish.is_some_and(|level| level < core.danish_min);
    if below_danish && core.flags.has(flag::ON_SITE_DANISH) {
        let label = if danish {
            "Danskundervisning på arbejdspladsen"
        } else {
            "Danish taught at the workplace"
        };
        bridges.push(support(BridgeKind::OnSiteDanish, Some("da"), label));
    }
    let new_work = essential().next().is_some() || is_new_trade(pair);
    if new_work && core.flags.has(flag::MENTOR) {
        let label = if danish {
            "Mentor på arbejdspladsen"
        } else {
            "Mentor at the workplace"
        };
        bridges.push(support(BridgeKind::Mentor, None, label));
    }
    if new_work && core.flags.has(flag::INTRODUCTION) {
        let label = if danish {
            "Introduktion før arbejdet begynder"
        } else {
            "Introduction before the work begins"
        };
        bridges.push(support(BridgeKind::Introduction, None, label));
    }
    bridges
}

fn is_new_trade(pair: &PairScore) -> bool {
    use crate::matching::branch::Rung;
    pair.branch.is_some_and(|fit| fit.rung != Rung::OwnTrade)
}

/// The course that closes a missing skill, certificate or licence.
fn course_for<'k>(plan: &Plan<'k>, missing: &MissingItem<'k>, language: Language) -> Option<Bridge<'k>> {
    let taxonomy = &plan.knowledge.taxonomy;
    let gap = match missing.index.checked_sub(taxonomy.skills.len() as u16) {
        None => Gap::Skill(SkillIx(missing.index)),
        Some(certificate) => Gap::Certificate(CertificateIx(certificate)),
    };
    let course = taxonomy.courses.closing(gap).first()?;
    Some(bridge_by(course, missing.item.id, language))
}

fn bridge_by<'k>(course: &Course, closes: &'k str, language: Language) -> Bridge<'k> {
    Bridge {
        kind: BridgeKind::Course,
        closes: Some(closes),
        label: course.label(language).to_owned(),
        days: Some(course.days),
        schemes: course.schemes.iter().map(|scheme| scheme.code()).collect(),
    }
}
