//! Boundaries in `TopoJSON`: decoded, asked what lies inside, how far off, and what hangs together.

use super::PlacesDataError;
use serde_json::Value;
use std::collections::BTreeMap;

/// Longitude and latitude in degrees.
type Corner = (f64, f64);

/// One closed piece of an area with its holes.
#[derive(Debug, Clone)]
struct Piece {
    /// The area's code.
    code: String,
    /// The outer ring, then the holes.
    rings: Vec<Vec<Corner>>,
    /// Pieces that share a border with it directly or over others bear one number.
    land: usize,
}

/// The boundaries of areas by their code.
#[derive(Debug, Clone)]
pub struct Boundaries(Vec<Piece>);

impl Boundaries {
    /// Decodes a topology whose areas bear their code in a property.
    pub fn parse(set: &'static str, text: &str, property: &str) -> Result<Self, PlacesDataError> {
        let fault = |problem: &str| PlacesDataError::Topology {
            set,
            problem: problem.to_owned(),
        };
        let whole: Value = serde_json::from_str(text).map_err(|error| fault(&error.to_string()))?;
        let arcs = arcs(&whole).ok_or_else(|| fault("arcs are wanted: lists of points"))?;
        let objects = whole["objects"].as_object().into_iter().flatten();
        let geometries =
            objects.flat_map(|(_, object)| object["geometries"].as_array().into_iter().flatten());
        let mut pieces = Vec::new();
        let mut used = Vec::new();
        for geometry in geometries {
            let code = geometry["properties"][property].as_str();
            let code = code.ok_or_else(|| fault("every geometry needs its code"))?;
            for polygon in polygons(geometry).ok_or_else(|| fault("a Polygon or MultiPolygon is wanted"))? {
                let rings = polygon
                    .iter()
                    .map(|ring| join(ring, &arcs))
                    .collect::<Option<Vec<_>>>();
                let rings = rings.filter(|rings| !rings.is_empty());
                pieces.push(Piece {
                    code: code.to_owned(),
                    rings: rings.ok_or_else(|| fault("a ring names an arc that is not there"))?,
                    land: 0,
                });
                used.push(polygon.into_iter().flatten().map(position).collect::<Vec<_>>());
            }
        }
        if pieces.is_empty() {
            return Err(fault("no area is in it"));
        }
        for (piece, land) in pieces.iter_mut().zip(lands(&used)) {
            piece.land = land;
        }
        Ok(Self(pieces))
    }

    /// Whether an area of this code is known.
    pub fn knows(&self, code: &str) -> bool {
        self.0.iter().any(|piece| piece.code == code)
    }

