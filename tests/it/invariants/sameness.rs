//! What must not matter: a default said or left unsaid, the order of things, saying them twice, and
//! who it is about.

use super::openings::vacancies;
use super::pool::POOL;
use super::profiles::jobseeker;
use super::world::{DAY, WORLD, World, cases};
use foothold::domain::ids::{OrganisationId, VacancyId};
use foothold::domain::jobseeker::Jobseeker;
use foothold::domain::lists::{BranchWillingness, GoalTrack};
use foothold::domain::schedule::Window;
use foothold::domain::units::{HoursRange, WeeklyMinutes};
use foothold::domain::vacancy::Vacancy;
use foothold::matching::extract::{VacancyIdentity, extract};
use foothold::matching::features::VacancyFeatures;
use foothold::matching::gates::Gates;
use foothold::matching::score::score;
use foothold::service::vocabulary::TableVocabulary;
use foothold::wire::jobseeker_in::read_jobseeker;
use proptest::prelude::*;
use serde_json::json;

/// The name of a field, and two changes to a profile.
type SaidOrUnsaid = (&'static str, fn(&mut Jobseeker), fn(&mut Jobseeker));

/// A field left out, and the same field said to be what stands in for it.
const DEFAULTS: &[SaidOrUnsaid] = &[
    (
        "modes",
        |seeker| seeker.mobility.modes = None,
        |seeker| {
            seeker.mobility.modes = Some(WORLD.rules.ruleset.defaults.modes.clone());
        },
    ),
    (
        "max_travel_minutes",
        |seeker| seeker.mobility.max_travel_minutes = None,
        |seeker| {
            seeker.mobility.max_travel_minutes = Some(WORLD.rules.ruleset.defaults.max_travel_minutes);
        },
    ),
    (
        "hours_per_week",
        |seeker| seeker.hours = None,
        |seeker| {
            let defaults = &WORLD.rules.ruleset.defaults;
            let hours = |hours| WeeklyMinutes::from_hours(hours).expect("hours of a week");
            seeker.hours = HoursRange::new(hours(defaults.hours_min), hours(defaults.hours_max));
        },
    ),
    (
        "availability",
        |seeker| seeker.availability = None,
        |seeker| {
            let whole_days = Window {
                days: (0..7).collect(),
                from: 0,
                to: 24 * 60,
            };
            seeker.availability = Some(vec![whole_days]);
        },
    ),
    (
        "availability, day to day",
        |seeker| seeker.availability = None,
        |seeker| {
            let noon_to_noon = Window {
                days: (0..7).collect(),
                from: 12 * 60,
                to: 12 * 60,
            };
            seeker.availability = Some(vec![noon_to_noon]);
        },
    ),
    (
        "max_days_per_week",
        |seeker| seeker.max_days_per_week = None,
        |seeker| {
            seeker.max_days_per_week = Some(7);
        },
    ),
];

/// What is equal of two equal scores.
fn scores(seeker: &Jobseeker, own: &[VacancyFeatures]) -> Vec<(u32, [u32; 4], bool)> {
    let pairs = WORLD.pairs(seeker, own);
    pairs
        .iter()
        .map(|pair| (pair.base, pair.contributions, pair.gates.open()))
        .collect()
}

fn gates(seeker: &Jobseeker, own: &[VacancyFeatures]) -> Vec<Gates> {
    WORLD.pairs(seeker, own).iter().map(|pair| pair.gates).collect()
}

/// The profile with every list turned round and said twice; the dearest wish stays in front.
fn said_otherwise(seeker: &Jobseeker) -> Jobseeker {
    fn twice<T: Clone>(list: &mut Vec<T>) {
        let mut back: Vec<T> = list.iter().rev().cloned().collect();
        list.append(&mut back);
        list.reverse();
    }
    let mut other = seeker.clone();
    let (brought, mobility) = (&mut other.resources, &mut other.mobility);
    brought.skills.iter_mut().for_each(twice);
    brought.experience.iter_mut().for_each(twice);
    brought.languages.iter_mut().for_each(twice);
    brought.certificates.iter_mut().for_each(twice);
    brought.authorisations.iter_mut().for_each(twice);
    mobility.modes.iter_mut().for_each(twice);
    mobility.licences.iter_mut().for_each(twice);
    other.availability.iter_mut().for_each(twice);
    other.eligible_forms.iter_mut().for_each(twice);
    twice(&mut other.blocked);
    twice(&mut other.wishes.interests);
    twice(&mut other.work_requirements);
    twice(&mut other.vetoes);
    let wishes = &mut other.wishes.occupations;
    *wishes = wishes
        .iter()
        .flat_map(|wish| [wish.clone(), wish.clone()])
        .collect();
    other
}

/// The vacancy with every list turned round and said twice.
fn posted_otherwise(vacancy: &Vacancy) -> Vacancy {
    fn twice<T: Clone>(list: &mut Vec<T>) {
        let all = list.iter().rev().chain(list.iter()).cloned().collect();
        *list = all;
    }
    let mut other = vacancy.clone();
    twice(&mut other.offers);
    twice(&mut other.accommodations_offered);
    twice(&mut other.licence_support);
    other.demands.iter_mut().for_each(twice);
    other
        .schedule
        .iter_mut()
        .for_each(|schedule| twice(&mut schedule.shifts));
    let asked = &mut other.requirements;
    asked.skills.iter_mut().for_each(twice);
    twice(&mut asked.licences);
    twice(&mut asked.certificates);
    twice(&mut asked.languages);
    other
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_default_said_is_a_default_left_out(seeker in jobseeker(), own in vacancies()) {
        let own = WORLD.features(&own);
        for (field, leave_out, say) in DEFAULTS {
            let (mut out, mut said) = (seeker.clone(), seeker.clone());
            leave_out(&mut out);
            say(&mut said);
            prop_assert_eq!(scores(&out, &own), scores(&said, &own), "{}", field);
            prop_assert_eq!(gates(&out, &own), gates(&said, &own), "{}", field);
        }
    }

    #[test]
    fn order_and_repetition_of_a_profile_do_not_matter(seeker in jobseeker(), own in vacancies()) {
        let own = WORLD.features(&own);
        let other = said_otherwise(&seeker);
        prop_assert_eq!(scores(&seeker, &own), scores(&other, &own));
        prop_assert_eq!(gates(&seeker, &own), gates(&other, &own));
    }

    #[test]
    fn order_and_repetition_of_a_vacancy_do_not_matter(seeker in jobseeker(), own in vacancies()) {
        let others: Vec<Vacancy> = own.iter().map(posted_otherwise).collect();
        let (own, others) = (WORLD.features(&own), WORLD.features(&others));
        prop_assert_eq!(scores(&seeker, &own), scores(&seeker, &others));
    }

    #[test]
    fn the_order_of_wishes_matters_only_among_wishes(seeker in jobseeker(), own in vacancies()) {
        let own = WORLD.features(&own);
        let mut turned = seeker.clone();
        turned.wishes.occupations.reverse();
        for (one, other) in WORLD.pairs(&seeker, &own).iter().zip(WORLD.pairs(&turned, &own)) {
            prop_assert_eq!(one.gates, other.gates);
            prop_assert_eq!(one.branch, other.branch);
            prop_assert_eq!(one.applied, other.applied);
        }
    }

    #[test]
    fn who_it_is_changes_nothing(seeker in jobseeker(), own in vacancies(), name in "[a-z]{1,9}") {
        let plain: Vec<VacancyFeatures> = WORLD.features(&own);
        let named = Jobseeker {
            plan_ref: Some(name.clone()),
            intake_cohort: Some(name.clone()),
            ..seeker.clone()
        };
        prop_assert_eq!(scores(&seeker, &plain), scores(&named, &plain));
        let organisation = OrganisationId::from_stored(name);
        let plan = WORLD.plan(&seeker);
        for (vacancy, known) in own.iter().zip(&plain) {
            let identity = VacancyIdentity {
                id: VacancyId::generate(),
                organisation: &organisation,
                organisation_number: 7,
            };
            let theirs = extract(vacancy, identity, &WORLD.knowledge);
            prop_assert_eq!(score(&plan, &theirs.view()).base, score(&plan, &known.view()).base);
        }
    }
}

fn read(world: &World, profile: &serde_json::Value) -> Jobseeker {
    let vocabulary = TableVocabulary::new(world.knowledge.clone());
    read_jobseeker(profile, &vocabulary).expect("a profile").jobseeker
}

/// Fields that have a default of their own read the same when they are said, null or left out.
#[test]
fn what_is_said_by_default_reads_as_if_unsaid() {
    let bare = read(&WORLD, &json!({}));
    assert_eq!(bare, Jobseeker::default());
    let said = json!({
        "home": null, "reference": "case-1", "source": "a", "external_id": "b",
        "mobility": {"modes": null, "relocate": false},
        "blocked": [], "vetoes": [], "work_requirements": [], "support_needs": [],
        "wishes": {"occupations": [], "interests": [], "goal_track": GoalTrack::default().code()},
        "branch_switch": BranchWillingness::default().code(),
        "scheme_eligibility": {},
    });
    assert_eq!(read(&WORLD, &said), bare);
    assert_eq!(BranchWillingness::default(), BranchWillingness::Open);
    assert!(POOL.occupations.len() > 10 && DAY.year() == 2026);
}
