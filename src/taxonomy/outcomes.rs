//! Observed moves between occupations: how many people went from one to another, and how many stayed.

use super::occupations::{OccupationIx, Occupations};
use super::table::{Problems, Table};
use super::transitions::TransitionWeights;

/// Counts of one pair of occupations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observed {
    /// People who took up work in the target after work in the source.
    pub moved: u32,
    /// Those of them who still had such work 26 weeks later; at most `moved`.
    pub stayed: u32,
}

impl Observed {
    /// Expected viability drawn towards the share that stayed. Few cases draw little: they are mixed
    /// with a number of moves that went as expected.
    pub fn mixed_into(self, expected: f64, weights: &TransitionWeights) -> f64 {
        let prior = f64::from(weights.outcomes_prior);
        let rate = (f64::from(self.stayed) + prior * expected) / (f64::from(self.moved) + prior).max(1.0);
        ((1.0 - weights.outcomes) * expected + weights.outcomes * rate).clamp(0.0, 1.0)
    }
}

/// Every pair that was observed, ordered.
#[derive(Debug, Default)]
pub struct Outcomes(Vec<((OccupationIx, OccupationIx), Observed)>);

impl Outcomes {
    pub(crate) fn parse(text: &str, occupations: &Occupations, problems: &mut Problems) -> Self {
        let table = Table::read("outcomes.tsv", text, ["from", "to", "moved", "stayed"], problems);
        let mut pairs = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let source = (table.file, row.line);
            let [from, to, moved, stayed] = row.cells;
            let ends = (
                occupations.known(from, source, problems),
                occupations.known(to, source, problems),
            );
            let counts = match (moved.parse(), stayed.parse()) {
                (Ok(moved), Ok(stayed)) if stayed <= moved => Some(Observed { moved, stayed }),
                _ => None,
            };
            if counts.is_none() {
                let message = format!(
                    "moved `{moved}` and stayed `{stayed}` are not whole numbers with stayed at most moved"
                );
                problems.add(table.file, row.line, message);
            }
            if let ((Some(from), Some(to)), Some(counts)) = (ends, counts) {
                if from == to {
                    problems.add(table.file, row.line, "an occupation does not move to itself");
                }
                pairs.push((row.line, (from, to), counts));
            }
        }
        pairs.sort_by_key(|&(line, pair, _)| (pair, line));
        for both in pairs.windows(2).filter(|both| both[0].1 == both[1].1) {
            let message = format!("the pair stands in line {} already", both[0].0);
            problems.add(table.file, both[1].0, message);
        }
        Self(
            pairs
                .into_iter()
                .map(|(_, pair, counts)| (pair, counts))
                .collect(),
        )
    }

    /// What was observed of a move.
    pub fn of(&self, from: OccupationIx, to: OccupationIx) -> Option<Observed> {
        let place = self.0.binary_search_by_key(&(from, to), |&(pair, _)| pair);
        place.ok().map(|place| self.0[place].1)
    }

    /// How many pairs there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was observed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::relations;

    #[test]
    fn counts_are_read_and_wrong_ones_named() {
        let (occupations, ..) = relations::tests::sample();
        let mut problems = Problems::default();
        let text = "from\tto\tmoved\tstayed\n4321\t8344\t40\t30\n9333\t4321\t12\t6\n";
        let outcomes = Outcomes::parse(text, &occupations, &mut problems);
        problems.into_result().unwrap();
        let ix = |code: &str| occupations.with_prefix(code)[0];
        assert_eq!(outcomes.of(ix("4321"), ix("8344")).unwrap().stayed, 30);
        assert_eq!(outcomes.of(ix("8344"), ix("4321")), None);

        let mut problems = Problems::default();
        let bad = "from\tto\tmoved\tstayed\n4321\t8344\t4\t5\n4321\t0\t4\t1\n4321\t9333\t4\t1\n4321\t9333\t5\t1\n9333\t9333\t5\t1\n";
        Outcomes::parse(bad, &occupations, &mut problems);
        let error = problems.into_result().unwrap_err();
        let lines: Vec<usize> = error.problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [2, 3, 6, 5]);
    }

    #[test]
    fn many_cases_draw_more_than_few_and_nothing_leaves_the_bounds() {
        let weights = TransitionWeights {
            outcomes: 0.2,
            ..TransitionWeights::default()
        };
        let draw = |moved, stayed| Observed { moved, stayed }.mixed_into(0.4, &weights);
        assert!(draw(10, 10) > 0.4 && draw(1000, 1000) > draw(10, 10));
        assert!(draw(10, 0) < 0.4 && draw(1000, 0) >= 0.4 * 0.8);
    }
}
