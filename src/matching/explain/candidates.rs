//! Single changes that could lift a job, or open the one gate that it fails. What they really do is
//! found out by making them.

use super::changes::ProfileChange;
use super::gate_changes::{modes_to_add, profile_changes, trips_with};
use crate::matching::features::{AskSource, OfferFeatures, UNKNOWN_MINUTES, VacancyView};
use crate::matching::gates::GateCode;
use crate::matching::mobility::Travel;
use crate::matching::plan::Plan;
use crate::matching::resources::EXACT;
use crate::matching::score::PairScore;
use crate::taxonomy::credentials::CertificateIx;
use crate::taxonomy::skills::SkillIx;

/// Longer trips that are tried, minutes above the wish.
const LONGER: [u16; 2] = [15, 30];
/// Asked items that are tried for one job, those that weigh most.
const MOST_ITEMS: usize = 4;

/// The single changes worth trying for a pair. Only what is known is changed, so that no answer turns
/// something likely into something absent.
pub fn candidates(plan: &Plan<'_>, vacancy: &VacancyView<'_>, pair: &PairScore) -> Vec<ProfileChange> {
    if !pair.gates.open() {
        return opening(plan, vacancy, pair).into_iter().collect();
    }
    let mut changes = Vec::new();
    if let Some(offer) = vacancy.offers.get(pair.offer) {
        travel(plan, vacancy, offer, pair.travel, &mut changes);
        if offer.hours_max != UNKNOWN_MINUTES && offer.hours_max < plan.gates.hours.0 {
            changes.push(ProfileChange::HoursLeast(offer.hours_max));
        }
    }
    languages(plan, vacancy, &mut changes);
    items(plan, vacancy, &mut changes);
    changes
}

/// The one change that opens all failed gates; `None` where more is needed, or others must act.
fn opening(plan: &Plan<'_>, vacancy: &VacancyView<'_>, pair: &PairScore) -> Option<ProfileChange> {
    let mut only = None;
    for at in pair.gates.failed.iter() {
        let code = *GateCode::ALL.get(at)?;
        let &[change] = profile_changes(plan, vacancy, pair, code).as_slice() else {
            return None;
        };
        if only.is_some_and(|known| known != change) {
            return None;
        }
        only = Some(change);
    }
    only
}

fn travel(
    plan: &Plan<'_>,
    vacancy: &VacancyView<'_>,
    offer: &OfferFeatures,
    way: Travel,
    changes: &mut Vec<ProfileChange>,
) {
    let Some(minutes) = way.minutes() else { return };
    let wish = plan.trips.wish;
    if minutes.saturating_mul(2) <= wish {
        return;
    }
    changes.extend(LONGER.map(|more| ProfileChange::TravelWish(wish.saturating_add(more))));
    changes.extend(modes_to_add(plan).filter(|&change| {
        let with = trips_with(plan, change).travel(vacancy.core, offer);
        with.minutes().is_some_and(|taken| taken < minutes)
    }));
}

fn languages(plan: &Plan<'_>, vacancy: &VacancyView<'_>, changes: &mut Vec<ProfileChange>) {
    let short = vacancy.languages.iter().filter(|wanted| {
        let quality = plan.resources.language(wanted.language, wanted.level);
        quality.is_some_and(|quality| quality < EXACT)
    });
    changes.extend(short.map(|wanted| ProfileChange::Language {
        code: wanted.language,
        level: wanted.level,
    }));
}

fn items(plan: &Plan<'_>, vacancy: &VacancyView<'_>, changes: &mut Vec<ProfileChange>) {
    let brought = &plan.seeker.resources;
    let (skills_known, certificates_known) = (brought.skills.is_some(), brought.certificates.is_some());
    let first_certificate = plan.knowledge.taxonomy.skills.len() as u16;
    let mut short: Vec<(u32, u16)> = vacancy
        .asks
        .iter()
        .filter(|ask| {
            let known = if ask.item < first_certificate {
                skills_known
            } else {
                certificates_known
            };
            known && (ask.essential || ask.source != AskSource::Typical)
        })
        .map(|ask| {
            let open = EXACT - plan.resources.covered(ask.item).quality.min(EXACT);
            let weight = plan.resources.weight(ask.item, ask.essential);
            (u32::from(open) * weight, ask.item)
        })
        .filter(|&(gain, _)| gain > 0)
        .collect();
    short.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    let change = |(_, item): (u32, u16)| match item.checked_sub(first_certificate) {
        None => ProfileChange::Skill(SkillIx(item)),
        Some(at) => ProfileChange::Certificate(CertificateIx(at)),
    };
    changes.extend(short.into_iter().take(MOST_ITEMS).map(change));
}
