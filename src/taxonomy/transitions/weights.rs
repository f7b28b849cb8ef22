//! How the evidence of a move adds up to its viability.

use super::curve::Curve;
use super::measures::Measures;

/// How many leading digits two unit groups can share.
pub const MOST_DIGITS: usize = 4;

/// How the parts of viability weigh; a ruleset gives them.
///
/// raw = (shape · S + optional · O + closeness\[digits\]) / (weights of what is known)
///       − step up · levels up − step down · levels down;
/// viability = scale(raw), kept within 0..=1.
///
/// S is the sum of the curves of the four measures over what those that are known can give at
/// most; O the share of the target's optional skills. Every curve and weight rises, so that more
/// brought skills never lower viability.
#[derive(Debug, Clone, PartialEq)]
pub struct TransitionWeights {
    /// What the source's essential skills tell.
    pub essential: Curve,
    /// What all the source's skills tell.
    pub with_optional: Curve,
    /// What shared groups of the skill tree tell.
    pub activities: Curve,
    /// What agreement on the demands of the work tells.
    pub context: Curve,
    /// Weight of the four curves together.
    pub shape: f64,
    /// Weight of the share of the target's optional skills.
    pub optional: f64,
    /// Weight of closeness in ISCO-08 by the number of leading digits shared, 0 to 4; never falling.
    pub closeness: [f64; MOST_DIGITS + 1],
    /// Taken off for each level of skill that the target is above the source.
    pub step_up: f64,
    /// Taken off for each level of skill that the target is below the source.
    pub step_down: f64,
    /// From the raw sum to viability.
    pub scale: Curve,
    /// Weight of observed outcomes where there are enough of them, 0..=1.
    pub outcomes: f64,
    /// Fewest observed moves of a pair that count.
    pub outcomes_least: u32,
    /// Moves of ordinary success (as viability has it) that observed ones are mixed with.
    pub outcomes_prior: u32,
}

impl Default for TransitionWeights {
    fn default() -> Self {
        Self {
            essential: Curve::straight(0.25),
            with_optional: Curve::straight(0.5),
            activities: Curve::straight(0.15),
            context: Curve::straight(0.1),
            shape: 0.65,
            optional: 0.1,
            closeness: [0.0, 0.05, 0.1, 0.2, 0.25],
            step_up: 0.1,
            step_down: 0.03,
            scale: Curve::straight(1.0),
            outcomes: 0.0,
            outcomes_least: 10,
            outcomes_prior: 20,
        }
    }
}

impl TransitionWeights {
    /// The share (0..=1) that the curves of the known measures give of what they can give;
    /// `None` when no measure is known.
    pub fn shape(&self, measures: &Measures) -> Option<f64> {
        let pairs = [
            (&self.essential, measures.essential),
            (&self.with_optional, measures.with_optional),
            (&self.activities, measures.activities),
            (&self.context, measures.context),
        ];
        let (mut sum, mut most) = (0.0, 0.0);
        for (curve, measure) in pairs {
            if let Some(share) = measure {
                sum += curve.at(share);
                most += curve.most();
            }
        }
        (most > 0.0).then(|| sum / most)
    }

    /// The weighted sum before the scale; below 0 where steps cost more than anything gives.
    pub fn raw(&self, measures: &Measures, digits: usize, level_step: i8) -> f64 {
        let near = self.closeness[digits.min(MOST_DIGITS)];
        let (mut sum, mut known) = (near, self.closeness[MOST_DIGITS]);
        for (weight, share) in [
            (self.shape, self.shape(measures)),
            (self.optional, measures.optional),
        ] {
            if let Some(share) = share {
                sum += weight * share;
                known += weight;
            }
        }
        let base = if known > 0.0 { sum / known } else { 0.0 };
        let up = self.step_up * f64::from(level_step.max(0));
        let down = self.step_down * f64::from((-level_step).max(0));
        base - up - down
    }

    /// How viable a move is, 0..=1.
    pub fn viability(&self, measures: &Measures, digits: usize, level_step: i8) -> f64 {
        self.scale
            .at(self.raw(measures, digits, level_step).clamp(0.0, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn measures(shares: [f64; 5]) -> Measures {
        let [essential, with_optional, optional, activities, context] = shares.map(Some);
        Measures {
            essential,
            with_optional,
            optional,
            activities,
            context,
        }
    }

    #[test]
    fn everything_shared_is_viable_and_unknown_measures_do_not_count() {
        let weights = TransitionWeights::default();
        assert!((weights.viability(&measures([1.0; 5]), 4, 0) - 1.0).abs() < 1e-12);
        assert!(weights.viability(&measures([0.0; 5]), 0, 0).abs() < 1e-12);
        let blank = Measures::default();
        assert_eq!(weights.shape(&blank), None);
        assert!(
            (weights.viability(&blank, 4, 0) - 1.0).abs() < 1e-12,
            "closeness alone is left"
        );
        assert!(weights.viability(&blank, 0, 3).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn viability_rises_with_every_measure_and_falls_with_steps(
            low in prop::array::uniform5(0.0_f64..=1.0), add in prop::array::uniform5(0.0_f64..=1.0),
            digits in 0_usize..4, step in 0_i8..3,
        ) {
            let weights = TransitionWeights::default();
            let mut high = low;
            for (share, more) in high.iter_mut().zip(add) {
                *share = (*share + more).min(1.0);
            }
            let (less, more) = (measures(low), measures(high));
            prop_assert!(weights.viability(&less, digits, step) <= weights.viability(&more, digits, step) + 1e-12);
            prop_assert!(weights.viability(&less, digits, step) <= weights.viability(&less, digits + 1, step) + 1e-12);
            prop_assert!(weights.viability(&less, digits, step + 1) <= weights.viability(&less, digits, step) + 1e-12);
            prop_assert!((0.0..=1.0).contains(&weights.viability(&more, digits, -step)));
        }
    }
}
