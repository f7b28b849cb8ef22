//! The row of a ruleset that says how far explanations look.

use serde::Deserialize;

/// The table `explanations` of a ruleset.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExplanationRules {
    /// First places that a counterfactual aims for.
    pub first_k: u16,
    /// First places by which the best next question is judged.
    pub first_places: u16,
    /// Vacancies from which plausible answers are taken, the first of the list.
    pub read_vacancies: u16,
    /// Most lists that are made to find counterfactuals.
    pub most_changes: u16,
    /// Most lists that are made to find the best next question.
    pub most_answers: u16,
}

impl ExplanationRules {
    /// What is wrong with it: the field and why.
    pub(super) fn problem(&self) -> Option<(String, String)> {
        let fields = [
            ("first_k", self.first_k, 50),
            ("first_places", self.first_places, 50),
            ("read_vacancies", self.read_vacancies, 200),
            ("most_changes", self.most_changes, 200),
            ("most_answers", self.most_answers, 50),
        ];
        let outside = fields
            .into_iter()
            .find(|(_, value, most)| *value == 0 || value > most);
        outside.map(|(field, value, most)| {
            (
                format!("explanations.{field}"),
                format!("{value} is not within 1..{most}"),
            )
        })
    }
}
