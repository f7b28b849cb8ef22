//! The fit of the shape: what four similarities tell of how feasible people judge a move.
//!
//! Source: crowd ratings of 9,113 transitions between ESCO occupations (Nesta, Mapping Career
//! Causeways, study of 2021), each the mean of several people's marks from 1 to 5, with four similarities
//! of the pair: the target's essential skills against the source's essential ones; against all of the
//! source's ("optional"); kinds of work activity; work context. The rows name no occupations, so the
//! fit can only learn how much each similarity tells, not correct single pairs.
//!
//! Form: a constant plus one curve for each similarity, straight between fixed knots and never
//! falling. Least squares with slopes held at 0 or above. Products and minima of two similarities
//! were tried and added less than 0.002 to the cross-validated correlation, so there are none.
//! A fifth of the rows, drawn by [`SPLIT_SEED`], is held out and only measured on.

use super::chance::Chance;
use super::solvers::{LinearFit, least_squares};
use super::statistics::pearson;
use crate::taxonomy::transitions::measures::Measures;

/// Seed of the split into training and held-out rows.
pub(super) const SPLIT_SEED: u64 = 2026;
/// One row in so many is held out.
const HELD_OUT_OF: usize = 5;
/// Parts of a cross-validation.
const FOLDS: usize = 10;
/// Where the curves may bend, in the order essential, with optional, activities, context. Closer
/// where most rows lie.
pub(super) const KNOTS: [&[f64]; 4] = [
    &[0.1, 0.2, 0.4, 1.0],
    &[0.05, 0.1, 0.2, 0.3, 0.5, 1.0],
    &[0.2, 0.4, 0.6, 1.0],
    &[0.4, 0.6, 0.8, 1.0],
];
const COLUMNS: [&str; 6] = [
    "sim_combined",
    "sim_essential_skills",
    "sim_optional_skills",
    "sim_work_activities",
    "sim_work_context",
    "mean_crowd_feasibility_1_5",
];

/// A rated move.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rating {
    /// The published combination of the four.
    pub(super) combined: f64,
    /// Essential, with optional, activities, context.
    pub(super) similarities: [f64; 4],
    /// Mean mark, 1 to 5.
    pub(super) mark: f64,
}

impl Rating {
    /// As the product sees a pair.
    pub(super) fn measures(&self) -> Measures {
        let [essential, with_optional, activities, context] = self.similarities.map(Some);
        Measures {
            essential,
            with_optional,
            optional: None,
            activities,
            context,
        }
    }
}

/// Reads the ratings.
///
/// # Errors
/// The line at fault and what is wrong in it.
pub(super) fn read(text: &str) -> Result<Vec<Rating>, String> {
    let mut lines = (1..).zip(text.lines());
    let header = lines
        .next()
        .map_or("", |(_, line)| line.trim_start_matches('\u{feff}').trim());
    if header.split(',').ne(COLUMNS) {
        return Err(format!(
            "line 1: the columns are `{header}`, not `{}`",
            COLUMNS.join(",")
        ));
    }
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| row(number, line)).collect()
}

fn row(number: usize, line: &str) -> Result<Rating, String> {
    let values: Vec<f64> = line
        .split(',')
        .map_while(|cell| cell.trim().parse().ok())
        .collect();
    let &[combined, essential, optional, activities, context, mark] = values.as_slice() else {
        return Err(format!("line {number}: `{line}` is not six numbers"));
    };
    let similarities = [essential, optional, activities, context];
    let within = similarities.iter().all(|share| (0.0..=1.0).contains(share));
    if !within || !(1.0..=5.0).contains(&mark) {
        return Err(format!(
            "line {number}: similarities must be 0..=1 and the mark 1..=5, found `{line}`"
        ));
    }
    Ok(Rating {
        combined,
        similarities,
        mark,
    })
}

/// Rows to learn from and rows held out.
pub(super) fn split(ratings: &[Rating]) -> (Vec<Rating>, Vec<Rating>) {
    let order = Chance::new(SPLIT_SEED).order(ratings.len());
    let held_out = ratings.len() / HELD_OUT_OF;
    let pick = |places: &[usize]| places.iter().map(|&place| ratings[place]).collect();
    (pick(&order[held_out..]), pick(&order[..held_out]))
}

/// The fitted constant and curves, in marks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    /// The mark where nothing is alike.
    pub(super) start: f64,
    /// For each similarity, what it adds up to each of its knots.
    pub(super) heights: [Vec<f64>; 4],
}

impl Shape {
    pub(super) fn fit(ratings: &[Rating]) -> Self {
        let rows: Vec<(Vec<f64>, f64)> = ratings
            .iter()
            .map(|rating| (features(&rating.similarities), rating.mark))
            .collect();
        let LinearFit { start, coefficients } = least_squares(&rows);
        let mut slopes = coefficients.into_iter();
        let heights = KNOTS.map(|knots| {
            let (mut before, mut height) = (0.0, 0.0);
            let mut heights = Vec::with_capacity(knots.len());
            for &knot in knots {
                height += slopes.next().unwrap_or(0.0) * (knot - before);
                before = knot;
                heights.push(height);
            }
            heights
        });
        Self { start, heights }
    }

