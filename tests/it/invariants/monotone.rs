//! Whoever has more or can do more never scores less.

use super::openings::vacancies;
use super::profiles::{job, jobseeker};
use super::steps::{Step, step};
use super::world::{WORLD, cases};
use foothold::domain::jobseeker::Jobseeker;
use foothold::matching::features::VacancyFeatures;
use proptest::collection::vec;
use proptest::prelude::*;

/// The first vacancy of which the score fell, with the score before and after.
fn fallen(before: &Jobseeker, after: &Jobseeker, own: &[VacancyFeatures]) -> Option<String> {
    let (was, is) = (WORLD.pairs(before, own), WORLD.pairs(after, own));
    let at = was.iter().zip(&is).position(|(was, is)| is.base < was.base)?;
    Some(format!("vacancy {at}: {:#?}\nbecame {:#?}", was[at], is[at]))
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
}
