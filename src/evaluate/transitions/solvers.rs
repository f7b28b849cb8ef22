//! Two small fits with coefficients that may not fall below 0: least squares and logistic loss.
//!
//! Both go round the coefficients one by one until nothing moves, which needs no library and finds
//! the only minimum, since both losses are convex. Offline only: `exp` never runs while scoring.

/// Rounds after which a fit ends in any case.
const MOST_ROUNDS: usize = 20_000;
/// A round in which no coefficient moves more than this is the last.
const STILL: f64 = 1e-9;

/// A fitted sum: `start` plus the coefficients times the features.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LinearFit {
    pub(super) start: f64,
    pub(super) coefficients: Vec<f64>,
}

/// Least squares with coefficients of at least 0 and a free start.
pub(super) fn least_squares(rows: &[(Vec<f64>, f64)]) -> LinearFit {
    let width = rows.first().map_or(0, |(features, _)| features.len());
    let count = rows.len().max(1) as f64;
    let mut means = vec![0.0; width];
    for (features, _) in rows {
        for (mean, value) in means.iter_mut().zip(features) {
            *mean += value / count;
        }
    }
    let mean_y = rows.iter().map(|(_, y)| y / count).sum::<f64>();
    let mut gram = vec![vec![0.0; width]; width];
    let mut with_y = vec![0.0; width];
    for (features, y) in rows {
        for one in 0..width {
            let centred = features[one] - means[one];
            with_y[one] += centred * (y - mean_y);
            for (other, cell) in gram[one].iter_mut().enumerate() {
                *cell += centred * (features[other] - means[other]);
            }
        }
    }
    let coefficients = descend(&gram, &with_y);
    let taken: f64 = coefficients
        .iter()
        .zip(&means)
        .map(|(weight, mean)| weight * mean)
        .sum();
    LinearFit {
        start: mean_y - taken,
        coefficients,
    }
}

fn descend(gram: &[Vec<f64>], with_y: &[f64]) -> Vec<f64> {
    let mut coefficients = vec![0.0; with_y.len()];
    for _ in 0..MOST_ROUNDS {
        let mut moved = 0.0_f64;
        for one in 0..with_y.len() {
            if gram[one][one] <= 0.0 {
                continue;
            }
            let taken: f64 = gram[one]
                .iter()
                .zip(&coefficients)
                .map(|(cell, weight)| cell * weight)
                .sum();
            let better = (coefficients[one] + (with_y[one] - taken) / gram[one][one]).max(0.0);
            moved = moved.max((better - coefficients[one]).abs());
            coefficients[one] = better;
        }
        if moved < STILL {
            break;
        }
    }
    coefficients
}

/// Logistic regression with coefficients of at least 0 and a free start: Newton steps, one
/// coefficient at a time.
pub(super) fn logistic(rows: &[(Vec<f64>, bool)], rounds: usize) -> LinearFit {
    let width = rows.first().map_or(0, |(features, _)| features.len());
    let mut fit = LinearFit {
        start: 0.0,
        coefficients: vec![0.0; width],
    };
    let mut sums = vec![0.0; rows.len()];
    for _ in 0..rounds {
        let mut moved = 0.0_f64;
        for place in 0..=width {
            // Place 0 is the start, whose feature is 1 in every row.
            let feature = |row: &(Vec<f64>, bool)| if place == 0 { 1.0 } else { row.0[place - 1] };
            let (mut slope, mut bend) = (0.0, 1e-9);
            for (row, sum) in rows.iter().zip(&sums) {
                let value = feature(row);
                if value == 0.0 {
                    continue;
                }
                let chance = 1.0 / (1.0 + f64::exp(-sum));
                slope += value * (chance - if row.1 { 1.0 } else { 0.0 });
                bend += value * value * chance * (1.0 - chance);
            }
            let current = if place == 0 {
                fit.start
            } else {
                fit.coefficients[place - 1]
            };
            let step = (-slope / bend).clamp(-2.0, 2.0);
            let better = if place == 0 {
                current + step
            } else {
                (current + step).max(0.0)
            };
            let change = better - current;
            moved = moved.max(change.abs());
            for (row, sum) in rows.iter().zip(&mut sums) {
                *sum += change * feature(row);
            }
            if place == 0 {
                fit.start = better;
            } else {
                fit.coefficients[place - 1] = better;
            }
        }
        if moved < 1e-6 {
            break;
        }
    }
    fit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn least_squares_finds_a_line_and_refuses_a_falling_one() {
        let rows: Vec<(Vec<f64>, f64)> = (0..50)
            .map(|step| {
                let (one, other) = (f64::from(step % 7), f64::from(step % 5));
                (vec![one, other], 1.0 + 2.0 * one - 0.5 * other)
            })
            .collect();
        let fit = least_squares(&rows);
        assert!((fit.coefficients[0] - 2.0).abs() < 0.1);
        assert!(fit.coefficients[1].abs() < 1e-12, "held at 0");
    }

    #[test]
    fn logistic_tells_two_kinds_apart() {
        let rows: Vec<(Vec<f64>, bool)> = (0..200)
            .map(|step| {
                let value = f64::from(step) / 200.0;
                // One in ten is turned round, so that there is a finite answer.
                (vec![value, 1.0 - value], (value > 0.5) != (step % 10 == 0))
            })
            .collect();
        let fit = logistic(&rows, 200);
        assert!(fit.coefficients[0] > 1.0 && fit.coefficients[1].abs() < 1e-12);
        assert!((fit.start + 0.5 * fit.coefficients[0]).abs() < 1.0);
    }
}