    /// What the four can add together, in marks.
    pub(super) fn most(&self) -> f64 {
        self.heights.iter().filter_map(|heights| heights.last()).sum()
    }

    /// The mark that is expected.
    pub(super) fn mark(&self, similarities: &[f64; 4]) -> f64 {
        let mut mark = self.start;
        for ((&knots, heights), &value) in KNOTS.iter().zip(&self.heights).zip(similarities) {
            let (mut place, mut height) = (0.0, 0.0);
            for (&knot, &up_to) in knots.iter().zip(heights) {
                let share = ((value - place) / (knot - place)).clamp(0.0, 1.0);
                mark += (up_to - height) * share;
                (place, height) = (knot, up_to);
            }
        }
        mark
    }

    /// The correlation of expected and given marks.
    pub(super) fn correlation(&self, ratings: &[Rating]) -> f64 {
        pearson(&self.expected(ratings))
    }

    /// Expected and given marks.
    pub(super) fn expected(&self, ratings: &[Rating]) -> Vec<(f64, f64)> {
        ratings
            .iter()
            .map(|rating| (self.mark(&rating.similarities), rating.mark))
            .collect()
    }
}

/// How much of each piece between two knots lies below the similarity.
fn features(similarities: &[f64; 4]) -> Vec<f64> {
    let mut features = Vec::new();
    for (knots, &value) in KNOTS.iter().zip(similarities) {
        let mut before = 0.0;
        for &knot in *knots {
            features.push((value.min(knot) - before).max(0.0));
            before = knot;
        }
    }
    features
}

/// The correlation over all rows when each tenth is judged by a fit of the other nine: tenths of
/// chance, or runs of neighbouring rows of the file, which resemble each other.
pub(super) fn cross_validated(ratings: &[Rating], neighbours_together: bool) -> f64 {
    let order = if neighbours_together {
        (0..ratings.len()).collect()
    } else {
        Chance::new(SPLIT_SEED + 1).order(ratings.len())
    };
    let size = ratings.len().div_ceil(FOLDS).max(1);
    let mut pairs = Vec::with_capacity(ratings.len());
    for fold in order.chunks(size) {
        let mut left_out = vec![false; ratings.len()];
        for &place in fold {
            left_out[place] = true;
        }
        let learn: Vec<Rating> = ratings
            .iter()
            .zip(&left_out)
            .filter(|(_, left_out)| !**left_out)
            .map(|(rating, _)| *rating)
            .collect();
        let judge: Vec<Rating> = fold.iter().map(|&place| ratings[place]).collect();
        pairs.extend(Shape::fit(&learn).expected(&judge));
    }
    pearson(&pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invented(count: usize) -> Vec<Rating> {
        let mut chance = Chance::new(7);
        let mut share = move || chance.below(1000) as f64 / 1000.0;
        (0..count)
            .map(|_| {
                let similarities = [share(), share(), share(), share()];
                let noise = share() - 0.5;
                let mark = 1.5 + 2.0 * similarities[1].min(0.5) + 0.5 * similarities[3] + noise;
                Rating {
                    combined: similarities.iter().sum::<f64>() / 4.0,
                    similarities,
                    mark,
                }
            })
            .collect()
    }

    #[test]
    fn the_fit_finds_the_shape_it_was_given() {
        let (train, held_out) = split(&invented(3000));
        assert_eq!((train.len(), held_out.len()), (2400, 600));
        let shape = Shape::fit(&train);
        assert!((shape.start - 1.5).abs() < 0.15, "{shape:?}");
        assert!((shape.heights[1][4] - 1.0).abs() < 0.15);
        assert!(shape.heights[0][3] < 0.1);
        assert!((shape.correlation(&held_out) - shape.correlation(&train)).abs() < 0.05);
        assert!(cross_validated(&train, true) > 0.6);
        assert_eq!(shape, Shape::fit(&split(&invented(3000)).0), "repeatable");
    }

    #[test]
    fn rows_that_are_no_ratings_are_named() {
        let header = COLUMNS.join(",");
        assert!(read("a,b\n").unwrap_err().starts_with("line 1"));
        assert!(
            read(&format!("{header}\n0.1,0.1,0.1,0.1,0.1\n"))
                .unwrap_err()
                .starts_with("line 2")
        );
        assert!(
            read(&format!(
                "{header}\n0.1,0.1,0.1,0.1,0.1,3\n0.1,0.1,0.1,0.1,0.1,9\n"
            ))
            .unwrap_err()
            .starts_with("line 3")
        );
        assert_eq!(
            read(&format!("{header}\n0.1,0.1,0.2,0.3,0.4,3.5\n"))
                .unwrap()
                .len(),
            1
        );
    }
}
