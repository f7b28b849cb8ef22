//! Bridges: what closes a gap beside the job, under which scheme and how long it takes. Job first: a
//! missing skill is never a reason to wait.

use super::Explanation;
use super::items::{ItemId, MissingItem};
use super::schemes::{ADULT_APPRENTICESHIP, SchemeCodes, open_to};
use super::words::pick;
use crate::domain::language::Language;
use crate::domain::lists::{Form, SupportNeed};
use crate::matching::branch::Rung;
use crate::matching::features::{AskSource, VacancyView, flag};
use crate::matching::gates::GateState;
use crate::matching::plan::Plan;
use crate::matching::score::PairScore;
use crate::taxonomy::courses::{Course, CourseScheme, Gap};
use crate::taxonomy::credentials::{CertificateIx, LicenceIx};
use crate::taxonomy::skills::SkillIx;

/// Most courses named for one vacancy.
const MOST_COURSES: usize = 3;

crate::closed_list! {
    /// How a gap is closed.
    BridgeKind {
        Course = "course",
        Mentor = "mentor",
        Buddy = "buddy",
        Introduction = "introduction",
        OnSiteDanish = "on_site_danish",
        LicenceSupport = "licence_support",
        AdultApprenticeship = "adult_apprenticeship",
    }
}

/// Something that closes a gap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bridge<'k> {
    /// How.
    pub kind: BridgeKind,
    /// Code of the skill, certificate, licence or language it closes, when it is one.
    pub closes: Option<&'k str>,
    /// The course or support, in words.
    pub label: &'k str,
    /// Length in days, for a course.
    pub days: Option<u16>,
    /// Length in weeks, where it is known.
    pub weeks: Option<u16>,
    /// Codes of the schemes in force that may pay.
    pub schemes: SchemeCodes,
    /// Whether the person's situation fits one of the schemes; `None` where none is needed.
    pub eligible: Option<GateState>,
}

pub(super) fn bridges<'k>(
    plan: &Plan<'k>,
    vacancy: &VacancyView<'_>,
    pair: &PairScore,
    explanation: &mut Explanation<'k>,
    language: Language,
) {
    let bridges = &mut explanation.bridges;
    let essential = || explanation.missing.iter().filter(|item| item.essential);
    // What the employer says is asked comes before what such work usually asks.
    let surest_first = AskSource::ALL
        .iter()
        .flat_map(|source| essential().filter(move |item| item.source == *source));
    let courses = surest_first.filter_map(|item| course_for(plan, item, language));
    bridges.extend(courses.take(MOST_COURSES));
    for_licences(plan, vacancy, language, bridges);
    let new_work = essential().next().is_some() || is_new_trade(pair);
    at_work(plan, vacancy, new_work, language, bridges);
    if new_work {
        bridges.extend(adult_apprenticeship(plan, vacancy, language));
    }
}

/// What the workplace itself does for somebody new, or for somebody who needs it.
fn at_work<'k>(
    plan: &Plan<'k>,
    vacancy: &VacancyView<'_>,
    new_work: bool,
    language: Language,
    bridges: &mut Vec<Bridge<'k>>,
) {
    let core = vacancy.core;
    let needs = |need| plan.seeker.support_needs.contains(&need);
    let below_danish = plan.gates.danish.is_some_and(|level| level < core.danish_min);
    let offered = [
        (
            BridgeKind::OnSiteDanish,
            flag::ON_SITE_DANISH,
            below_danish || needs(SupportNeed::LanguageOnSite),
        ),
        (
            BridgeKind::Mentor,
            flag::MENTOR,
            new_work || needs(SupportNeed::Mentor),
        ),
        (
            BridgeKind::Buddy,
            flag::BUDDY,
            new_work || needs(SupportNeed::Buddy),
        ),
        (
            BridgeKind::Introduction,
            flag::INTRODUCTION,
            new_work || needs(SupportNeed::IntroductionLonger),
        ),
    ];
    let wanted = offered
        .into_iter()
        .filter(|&(_, flag, wanted)| wanted && core.flags.has(flag));
    bridges.extend(wanted.map(|(kind, _, _)| {
        let closes = (kind == BridgeKind::OnSiteDanish).then_some("da");
        support(kind, closes, language)
    }));
}

