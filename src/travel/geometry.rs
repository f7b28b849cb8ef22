//! Distances and crossings in the plane; good to about 0.3 % over Denmark, and free of
//! transcendental functions, so that every machine builds the same minutes.

/// A point in degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub lat: f64,
    pub lon: f64,
}

impl Point {
    /// What a point in a file must be.
    pub const EXPECTED: &str = "lat,lon in degrees within Denmark (54.0 to 58.5, 7.5 to 16.0)";

    /// Reads a point and refuses what lies outside Denmark.
    pub fn parse(lat: &str, lon: &str) -> Option<Self> {
        Self::within_denmark(lat.parse().ok()?, lon.parse().ok()?)
    }

    /// A point, unless it lies outside Denmark.
    pub fn within_denmark(lat: f64, lon: f64) -> Option<Self> {
        ((54.0..=58.5).contains(&lat) && (7.5..=16.0).contains(&lon)).then_some(Self { lat, lon })
    }

    /// Kilometres in a straight line.
    pub fn km_to(self, other: Self) -> f64 {
        // Cosine of the mean latitude, linear around 56 degrees north.
        let cosine = 0.559_193 - 0.014_469_3 * (f64::midpoint(self.lat, other.lat) - 56.0);
        let north = (self.lat - other.lat) * 111.2;
        let east = (self.lon - other.lon) * 111.32 * cosine;
        (north * north + east * east).sqrt()
    }

    /// The point half way.
    pub fn middle(self, other: Self) -> Self {
        Self {
            lat: f64::midpoint(self.lat, other.lat),
            lon: f64::midpoint(self.lon, other.lon),
        }
    }
}

/// Water that no road between neighbours crosses, as line segments.
#[derive(Debug, Clone, Default)]
pub(super) struct Barriers {
    segments: Vec<(Point, Point)>,
}

impl Barriers {
    /// Adds a line from mouth to head.
    pub fn add(&mut self, line: &[Point]) {
        self.segments
            .extend(line.windows(2).map(|pair| (pair[0], pair[1])));
    }

    /// Whether a straight way between two points stays on this side of every barrier.
    pub fn leave_free(&self, from: Point, to: Point) -> bool {
        let (south, north) = ordered(from.lat, to.lat);
        let (west, east) = ordered(from.lon, to.lon);
        !self.segments.iter().any(|&(start, end)| {
            let beside = start.lat.max(end.lat) < south
                || start.lat.min(end.lat) > north
                || start.lon.max(end.lon) < west
                || start.lon.min(end.lon) > east;
            !beside && cross(from, to, start, end)
        })
    }
}

fn ordered(a: f64, b: f64) -> (f64, f64) {
    if a < b { (a, b) } else { (b, a) }
}

/// On which side of the line a point lies: positive, negative or zero.
fn side(from: Point, to: Point, point: Point) -> f64 {
    (to.lon - from.lon) * (point.lat - from.lat) - (to.lat - from.lat) * (point.lon - from.lon)
}

fn cross(a: Point, b: Point, c: Point, d: Point) -> bool {
    side(a, b, c) * side(a, b, d) <= 0.0 && side(c, d, a) * side(c, d, b) <= 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(lat: f64, lon: f64) -> Point {
        Point { lat, lon }
    }

    #[test]
    fn distances_are_those_of_the_map() {
        let odense_to_aarhus = at(55.4028, 10.392).km_to(at(56.1535, 10.2034));
        assert!((odense_to_aarhus - 84.3).abs() < 0.5, "{odense_to_aarhus}");
        let roenne_to_esbjerg = at(55.1065, 14.7247).km_to(at(55.4732, 8.4592));
        assert!((roenne_to_esbjerg - 398.0).abs() < 4.0, "{roenne_to_esbjerg}");
    }

    #[test]
    fn a_barrier_stops_what_crosses_it() {
        let mut fjord = Barriers::default();
        fjord.add(&[at(55.5, 10.5), at(55.4, 10.5)]);
        assert!(!fjord.leave_free(at(55.45, 10.4), at(55.45, 10.6)));
        assert!(fjord.leave_free(at(55.35, 10.4), at(55.35, 10.6)));
        assert!(fjord.leave_free(at(55.45, 10.4), at(55.48, 10.45)));
    }
}
