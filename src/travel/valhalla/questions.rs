//! What to ask a server: blocks of zones that lie near each other, against all zones within reach.

use crate::domain::travel_mode::TravelMode;
use crate::travel::places::Places;
use crate::travel::zones::Zone;
use serde_json::{Value, json};

/// Places on each side of a question; servers take 2,500 pairs unless told otherwise.
const BLOCK: usize = 50;
/// Kilometres between the places of one block at most.
const BLOCK_KM: f64 = 60.0;

/// Metres within which a place must have a road; a server would take one 35 kilometres away.
const ROAD_METRES: u32 = 3000;

crate::closed_list! {
    /// Means of transport that a server is asked about, by the names of the command line.
    Costing {
        Car = "car",
        Bicycle = "bicycle",
        Walk = "walk",
    }
}

impl Costing {
    /// The means of transport.
    pub const fn mode(self) -> TravelMode {
        match self {
            Self::Car => TravelMode::Car,
            Self::Bicycle => TravelMode::Bicycle,
            Self::Walk => TravelMode::Walk,
        }
    }

    /// What Valhalla calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Car => "auto",
            Self::Bicycle => "bicycle",
            Self::Walk => "pedestrian",
        }
    }

    /// Kilometres as the crow flies up to which a pair is asked. Together with a block this stays below what a
    /// server allows by default: 400 for cars, 200 for bicycles and on foot.
    const fn farthest_km(self) -> f64 {
        match self {
            Self::Car => 330.0,
            Self::Bicycle => 80.0,
            Self::Walk => 25.0,
        }
    }
}

/// One matrix: from each source to each target, zones by their number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Zones to set out from.
    pub sources: Vec<usize>,
    /// Zones to arrive at.
    pub targets: Vec<usize>,
}

impl Question {
    /// A place against itself, to learn whether the server knows a road near it.
    pub fn about(zone: usize) -> Self {
        Self {
            sources: vec![zone],
            targets: vec![zone],
        }
    }

    /// Two halves; nothing where there is one pair.
    pub fn halves(&self) -> Option<[Self; 2]> {
        let Self { sources, targets } = self;
        if sources.len().max(targets.len()) < 2 {
            return None;
        }
        let cut = |zones: &[usize]| {
            let (one, other) = zones.split_at(zones.len() / 2);
            [one.to_vec(), other.to_vec()]
        };
        Some(if sources.len() >= targets.len() {
            cut(sources).map(|sources| Self {
                sources,
                targets: targets.clone(),
            })
        } else {
            cut(targets).map(|targets| Self {
                sources: sources.clone(),
                targets,
            })
        })
    }

    /// The body of the request.
    pub fn body(&self, costing: Costing, places: &Places) -> Value {
        let zones = places.zones();
        let at = |zones_asked: &[usize]| -> Vec<Value> {
            let points = zones_asked.iter().map(|&zone| zones[zone].point);
            points
                .map(|point| json!({"lat": point.lat, "lon": point.lon, "search_cutoff": ROAD_METRES}))
                .collect()
        };
        json!({
            "sources": at(&self.sources),
            "targets": at(&self.targets),
            "costing": costing.name(),
            "verbose": false,
        })
    }
}

/// All questions about a means of transport. Zones that are `left_out` are not asked about.
pub fn questions(places: &Places, costing: Costing, left_out: &[bool]) -> Vec<Question> {
    let zones = places.zones();
    let asked: Vec<usize> = (0..zones.len())
        .filter(|&zone| !left_out.get(zone).is_some_and(|&out| out))
        .collect();
    let mut all = Vec::new();
    for sources in blocks(zones, &asked) {
        let near = |target: &usize| {
            let target = zones[*target].point;
            let mut sources = sources.iter();
            sources.any(|&source| zones[source].point.km_to(target) <= costing.farthest_km())
        };
        let targets: Vec<usize> = asked.iter().copied().filter(near).collect();
        // The targets of one block may lie apart, but none farther from a source than the bound and a block.
        all.extend(targets.chunks(BLOCK).map(|targets| Question {
            sources: sources.clone(),
            targets: targets.to_vec(),
        }));
    }
    all
}

/// Zones in the order of their numbers, which follow the post, cut where they leave the neighbourhood.
fn blocks(zones: &[Zone], asked: &[usize]) -> Vec<Vec<usize>> {
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    for &zone in asked {
        let fits = |block: &&mut Vec<usize>| {
            let mut others = block.iter();
            block.len() < BLOCK
                && others.all(|&other| zones[other].point.km_to(zones[zone].point) <= BLOCK_KM)
        };
        match blocks.last_mut().filter(fits) {
            Some(block) => block.push(zone),
            None => blocks.push(vec![zone]),
        }
    }
    blocks
}
