//! Rising curves made of straight pieces: what fitted parameters look like in a ruleset.

/// A curve from (0, 0) through points of rising place and never falling height, level after the
/// last. A curve without points is 0 everywhere.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curve(Vec<(f64, f64)>);

impl Curve {
    /// A curve through these points.
    ///
    /// # Errors
    /// What is wrong with them: a value outside 0..=1, places that do not rise, heights that fall.
    pub fn through(points: &[[f64; 2]]) -> Result<Self, String> {
        let mut before = (0.0, 0.0);
        for &[place, height] in points {
            let within = (0.0..=1.0).contains(&place) && (0.0..=1.0).contains(&height);
            if !within {
                return Err(format!("[{place}, {height}] is not within 0..=1"));
            }
            if place <= before.0 {
                return Err(format!("place {place} does not come after {}", before.0));
            }
            if height < before.1 {
                return Err(format!("height {height} falls below {}", before.1));
            }
            before = (place, height);
        }
        Ok(Self(
            points.iter().map(|&[place, height]| (place, height)).collect(),
        ))
    }

    /// The straight line from (0, 0) to (1, `height`); `height` is 0..=1.
    pub fn straight(height: f64) -> Self {
        Self(vec![(1.0, height)])
    }

    /// The height at a place.
    pub fn at(&self, place: f64) -> f64 {
        let mut before = (0.0, 0.0);
        for &(end, height) in &self.0 {
            if place < end {
                let share = (place - before.0).max(0.0) / (end - before.0);
                return before.1 + (height - before.1) * share;
            }
            before = (end, height);
        }
        before.1
    }

    /// The height at the end, the most it gives.
    pub fn most(&self) -> f64 {
        self.0.last().map_or(0.0, |&(_, height)| height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_curve_goes_through_its_points_and_stays_level_after_them() {
        let curve = Curve::through(&[[0.2, 0.5], [0.4, 0.5], [0.6, 0.9]]).unwrap();
        for (place, height) in [
            (0.0, 0.0),
            (0.1, 0.25),
            (0.2, 0.5),
            (0.3, 0.5),
            (0.5, 0.7),
            (1.0, 0.9),
        ] {
            assert!((curve.at(place) - height).abs() < 1e-12, "{place}");
        }
        assert!((curve.most() - 0.9).abs() < 1e-12);
        assert!(Curve::default().at(0.5).abs() < 1e-12);
    }

    #[test]
    fn points_that_make_no_rising_curve_are_named() {
        for (points, told) in [
            (vec![[0.2, 0.5], [0.2, 0.6]], "0.2"),
            (vec![[0.2, 0.5], [0.4, 0.4]], "0.4"),
            (vec![[0.2, 1.5]], "1.5"),
            (vec![[f64::NAN, 0.5]], "NaN"),
            (vec![[0.0, 0.5]], "0"),
        ] {
            assert!(Curve::through(&points).unwrap_err().contains(told), "{points:?}");
        }
    }

    proptest! {
        #[test]
        fn a_curve_never_falls(steps in prop::collection::vec((1_u16..200, 0_u16..200), 1..5), one in 0.0_f64..=1.0, other in 0.0_f64..=1.0) {
            let mut point = [0.0, 0.0];
            let points: Vec<[f64; 2]> = steps
                .iter()
                .map(|&(place, height)| {
                    point = [point[0] + f64::from(place) / 1000.0, point[1] + f64::from(height) / 1000.0];
                    point
                })
                .collect();
            let curve = Curve::through(&points).unwrap();
            prop_assert!(curve.at(one.min(other)) <= curve.at(one.max(other)) + 1e-12);
        }
    }
}
