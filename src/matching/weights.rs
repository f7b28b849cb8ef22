//! Weights of the axes, and how an axis without data hands its weight to the others.

use super::ruleset::AxisWeights;

/// Micro-points of a full score.
pub const FULL: u32 = 1_000_000;

/// Which axes have data for a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HasData {
    /// Resources axis.
    pub resources: bool,
    /// Mobility axis.
    pub mobility: bool,
    /// Branch axis.
    pub branch: bool,
}

impl HasData {
    const fn position(self) -> usize {
        (self.resources as usize) | (self.mobility as usize) << 1 | (self.branch as usize) << 2
    }
}

/// Applied weights of one pair: the three axes and the prior.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Applied {
    /// Weight of the resources axis.
    pub resources: f64,
    /// Weight of the mobility axis.
    pub mobility: f64,
    /// Weight of the branch axis.
    pub branch: f64,
    /// Weight of the prior, always the ruleset's λ.
    pub job_first: f64,
    /// Share of axis weight that had data, 0..=1.
    pub coverage: f64,
}

/// Applied weights for each combination of axes with data.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights([Applied; 8]);

impl Weights {
    /// From weights that sum to a positive number, and the prior's share λ.
    pub fn new(axes: AxisWeights, lambda: f64) -> Self {
        let total = axes.resources + axes.mobility + axes.branch;
        let of = |position: usize| {
            let kept = |bit: usize, weight: f64| if position & bit != 0 { weight / total } else { 0.0 };
            let (resources, mobility, branch) = (
                kept(1, axes.resources),
                kept(2, axes.mobility),
                kept(4, axes.branch),
            );
            let coverage = resources + mobility + branch;
            let scale = if coverage > 0.0 {
                (1.0 - lambda) / coverage
            } else {
                0.0
            };
            Applied {
                resources: resources * scale,
                mobility: mobility * scale,
                branch: branch * scale,
                job_first: lambda,
                coverage: coverage.min(1.0),
            }
        };
        Self(std::array::from_fn(of))
    }

    /// The weights for a pair whose axes have this data.
    pub fn applied(&self, has: HasData) -> &Applied {
        &self.0[has.position()]
    }

    /// The weights when every axis has data.
    pub fn full(&self) -> &Applied {
        &self.0[7]
    }
}

/// A share of a weight in micro-points: the one place where a float is rounded.
pub fn micro(weight: f64, share: f64) -> u32 {
    (weight * share * f64::from(FULL)).round() as u32
}

/// Splits an amount in proportion to parts, without remainder: what rounding leaves goes, one by
/// one, to the largest parts first. Where no part is above 0 the first takes all.
pub fn split<const PARTS: usize>(amount: u32, parts: [f64; PARTS]) -> [u32; PARTS] {
    let total: f64 = parts.iter().sum();
    if total <= 0.0 {
        return std::array::from_fn(|at| if at == 0 { amount } else { 0 });
    }
    // Cut off, which is down, since no part is below 0.
    let mut shares = parts.map(|part| (f64::from(amount) * part / total) as u32);
    let mut left = i64::from(amount) - shares.iter().map(|&share| i64::from(share)).sum::<i64>();
    let (mut order, mut count) = ([0; PARTS], 0);
    for at in (0..PARTS).filter(|&at| parts[at] > 0.0) {
        order[count] = at;
        count += 1;
    }
    let largest = &mut order[..count];
    largest.sort_unstable_by(|&one, &other| parts[other].total_cmp(&parts[one]).then(one.cmp(&other)));
    for &at in largest.iter().cycle().take(PARTS * 2) {
        if left == 0 {
            break;
        }
        let step = left.signum();
        if step > 0 || shares[at] > 0 {
            shares[at] = (i64::from(shares[at]) + step) as u32;
            left -= step;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DEFAULT: AxisWeights = AxisWeights {
        resources: 0.45,
        mobility: 0.30,
        branch: 0.25,
    };

    #[test]
    fn an_axis_without_data_hands_its_weight_on() {
        let weights = Weights::new(DEFAULT, 0.1);
        let without_branch = weights.applied(HasData {
            resources: true,
            mobility: true,
            branch: false,
        });
        assert!((without_branch.resources - 0.54).abs() < 1e-12);
        assert!((without_branch.mobility - 0.36).abs() < 1e-12);
        assert!((without_branch.coverage - 0.75).abs() < 1e-12);
        let nothing = weights.applied(HasData {
            resources: false,
            mobility: false,
            branch: false,
        });
        assert!(nothing.coverage.abs() < 1e-12 && nothing.resources.abs() < 1e-12);
    }

    #[test]
    fn the_worked_example_comes_out() {
        let full = *Weights::new(DEFAULT, 0.1).full();
        assert_eq!(micro(full.resources, 0.83), 336_150);
        assert_eq!(micro(full.mobility, 0.61), 164_700);
        assert_eq!(micro(full.branch, 0.72), 162_000);
        assert_eq!(micro(full.job_first, 0.8465), 84_650);
    }

    proptest! {
        #[test]
        fn a_split_has_no_remainder(amount in 0u32..=FULL, parts in prop::array::uniform7(0.0f64..1.0)) {
            prop_assert_eq!(split(amount, parts).iter().sum::<u32>(), amount);
        }

        #[test]
        fn parts_of_nothing_change_no_split(amount in 0u32..=FULL, parts in prop::array::uniform3(0.001f64..1.0)) {
            let [one, two, three] = parts;
            let [first, second, third] = split(amount, parts);
            let padded = split(amount, [0.0, one, 0.0, two, three, 0.0]);
            prop_assert_eq!(padded, [0, first, 0, second, third, 0]);
        }
    }
}
