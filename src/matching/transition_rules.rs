//! The rows of a ruleset that judge moves between occupations.

use crate::taxonomy::transitions::TransitionWeights;
use crate::taxonomy::transitions::curve::Curve;
use crate::taxonomy::transitions::weights::MOST_DIGITS;
use serde::Deserialize;

/// The table `transitions` of a ruleset. Curves are lists of `[place, height]`, both 0..=1.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransitionRules {
    /// What the source's essential skills tell of the move.
    pub essential: Vec<[f64; 2]>,
    /// What all the source's skills tell.
    pub with_optional: Vec<[f64; 2]>,
    /// What shared groups of the skill tree tell.
    pub activities: Vec<[f64; 2]>,
    /// What agreement on the demands of the work tells.
    pub context: Vec<[f64; 2]>,
    /// Weight of the four curves together.
    pub shape: f64,
    /// Weight of the share of the target's optional skills.
    pub optional: f64,
    /// Weight of closeness in ISCO-08 by the number of digits shared, 0 to 4.
    pub closeness: [f64; MOST_DIGITS + 1],
    /// Taken off for each level of skill upwards.
    pub step_up: f64,
    /// Taken off for each level of skill downwards.
    pub step_down: f64,
    /// From the sum to viability.
    pub scale: Vec<[f64; 2]>,
    /// Weight of observed outcomes.
    pub outcomes: f64,
    /// Fewest observed moves of a pair that count.
    pub outcomes_least: u32,
    /// Moves that went as expected, with which observed ones are mixed.
    pub outcomes_prior: u32,
}

impl TransitionRules {
    /// The weights, ready for judging.
    ///
    /// # Errors
    /// The field at fault and what is wrong with it.
    pub fn weights(&self) -> Result<TransitionWeights, (String, String)> {
        let curve = |name: &str, points: &[[f64; 2]]| {
            Curve::through(points).map_err(|problem| (format!("transitions.{name}"), problem))
        };
        self.check()?;
        Ok(TransitionWeights {
            essential: curve("essential", &self.essential)?,
            with_optional: curve("with_optional", &self.with_optional)?,
            activities: curve("activities", &self.activities)?,
            context: curve("context", &self.context)?,
            shape: self.shape,
            optional: self.optional,
            closeness: self.closeness,
            step_up: self.step_up,
            step_down: self.step_down,
            scale: curve("scale", &self.scale)?,
            outcomes: self.outcomes,
            outcomes_least: self.outcomes_least,
            outcomes_prior: self.outcomes_prior,
        })
    }

    fn check(&self) -> Result<(), (String, String)> {
        let refused = |field: &str, problem: String| Err((format!("transitions.{field}"), problem));
        let shares = [
            ("shape", self.shape),
            ("optional", self.optional),
            ("step_up", self.step_up),
            ("step_down", self.step_down),
            ("outcomes", self.outcomes),
        ];
        let all = shares
            .into_iter()
            .chain(self.closeness.map(|weight| ("closeness", weight)));
        for (field, value) in all {
            if !(0.0..=1.0).contains(&value) {
                return refused(field, format!("{value} is not within 0..1"));
            }
        }
        if self.closeness.windows(2).any(|pair| pair[1] < pair[0]) {
            return refused("closeness", "must not fall with more digits shared".to_owned());
        }
        let sum = self.shape + self.optional + self.closeness[MOST_DIGITS];
        if (sum - 1.0).abs() > 1e-9 {
            let problem =
                format!("shape, optional and the last of closeness must sum to 1, they sum to {sum}");
            return refused("shape", problem);
        }
        if self.outcomes_least == 0 {
            return refused("outcomes_least", "must be at least 1".to_owned());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::matching::ruleset::built_in;

    #[test]
    fn bad_rows_are_refused_with_their_field() {
        let rules = built_in().transitions;
        assert!(rules.weights().is_ok());
        let refused = |change: &dyn Fn(&mut super::TransitionRules)| {
            let mut rules = rules.clone();
            change(&mut rules);
            rules.weights().expect_err("refused").0
        };
        assert_eq!(refused(&|rules| rules.shape += 0.1), "transitions.shape");
        assert_eq!(refused(&|rules| rules.step_up = 1.5), "transitions.step_up");
        assert_eq!(
            refused(&|rules| rules.closeness[3] = 0.0),
            "transitions.closeness"
        );
        assert_eq!(
            refused(&|rules| rules.essential.push([0.01, 0.5])),
            "transitions.essential"
        );
        assert_eq!(
            refused(&|rules| rules.scale = vec![[0.5, 2.0]]),
            "transitions.scale"
        );
        assert_eq!(
            refused(&|rules| rules.outcomes_least = 0),
            "transitions.outcomes_least"
        );
    }
}
