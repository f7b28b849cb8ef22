//! Vectors of skills, learned from which occupations want them: skills wanted by the same kinds of occupations point the
//! same way, even where no single occupation lists both.
//!
//! The matrix of occupations and skills, each cell divided by the roots of what its row and its column hold, is factorised
//! by orthogonal iteration from a fixed start. A fixed number of rounds of sums in a fixed order, with nothing but the four
//! operations and square roots, gives the same digits on every machine.

use super::super::skills::SkillIx;
use ndarray::Array2;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Directions kept: fewer blur trades into sectors, more learn single occupations by heart.
const DIMENSIONS: usize = 32;
/// Rounds of orthogonal iteration; more change no percent that matters.
const ROUNDS: usize = 16;
const SEED: u64 = 8;
/// Weight of a skill an occupation finds good to have, where an essential one weighs 1.
const OPTIONAL: f64 = 0.5;
/// A vector shorter than this is none.
const LEAST_LENGTH: f64 = 1e-9;

/// What one occupation wants.
#[derive(Debug, Clone, Copy)]
pub struct Wants<'w> {
    /// Skills the work cannot be done without.
    pub essential: &'w [SkillIx],
    /// Skills that are good to have.
    pub optional: &'w [SkillIx],
}

impl Wants<'_> {
    fn weighted(&self) -> impl Iterator<Item = (SkillIx, f64)> {
        let essential = self.essential.iter().map(|&skill| (skill, 1.0));
        essential.chain(self.optional.iter().map(|&skill| (skill, OPTIONAL)))
    }
}

/// A vector of length 1 for each skill, or of length 0 for one that no occupation wants.
#[derive(Debug)]
pub(super) struct Vectors(Array2<f64>);

impl Vectors {
    pub(super) fn learn(occupations: &[Wants<'_>], skills: usize) -> Self {
        let matrix = associations(occupations, skills);
        let dimensions = DIMENSIONS.min(matrix.len()).min(skills);
        let mut basis = start(matrix.len(), dimensions);
        let mut vectors = Array2::zeros((skills, dimensions));
        for _ in 0..ROUNDS {
            orthogonalise(&mut basis);
            vectors = to_skills(&matrix, &basis, skills);
            basis = to_occupations(&matrix, &vectors);
        }
        for mut row in vectors.rows_mut() {
            let length = row.iter().map(|value| value * value).sum::<f64>().sqrt();
            let scale = if length > LEAST_LENGTH { 1.0 / length } else { 0.0 };
            for value in &mut row {
                *value *= scale;
            }
        }
        Self(vectors)
    }

    /// How far two skills point the same way, 0..=1.
    pub(super) fn closeness(&self, one: SkillIx, other: SkillIx) -> f64 {
        let (one, other) = (self.0.row(one.at()), self.0.row(other.at()));
        let product: f64 = one.iter().zip(other.iter()).map(|(a, b)| a * b).sum();
        product.clamp(0.0, 1.0)
    }
}

/// By occupation: its skills with how strongly the two belong together.
fn associations(occupations: &[Wants<'_>], skills: usize) -> Vec<Vec<(usize, f64)>> {
    let mut held_by_skill = vec![0.0; skills];
    for wants in occupations {
        for (skill, weight) in wants.weighted() {
            held_by_skill[skill.at()] += weight;
        }
    }
    let row = |wants: &Wants<'_>| {
        let held: f64 = wants.weighted().map(|(_, weight)| weight).sum();
        wants
            .weighted()
            .map(|(skill, weight)| (skill.at(), weight / (held * held_by_skill[skill.at()]).sqrt()))
            .collect::<Vec<_>>()
    };
    occupations
        .iter()
        .map(row)
        .filter(|row| !row.is_empty())
        .collect()
}

fn start(rows: usize, columns: usize) -> Array2<f64> {
    let mut dice = ChaCha8Rng::seed_from_u64(SEED);
    Array2::from_shape_simple_fn((rows, columns), || {
        f64::from(dice.next_u32()) / f64::from(u32::MAX) - 0.5
    })
}

/// Makes the columns orthogonal and of length 1, from the first on; one that depends on those before becomes zero.
fn orthogonalise(basis: &mut Array2<f64>) {
    let mut done: Vec<Vec<f64>> = Vec::with_capacity(basis.ncols());
    for mut place in basis.columns_mut() {
        let mut column = place.to_vec();
        for before in &done {
            let along = product(before, &column);
            for (value, part) in column.iter_mut().zip(before) {
                *value -= along * part;
            }
        }
        let length = product(&column, &column).sqrt();
        let scale = if length > LEAST_LENGTH { 1.0 / length } else { 0.0 };
        for (value, kept) in column.iter_mut().zip(place.iter_mut()) {
            *value *= scale;
            *kept = *value;
        }
        done.push(column);
    }
}

/// Sum of products from the first to the last, in no other order.
fn product(one: &[f64], other: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (a, b) in one.iter().zip(other) {
        sum += a * b;
    }
    sum
}

fn to_skills(matrix: &[Vec<(usize, f64)>], basis: &Array2<f64>, skills: usize) -> Array2<f64> {
    let mut vectors: Array2<f64> = Array2::zeros((skills, basis.ncols()));
    for (cells, from) in matrix.iter().zip(basis.rows()) {
        for &(skill, weight) in cells {
            for (value, part) in vectors.row_mut(skill).iter_mut().zip(from.iter()) {
                *value += weight * part;
            }
        }
    }
    vectors
}

fn to_occupations(matrix: &[Vec<(usize, f64)>], vectors: &Array2<f64>) -> Array2<f64> {
    let mut basis: Array2<f64> = Array2::zeros((matrix.len(), vectors.ncols()));
    for (cells, mut to) in matrix.iter().zip(basis.rows_mut()) {
        for &(skill, weight) in cells {
            for (value, part) in to.iter_mut().zip(vectors.row(skill).iter()) {
                *value += weight * part;
            }
        }
    }
    basis
}
