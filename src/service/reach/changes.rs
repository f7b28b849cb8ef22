//! What a single change would open: the profile or the shifts changed, and everything scored again.

use super::{Found, World};
use crate::domain::jobseeker::Jobseeker;
use crate::domain::language::Language;
use crate::domain::travel_mode::TravelMode;
use crate::matching::explain::changes::ProfileChange;
use crate::matching::moved_shifts::{ShiftMove, with_moved_shifts};
use crate::matching::score::{PairScore, score};
use crate::taxonomy::credentials::LicenceIx;
use crate::wire::reach_out::{OpeningOut, ReachChange};

/// Minutes one way that are tried on top.
const MORE_MINUTES: u16 = 15;
/// Minutes by which shifts are moved.
const AN_HOUR: u16 = 60;
/// The licence for a car.
const LICENCE_B: &str = "B";

/// What each change that the person has not got already would open.
pub(super) fn openings(
    world: &World<'_>,
    base: &Jobseeker,
    minutes: u16,
    found: &Found,
    language: Language,
) -> Vec<OpeningOut> {
    let told = |change, open_vacancies: usize| OpeningOut {
        change,
        text: in_words(change, language),
        open_vacancies,
        gain: open_vacancies.saturating_sub(found.within),
    };
    let mut openings = Vec::new();
    let (defaults, taxonomy) = (&world.rules.ruleset.defaults, &world.knowledge.taxonomy);
    let more = minutes.saturating_add(MORE_MINUTES);
    let longer = ProfileChange::TravelWish(more).applied_to(base, defaults, taxonomy);
    openings.push(told(ReachChange::MoreTime, world.count(&longer, more)));
    for (change, mode, licence) in [
        (ReachChange::Bicycle, Some(TravelMode::Bicycle), None),
        (ReachChange::Car, Some(TravelMode::Car), Some(LICENCE_B)),
        (ReachChange::LicenceB, None, Some(LICENCE_B)),
    ] {
        if let Some(changed) = with(world, base, mode, licence) {
            openings.push(told(change, world.count(&changed, minutes)));
        }
    }
    for (change, by) in [
        (ReachChange::ShiftLater, ShiftMove::Later(AN_HOUR)),
        (ReachChange::ShiftEarlier, ShiftMove::Earlier(AN_HOUR)),
        (ReachChange::ShiftByDay, ShiftMove::ByDay),
    ] {
        let opened = opened_by_moving(world, base, minutes, found, by);
        openings.push(told(change, found.within + opened));
    }
    openings
}

/// The profile with a means or a licence more; nothing where it has both already, or where it does not tell
/// its licences and nothing but a licence would be added.
fn with(
    world: &World<'_>,
    base: &Jobseeker,
    mode: Option<TravelMode>,
    licence: Option<&str>,
) -> Option<Jobseeker> {
    let (defaults, taxonomy) = (&world.rules.ruleset.defaults, &world.knowledge.taxonomy);
    let modes = base.mobility.modes.as_deref().unwrap_or(&defaults.modes);
    let mode = mode.filter(|mode| !modes.contains(mode)).map(ProfileChange::Mode);
    let licences = &taxonomy.licences;
    let lacking = |wanted: &LicenceIx| {
        let held = base.mobility.licences.as_ref()?;
        let held = licences.closure_of(held.iter().filter_map(|code| licences.find(code)));
        (held.0 & (1 << wanted.0) == 0).then_some(())
    };
    let licence = licence
        .and_then(|code| licences.find(code))
        .filter(|wanted| lacking(wanted).is_some())
        .map(ProfileChange::Licence);
    let changes = [mode, licence].into_iter().flatten();
    changes.fold(None, |changed: Option<Jobseeker>, change| {
        Some(change.applied_to(changed.as_ref().unwrap_or(base), defaults, taxonomy))
    })
}

/// How many vacancies that do not pass now would, with their shifts moved.
fn opened_by_moving(
    world: &World<'_>,
    base: &Jobseeker,
    minutes: u16,
    found: &Found,
    by: ShiftMove,
) -> usize {
    let plan = world.plan(base);
    let opens =
        |pair: &PairScore| pair.gates.open() && pair.travel.minutes().is_some_and(|taken| taken <= minutes);
    let moved = found.by_the_clock.iter().filter_map(|&listed| {
        let view = world.table.columns(listed);
        with_moved_shifts(&view, by)
    });
    moved
        .filter(|vacancy| opens(&score(&plan, &vacancy.view())))
        .count()
}

const fn in_words(change: ReachChange, language: Language) -> &'static str {
    let (danish, english) = match change {
        ReachChange::MoreTime => ("15 minutter mere hver vej", "15 minutes more each way"),
        ReachChange::Bicycle => ("En cykel", "A bicycle"),
        ReachChange::Car => ("En bil, med kørekort B", "A car, with licence B"),
        ReachChange::LicenceB => (
            "Kørekort B, til job der kræver det",
            "Licence B, for jobs that ask for it",
        ),
        ReachChange::ShiftLater => ("Vagten en time senere", "The shift an hour later"),
        ReachChange::ShiftEarlier => ("Vagten en time tidligere", "The shift an hour earlier"),
        ReachChange::ShiftByDay => ("Vagten om dagen, fra kl. 8", "The shift by day, from 8 o'clock"),
    };
    match language {
        Language::Danish => danish,
        Language::English => english,
    }
}