    /// Codes of all areas, each once.
    pub fn codes(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = self.0.iter().map(|piece| piece.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// Kilometres from a point to the area of a code, 0 inside; nothing for an unknown code.
    pub fn km_to(&self, code: &str, lat: f64, lon: f64) -> Option<f64> {
        let own = self.0.iter().filter(|piece| piece.code == code);
        own.map(|piece| piece.km_to(lat, lon)).min_by(f64::total_cmp)
    }

    /// The area and the land a point lies on.
    pub fn at(&self, lat: f64, lon: f64) -> Option<(&str, usize)> {
        let piece = self.0.iter().find(|piece| piece.holds(lat, lon))?;
        Some((&piece.code, piece.land))
    }
}

impl Piece {
    fn holds(&self, lat: f64, lon: f64) -> bool {
        let (outer, holes) = self.rings.split_at(1);
        outer.iter().all(|ring| encloses(ring, lat, lon))
            && !holes.iter().any(|ring| encloses(ring, lat, lon))
    }

    fn km_to(&self, lat: f64, lon: f64) -> f64 {
        if self.holds(lat, lon) {
            return 0.0;
        }
        let sides = self.rings.iter().flat_map(|ring| ring.windows(2));
        sides
            .map(|side| km_to_side((lat, lon), side[0], side[1]))
            .fold(f64::INFINITY, f64::min)
    }
}

/// Kilometres between two points given as latitude and longitude.
pub fn km_between(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (east, north) = kilometres(one, (other.1, other.0));
    east.hypot(north)
}

/// Kilometres east and north of a point given as latitude and longitude.
fn kilometres((lat, lon): (f64, f64), corner: Corner) -> (f64, f64) {
    let cosine = f64::midpoint(lat, corner.1).to_radians().cos();
    ((corner.0 - lon) * 111.32 * cosine, (corner.1 - lat) * 111.2)
}

fn km_to_side(point: (f64, f64), start: Corner, end: Corner) -> f64 {
    let (start, end) = (kilometres(point, start), kilometres(point, end));
    let (east, north) = (end.0 - start.0, end.1 - start.1);
    let length = east * east + north * north;
    let along = if length > 0.0 {
        (-(start.0 * east + start.1 * north) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (start.0 + along * east).hypot(start.1 + along * north)
}

/// Whether a ray to the east crosses the ring an odd number of times.
fn encloses(ring: &[Corner], lat: f64, lon: f64) -> bool {
    let crosses = |side: &&[Corner]| {
        let ((x1, y1), (x2, y2)) = (side[0], side[1]);
        (y1 > lat) != (y2 > lat) && lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1
    };
    ring.windows(2).filter(crosses).count() % 2 == 1
}

/// The arcs in degrees: each is a list of steps when the topology has a grid, else of points.
fn arcs(whole: &Value) -> Option<Vec<Vec<Corner>>> {
    let pair = |value: &Value| Some((value[0].as_f64()?, value[1].as_f64()?));
    let grid = match &whole["transform"] {
        Value::Null => None,
        transform => Some((pair(&transform["scale"])?, pair(&transform["translate"])?)),
    };
    let arc = |points: &Value| {
        let (mut x, mut y) = (0.0, 0.0);
        let corner = |point: &Value| {
            let (dx, dy) = pair(point)?;
            Some(match grid {
                None => (dx, dy),
                Some((scale, origin)) => {
                    (x, y) = (x + dx, y + dy);
                    (x * scale.0 + origin.0, y * scale.1 + origin.1)
                }
            })
        };
        points.as_array()?.iter().map(corner).collect()
    };
    whole["arcs"].as_array()?.iter().map(arc).collect()
}

/// The polygons of a geometry, each a list of rings, each a list of arcs; a negative number is an
/// arc run backwards.
fn polygons(geometry: &Value) -> Option<Vec<Vec<Vec<i64>>>> {
    let ring = |ring: &Value| {
        ring.as_array()?
            .iter()
            .map(Value::as_i64)
            .collect::<Option<Vec<_>>>()
    };
    let polygon = |polygon: &Value| polygon.as_array()?.iter().map(ring).collect::<Option<Vec<_>>>();
    match geometry["type"].as_str()? {
        "Polygon" => Some(vec![polygon(&geometry["arcs"])?]),
        "MultiPolygon" => geometry["arcs"].as_array()?.iter().map(polygon).collect(),
        _ => None,
    }
}

/// Which arc a number means: `-1` is the first one backwards.
const fn position(arc: i64) -> usize {
    (if arc < 0 { !arc } else { arc }) as usize
}

fn join(ring: &[i64], arcs: &[Vec<Corner>]) -> Option<Vec<Corner>> {
    let mut corners = Vec::new();
    for &arc in ring {
        let points = arcs.get(position(arc))?;
        // The first point of an arc is the last of the one before.
        let skip = usize::from(!corners.is_empty());
        if arc < 0 {
            corners.extend(points.iter().rev().skip(skip));
        } else {
            corners.extend(points.iter().skip(skip));
        }
    }
    Some(corners)
}

/// Numbers the pieces so that those which share an arc, directly or over others, have one number.
fn lands(used: &[Vec<usize>]) -> Vec<usize> {
    let mut lands: Vec<usize> = (0..used.len()).collect();
    let mut owners: BTreeMap<usize, usize> = BTreeMap::new();
    for (piece, arcs) in used.iter().enumerate() {
        for &arc in arcs {
            let owner = *owners.entry(arc).or_insert(piece);
            let (one, other) = (root(&lands, owner), root(&lands, piece));
            lands[one.max(other)] = one.min(other);
        }
    }
    (0..used.len()).map(|piece| root(&lands, piece)).collect()
}

fn root(lands: &[usize], mut piece: usize) -> usize {
    while lands[piece] != piece {
        piece = lands[piece];
    }
    piece
}
