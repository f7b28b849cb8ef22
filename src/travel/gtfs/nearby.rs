//! Stops around a point.

use crate::travel::geometry::Point;

/// Degrees of latitude in a kilometre, a little more than exact so that nothing is missed.
const DEGREES: f64 = 1.0 / 110.0;

/// Stops by rising latitude.
pub(super) struct Nearby(Vec<(Point, u32)>);

impl Nearby {
    pub(super) fn new(stops: impl Iterator<Item = (Point, u32)>) -> Self {
        let mut stops: Vec<_> = stops.collect();
        stops.sort_unstable_by(|a, b| a.0.lat.total_cmp(&b.0.lat).then(a.1.cmp(&b.1)));
        Self(stops)
    }

    /// The stops within so many kilometres, the nearest first.
    pub(super) fn within(&self, point: Point, km: f64) -> Vec<(f64, u32)> {
        let from = self
            .0
            .partition_point(|(stop, _)| stop.lat < point.lat - km * DEGREES);
        let mut near: Vec<(f64, u32)> = self.0[from..]
            .iter()
            .take_while(|(stop, _)| stop.lat <= point.lat + km * DEGREES)
            .map(|&(at, stop)| (point.km_to(at), stop))
            .filter(|&(distance, _)| distance <= km)
            .collect();
        near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        near
    }
}
