//! Every number is explained: reasons add up to their contributions, contributions to the score,
//! and a gate that does not stand open says what would change or settle it.

use super::openings::vacancies;
use super::profiles::jobseeker;
use super::world::{WORLD, cases};
use foothold::domain::language::Language;
use foothold::matching::explain::reasons::{Axis, ReasonCode};
use foothold::matching::explain::{Explanation, explain};
use foothold::matching::features::VacancyView;
use foothold::matching::gates::GateState;
use foothold::matching::plan::Plan;
use foothold::matching::score::{PairScore, nearest, score};
use proptest::prelude::*;

/// Reasons that are told though they add nothing.
const INFORMING: &[ReasonCode] = &[ReasonCode::CourseBridge, ReasonCode::ResourceUnderuse];

fn judge_sums(pair: &PairScore, explanation: &Explanation<'_>) -> Result<(), TestCaseError> {
    prop_assert_eq!(pair.contributions.iter().sum::<u32>(), pair.base);
    prop_assert!(pair.base <= 1_000_000);
    for (axis, &contribution) in Axis::ALL.iter().zip(&pair.contributions) {
        let reasons = explanation.reasons.iter().filter(|reason| reason.axis == *axis);
        let parts: u32 = reasons.map(|reason| reason.contribution).sum();
        prop_assert_eq!(parts, contribution, "{:?} of {:#?}", axis, explanation.reasons);
    }
    Ok(())
}

fn judge_words(explanation: &Explanation<'_>) -> Result<(), TestCaseError> {
    for reason in &explanation.reasons {
        let text = reason.said.to_string();
        prop_assert!(!text.trim().is_empty(), "{:?}", reason);
        prop_assert!(!text.contains("Indgår i vurderingen"), "{:?}", reason);
    }
    for gate in &explanation.gates {
        let change = gate.change.as_ref().is_some_and(|text| !text.is_empty());
        prop_assert_eq!(change, gate.state == GateState::Failed, "{:?}", gate);
        prop_assert_eq!(
            gate.settled_by.is_some(),
            gate.state == GateState::Unverified,
            "{:?}",
            gate
        );
    }
    Ok(())
}

/// Every gate of the scorer is told, and none beside.
fn judge_gates(pair: &PairScore, explanation: &Explanation<'_>) -> Result<(), TestCaseError> {
    let told = |state| {
        explanation
            .gates
            .iter()
            .filter(move |gate| gate.state == state)
            .count()
    };
    prop_assert_eq!(told(GateState::Failed), pair.gates.failed.len() as usize);
    let open_questions = pair.gates.unverified.without(pair.gates.failed).len() as usize;
    prop_assert_eq!(told(GateState::Unverified), open_questions);
    Ok(())
}

fn judge(plan: &Plan<'_>, vacancy: &VacancyView<'_>, pair: &PairScore) -> Result<(), TestCaseError> {
    let [danish, english] =
        [Language::Danish, Language::English].map(|language| explain(plan, vacancy, pair, language));
    for explanation in [&danish, &english] {
        judge_sums(pair, explanation)?;
        judge_words(explanation)?;
        judge_gates(pair, explanation)?;
    }
    for (one, other) in danish.reasons.iter().zip(&english.reasons) {
        prop_assert_eq!((one.code, one.contribution), (other.code, other.contribution));
        let adds = one.contribution > 0 || INFORMING.contains(&one.code);
        prop_assert!(
            adds || pair.contributions[one.axis as usize] < 20,
            "{:?} explains nothing",
            one
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn every_number_is_explained(seeker in jobseeker(), own in vacancies()) {
        let own = WORLD.features(&own);
        let plan = WORLD.plan(&seeker);
        for vacancy in own.iter().chain(WORLD.vacancies.iter().take(20)) {
            let vacancy = vacancy.view();
            let pair = score(&plan, &vacancy);
            judge(&plan, &vacancy, &pair)?;
            let near = nearest(&plan, &vacancy, pair);
            judge(&plan, &vacancy, &near)?;
            prop_assert_eq!(near.gates.open(), pair.gates.open());
            prop_assert!(near.base >= pair.base);
            prop_assert!(near.gates.failed.len() <= pair.gates.failed.len());
        }
    }
}
