use super::*;
use crate::taxonomy::tests::TAXONOMY;

const BOUNDS: [f64; 2] = [0.3, 0.55];

fn invented_ratings() -> String {
    let mut text = String::from(
        "sim_combined,sim_essential_skills,sim_optional_skills,sim_work_activities,sim_work_context,mean_crowd_feasibility_1_5\n",
    );
    for row in 0..500_u32 {
        let share = |step: u32| f64::from(row * step % 97) / 97.0;
        let (essential, optional, activities, context) = (share(3), share(7), share(11), share(17));
        let mark = 1.5 + essential + 1.5 * optional + 0.3 * context;
        let combined = (essential + optional + activities + context) / 4.0;
        let cells = [combined, essential, optional, activities, context, mark].map(|cell| cell.to_string());
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

#[test]
fn figures_say_what_they_are_and_a_fit_is_repeatable_and_usable() {
    let weights = TransitionWeights::default();
    let in_force = InForce {
        taxonomy: &TAXONOMY,
        weights: &weights,
        bounds: BOUNDS,
    };
    let data = TransitionData {
        ratings: Some(invented_ratings()),
        onet: Some(onet::tests::invented()),
    };
    let report = evaluate(in_force, &data, true).unwrap();
    let names: Vec<&str> = report.figures.iter().map(|figure| figure.name.as_str()).collect();
    assert!(names.contains(&"ratings: Pearson, held out") && names.contains(&"moves that are near"));
    assert!(report.cases.iter().any(|case| case.starts_with("closeness = [")));
    assert_eq!(report, evaluate(in_force, &data, true).unwrap());

    let shape = Shape::fit(&ratings::read(&invented_ratings()).unwrap());
    let related = Related::read(&onet::tests::invented(), Reading::Strict).unwrap();
    let parameters = Parameters::fit(&shape, &related, &all_cases(&TAXONOMY), BOUNDS);
    assert!(parameters.are_those_of(&parameters.weights()));
    assert!(!parameters.are_those_of(&weights));
}

#[test]
fn missing_data_leave_their_figures_out_and_wrong_data_are_named() {
    let weights = TransitionWeights::default();
    let in_force = InForce {
        taxonomy: &TAXONOMY,
        weights: &weights,
        bounds: BOUNDS,
    };
    let report = evaluate(in_force, &TransitionData::default(), false).unwrap();
    assert!(
        report
            .figures
            .iter()
            .all(|figure| !figure.name.starts_with("ratings"))
    );
    let wrong = TransitionData {
        ratings: Some("a,b\n".to_owned()),
        onet: None,
    };
    assert!(
        evaluate(in_force, &wrong, false)
            .unwrap_err()
            .to_string()
            .contains("line 1")
    );
}
