//! Correlation, area under the ROC curve, quantiles.

use super::chance::Chance;

/// Pearson's correlation; 0 where one of the two does not vary.
pub(super) fn pearson(pairs: &[(f64, f64)]) -> f64 {
    let count = pairs.len().max(1) as f64;
    let mean_x = pairs.iter().map(|pair| pair.0).sum::<f64>() / count;
    let mean_y = pairs.iter().map(|pair| pair.1).sum::<f64>() / count;
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        let (dx, dy) = (x - mean_x, y - mean_y);
        xy += dx * dy;
        xx += dx * dx;
        yy += dy * dy;
    }
    if xx > 0.0 && yy > 0.0 {
        xy / (xx * yy).sqrt()
    } else {
        0.0
    }
}

/// The middle 95 % of the correlation over `rounds` samples drawn with replacement.
pub(super) fn pearson_interval(pairs: &[(f64, f64)], rounds: usize, seed: u64) -> (f64, f64) {
    let mut chance = Chance::new(seed);
    let mut found: Vec<f64> = (0..rounds)
        .map(|_| {
            let drawn: Vec<(f64, f64)> = (0..pairs.len())
                .map(|_| pairs[chance.below(pairs.len())])
                .collect();
            pearson(&drawn)
        })
        .collect();
    found.sort_by(f64::total_cmp);
    (quantile(&found, 0.025), quantile(&found, 0.975))
}

/// The chance that a positive stands above a negative, ties counting half; 0.5 without one of them.
pub(super) fn area_under_curve(scored: &[(f64, bool)]) -> f64 {
    let mut ranked = scored.to_vec();
    ranked.sort_by(|one, other| one.0.total_cmp(&other.0));
    let positives = ranked.iter().filter(|(_, positive)| *positive).count() as f64;
    let negatives = ranked.len() as f64 - positives;
    let mut rank_sum = 0.0;
    let mut before = 0;
    for same in ranked.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()) {
        let rank = before as f64 + f64::midpoint(same.len() as f64, 1.0);
        rank_sum += rank * same.iter().filter(|(_, positive)| *positive).count() as f64;
        before += same.len();
    }
    if positives > 0.0 && negatives > 0.0 {
        (rank_sum - positives * (positives + 1.0) / 2.0) / (positives * negatives)
    } else {
        0.5
    }
}

/// The value below which a share of the sorted values lies; 0 without values.
pub(super) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = (share * sorted.len() as f64) as usize;
    sorted
        .get(place.min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_small_samples_are_those_of_the_textbook() {
        let line = [(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)];
        assert!((pearson(&line) - 1.0).abs() < 1e-12);
        assert!((pearson(&[(1.0, 1.0), (2.0, 3.0), (3.0, 2.0)]) - 0.5).abs() < 1e-12);
        assert!(pearson(&[(1.0, 1.0), (1.0, 3.0)]).abs() < 1e-12);
        let scored = [(0.9, true), (0.8, false), (0.7, true), (0.1, false)];
        assert!((area_under_curve(&scored) - 0.75).abs() < 1e-12);
        assert!((area_under_curve(&[(0.5, true), (0.5, false)]) - 0.5).abs() < 1e-12);
        assert!((quantile(&[1.0, 2.0, 3.0, 4.0], 0.5) - 3.0).abs() < 1e-12);
        let (low, high) = pearson_interval(&[(1.0, 1.0), (2.0, 3.0), (3.0, 2.0), (4.0, 4.0)], 200, 1);
        assert!(low < high && high <= 1.0 + 1e-12);
    }
}