/// A support by the employer.
fn support(kind: BridgeKind, closes: Option<&str>, language: Language) -> Bridge<'_> {
    let label = match kind {
        BridgeKind::LicenceSupport => pick(
            language,
            "Arbejdsgiveren hjælper med kørekortet",
            "The employer helps to get the licence",
        ),
        BridgeKind::OnSiteDanish => pick(
            language,
            "Danskundervisning på arbejdspladsen",
            "Danish taught at the workplace",
        ),
        BridgeKind::Mentor => pick(language, "Mentor på arbejdspladsen", "Mentor at the workplace"),
        BridgeKind::Buddy => pick(
            language,
            "En kollega følger med fra første dag",
            "A colleague follows along from the first day",
        ),
        BridgeKind::Introduction => pick(
            language,
            "Introduktion før arbejdet begynder",
            "Introduction before the work begins",
        ),
        BridgeKind::AdultApprenticeship => pick(
            language,
            "Voksenlærling: uddannelse i faget med voksenløn",
            "Adult apprenticeship: an education in the trade with adult pay",
        ),
        BridgeKind::Course => pick(language, "Kursus", "Course"),
    };
    Bridge {
        kind,
        closes,
        label,
        days: None,
        weeks: None,
        schemes: SchemeCodes::default(),
        eligible: None,
    }
}

/// Licences the person lacks: the employer's help, or a course.
fn for_licences<'k>(
    plan: &Plan<'k>,
    vacancy: &VacancyView<'_>,
    language: Language,
    bridges: &mut Vec<Bridge<'k>>,
) {
    let (core, taxonomy) = (vacancy.core, &plan.knowledge.taxonomy);
    let missing = plan.gates.missing_licences(core);
    for bit in (0..32u8).filter(|bit| missing & (1 << bit) != 0) {
        let licence = LicenceIx(bit);
        let code = taxonomy.licences.code(licence);
        if core.licence_support & (1 << bit) != 0 {
            bridges.push(support(BridgeKind::LicenceSupport, Some(code), language));
        } else if let Some(course) = taxonomy.courses.closing(Gap::Licence(licence)).first() {
            bridges.push(bridge_by(plan, course, code, language));
        }
    }
}

/// The same vacancy offered as an education for adults.
fn adult_apprenticeship<'k>(
    plan: &Plan<'k>,
    vacancy: &VacancyView<'_>,
    language: Language,
) -> Option<Bridge<'k>> {
    let offers = || vacancy.offers.iter();
    let offer = offers().find(|offer| offer.form == Form::AdultApprenticeship)?;
    let eligible = open_to(plan, ADULT_APPRENTICESHIP);
    Some(Bridge {
        weeks: (offer.duration_weeks > 0).then_some(offer.duration_weeks),
        schemes: eligible.map(|_| ADULT_APPRENTICESHIP).into_iter().collect(),
        eligible,
        ..support(BridgeKind::AdultApprenticeship, None, language)
    })
}

fn is_new_trade(pair: &PairScore) -> bool {
    pair.branch.is_some_and(|fit| fit.rung != Rung::OwnTrade)
}

/// The course that closes a missing skill or certificate.
fn course_for<'k>(plan: &Plan<'k>, missing: &MissingItem<'k>, language: Language) -> Option<Bridge<'k>> {
    let taxonomy = &plan.knowledge.taxonomy;
    let (index, ItemId::Coded(code)) = (missing.index?, missing.item.id) else {
        return None;
    };
    let gap = match index.checked_sub(taxonomy.skills.len() as u16) {
        None => Gap::Skill(SkillIx(index)),
        Some(certificate) => Gap::Certificate(CertificateIx(certificate)),
    };
    let course = taxonomy.courses.closing(gap).first()?;
    Some(bridge_by(plan, course, code, language))
}

fn bridge_by<'k>(plan: &Plan<'k>, course: &'k Course, closes: &'k str, language: Language) -> Bridge<'k> {
    let schemes = course.schemes.iter().map(|&scheme| CourseScheme::code(scheme));
    let open = || {
        schemes
            .clone()
            .filter_map(|scheme| Some((scheme, open_to(plan, scheme)?)))
    };
    Bridge {
        kind: BridgeKind::Course,
        closes: Some(closes),
        label: course.label(language),
        days: Some(course.days),
        weeks: None,
        schemes: open().map(|(scheme, _)| scheme).collect(),
        eligible: best_of(|| open().map(|(_, state)| state)),
    }
}

/// One scheme that fits is enough.
fn best_of<S: Iterator<Item = GateState>>(states: impl Fn() -> S) -> Option<GateState> {
    [GateState::Ok, GateState::Unverified, GateState::Failed]
        .into_iter()
        .find(|wanted| states().any(|state| state == *wanted))
}
