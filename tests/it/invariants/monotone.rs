//! Whoever has more or can do more never scores less.

use super::openings::vacancies;
use super::pool::{one, postcode, some, window};
use super::profiles::{job, jobseeker};
use super::steps::{Step, step};
use super::world::{WORLD, bare_vacancy, cases};
use foothold::domain::codes::Postcode;
use foothold::domain::jobseeker::{Jobseeker, Mobility};
use foothold::domain::schedule::{Schedule, Window};
use foothold::domain::travel_mode::TravelMode;
use foothold::domain::vacancy::{Vacancy, Workplace};
use foothold::matching::features::VacancyFeatures;
use foothold::matching::mobility::Travel;
use proptest::collection::vec;
use proptest::prelude::*;

/// The first vacancy of which the score fell, with the score before and after.
fn fallen(before: &Jobseeker, after: &Jobseeker, own: &[VacancyFeatures]) -> Option<String> {
    let (was, is) = (WORLD.pairs(before, own), WORLD.pairs(after, own));
    let at = was.iter().zip(&is).position(|(was, is)| is.base < was.base)?;
    Some(format!("vacancy {at}: {:#?}\nbecame {:#?}", was[at], is[at]))
}

/// A job with this shift in this place.
fn shift_job(postcode: Postcode, shift: Window) -> Vacancy {
    Vacancy {
        workplace: Some(Workplace {
            postcode: Some(postcode),
            lat: None,
            lon: None,
            remote_days_per_week: 0,
        }),
        schedule: Some(Schedule {
            shifts: vec![shift],
            rota: None,
        }),
        ..bare_vacancy()
    }
}

fn traveller(home: Postcode, modes: Vec<TravelMode>, minutes: u16) -> Jobseeker {
    Jobseeker {
        home: Some(home),
        mobility: Mobility {
            modes: Some(modes),
            max_travel_minutes: Some(minutes),
            ..Mobility::default()
        },
        ..Jobseeker::default()
    }
}

/// A ride by bicycle to the station is quicker than the walk, so quick that the last train would be
/// too early to wait for the shift; but who has a bicycle may walk.
#[test]
fn a_bicycle_does_not_take_the_last_train_away() {
    let postcode = |code| Postcode::parse(code).expect("a postcode");
    let before_dawn = Window {
        days: [3].into_iter().collect(),
        from: 90,
        to: 270,
    };
    let own = WORLD.features(&[shift_job(postcode("9370"), before_dawn)]);
    let modes = |modes: &[TravelMode]| traveller(postcode("8520"), modes.to_vec(), 20);
    let on_foot = modes(&[TravelMode::Transit]);
    let either = modes(&[TravelMode::Transit, TravelMode::Bicycle]);
    assert_eq!(fallen(&on_foot, &either, &own), None);
    let reached = WORLD.pairs(&on_foot, &own)[0].travel;
    assert!(matches!(reached, Travel::Reached { .. }), "{reached:?}");
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_step_up_lowers_a_score(
        seeker in jobseeker(),
        own in vacancies(),
        steps in vec(step(), 1..5),
    ) {
        let own = WORLD.features(&own);
        let mut seeker = seeker;
        for step in &steps {
            let known = step.from_known(&seeker);
            let more = step.taken(&known);
            let fallen = fallen(&known, &more, &own);
            prop_assert!(fallen.is_none(), "{step:?}: {}", fallen.unwrap_or_default());
            seeker = more;
        }
    }

    /// From no past job to the first: the branch axis, which had nothing to judge by, now has data.
    /// That is a step from unknown to known and may move the score either way; `coverage` tells, and
    /// no other axis gives less than before.
    #[test]
    fn the_first_past_job_adds_data_and_lowers_no_other_axis(
        seeker in jobseeker(),
        own in vacancies(),
        job in job(),
    ) {
        let own = WORLD.features(&own);
        let mut none = seeker;
        none.resources.experience = Some(Vec::new());
        none.resources.education = None;
        let first = Step::Job(job).taken(&none);
        for (was, is) in WORLD.pairs(&none, &own).iter().zip(WORLD.pairs(&first, &own)) {
            prop_assert!(was.branch.is_none());
            prop_assert!(is.applied.coverage >= was.applied.coverage);
            prop_assert!(is.branch.is_none() || is.applied.coverage > was.applied.coverage);
            let resources = |pair: &foothold::matching::score::PairScore| pair.resources.map(|fit| fit.score);
            prop_assert!(resources(&is) >= resources(was));
            if is.offer == was.offer {
                prop_assert_eq!(is.mobility, was.mobility);
                prop_assert_eq!(is.prior, was.prior);
            }
        }
    }

    /// Whoever has a further means, or would travel longer, reaches at least what they reached: at any
    /// hour, also where the first or the last connection decides.
    #[test]
    fn a_further_means_never_takes_a_job_away(
        home in postcode(),
        places in vec((postcode(), window()), 60),
        modes in some(TravelMode::ALL, 2),
        further in one(TravelMode::ALL),
        minutes in 20_u16..150,
        more in 0_u16..60,
    ) {
        let jobs: Vec<Vacancy> = places.into_iter().map(|(place, shift)| shift_job(place, shift)).collect();
        let own = WORLD.features(&jobs);
        let with = |modes, minutes| traveller(home, modes, minutes);
        let before = with(modes.clone(), minutes);
        for after in [with([modes.clone(), vec![further]].concat(), minutes), with(modes, minutes + more)] {
            let fallen = fallen(&before, &after, &own);
            prop_assert!(fallen.is_none(), "{}", fallen.unwrap_or_default());
            let was = WORLD.pairs(&before, &own);
            let closed = was.iter().zip(WORLD.pairs(&after, &own)).find(|(was, is)| was.gates.open() && !is.gates.open());
            prop_assert!(closed.is_none(), "{closed:#?}");
        }
    }
}
