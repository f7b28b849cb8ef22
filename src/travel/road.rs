//! Roads between zones: neighbours of a land mass, links, motorways.

use super::area::Density;
use super::geometry::{Barriers, Point};
use super::graph::{Edges, Graph, whole_tenths};
use super::land_masses::LandMass;
use super::road_network::{Link, RoadNetwork};
use super::zones::Zone;
use crate::domain::travel_mode::{TimeBand, TravelMode};
use std::sync::OnceLock;

/// How many of the nearest points are looked at as neighbours.
const LOOKED_AT: usize = 24;
/// A point has at least this many neighbours, if so many of its nearest can be seen.
const NEIGHBOURS: usize = 5;
/// Only so many of the nearest count for that.
const NEAREST: usize = 8;
/// Kilometres at each end of a way where the speed is that of the place.
const PLACE_KM: f64 = 2.5;
/// Ways from a zone or a bridge to motorway junctions: how many, and how far at most in kilometres.
const JUNCTIONS: usize = 3;
const JUNCTION_KM: f64 = 25.0;

/// A point that ways run between.
#[derive(Debug, Clone, Copy)]
struct Node {
    point: Point,
    land_mass: LandMass,
    density: Density,
}

/// The ways of all modes. Nodes are the zones by their number, then the ends of links that do not
/// always run, then the ends of the others, then, for cars alone, junctions.
#[derive(Debug)]
pub(super) struct Roads {
    nodes: Vec<Node>,
    /// Pairs of neighbours that every mode may use.
    ways: Vec<(usize, usize)>,
    /// Pairs of a node and a junction near it, for cars.
    slips: Vec<(usize, usize)>,
    /// Pairs of junctions and the speed between them.
    motorways: Vec<(usize, usize, f64)>,
    links: Vec<(usize, usize, Link)>,
    zones: usize,
    /// Zones and ends of links that do not always run.
    kept: usize,
    /// All nodes but junctions.
    points: usize,
    /// The graphs that legs are searched in, by mode and band, made when first needed.
    in_bands: [[OnceLock<Graph>; TimeBand::ALL.len()]; TravelMode::ALL.len()],
}

/// A link that does not run in every band, as an edge.
#[derive(Debug, Clone)]
pub(super) struct Sailing {
    pub ends: (usize, usize),
    pub tenths: u16,
    pub bands: Vec<TimeBand>,
}

impl Roads {
    pub(super) fn build(zones: &[Zone], network: &RoadNetwork) -> Self {
        let mut nodes: Vec<Node> = zones
            .iter()
            .map(|zone| Node {
                point: zone.point,
                land_mass: zone.land_mass,
                density: zone.density,
            })
            .collect();
        let mut links = Vec::with_capacity(network.links.len());
        let mut add_links = |nodes: &mut Vec<Node>, wanted: &dyn Fn(&Link) -> bool| {
            for link in network.links.iter().filter(|link| wanted(link)) {
                let [from, to] = link.ends.map(|end| find_or_add(nodes, end.point, end.land_mass));
                links.push((from, to, link.clone()));
            }
            nodes.len()
        };
        let kept = add_links(&mut nodes, &|link| !link.always_runs());
        let points = add_links(&mut nodes, &|link| link.always_runs() && !link.is_motorway);
        add_links(&mut nodes, &|link| link.always_runs() && link.is_motorway);
        let mut motorways = Vec::new();
        for road in &network.motorways {
            let junctions: Vec<usize> = road
                .junctions
                .iter()
                .map(|&point| find_or_add(&mut nodes, point, road.land_mass))
                .collect();
            motorways.extend(
                junctions
                    .windows(2)
                    .map(|pair| (pair[0], pair[1], road.speed_kmh)),
            );
        }
        Self {
            ways: neighbours(&nodes[..points], &network.barriers),
            slips: slip_roads(&nodes, points, &network.barriers),
            nodes,
            motorways,
            links,
            zones: zones.len(),
            kept,
            points,
            in_bands: Default::default(),
        }
    }

    /// How many nodes distances are wanted of, the first ones: zones and ends of sailings.
    pub(super) fn kept(&self) -> usize {
        self.kept
    }

    /// The graph of a mode with the links that `runs` picks.
    pub(super) fn graph(&self, mode: TravelMode, runs: impl Fn(&Link) -> bool) -> Graph {
        let by_car = mode == TravelMode::Car;
        let mut edges = Edges::new(if by_car { self.nodes.len() } else { self.points });
        for &(from, to) in &self.ways {
            edges.add(from, to, self.tenths(mode, from, to));
        }
        if by_car {
            for &(from, to) in &self.slips {
                edges.add(from, to, self.tenths(mode, from, to));
            }
            for &(from, to, speed_kmh) in &self.motorways {
                // Motorways are drawn from junction to junction, so they bend little in between.
                let km = self.nodes[from].point.km_to(self.nodes[to].point) * 1.04;
                edges.add(from, to, km / speed_kmh * 600.0);
            }
        }
        for (from, to, link) in &self.links {
            if runs(link) && link.modes.contains(&mode) {
                edges.add(*from, *to, link_tenths(mode, link));
            }
        }
        edges.into_graph()
    }

    /// The graph of a mode with the links that run in a band; bands in which the same ones do share it.
    pub(super) fn in_band(&self, mode: TravelMode, band: TimeBand) -> &Graph {
        let runs_alike = |other: TimeBand| {
            let mut links = self
                .links
                .iter()
                .filter(|(_, _, link)| link.modes.contains(&mode));
            links.all(|(_, _, link)| link.bands.contains(&other) == link.bands.contains(&band))
        };
        let first = TimeBand::ALL
            .iter()
            .copied()
            .find(|&other| runs_alike(other))
            .unwrap_or(band);
        self.in_bands[mode as usize][first as usize]
            .get_or_init(|| self.graph(mode, |link| link.bands.contains(&first)))
    }

    /// The links of a mode that run in some bands only.
    pub(super) fn sailings(&self, mode: TravelMode) -> Vec<Sailing> {
        self.links
            .iter()
            .filter(|(_, _, link)| !link.always_runs() && link.modes.contains(&mode))
            .map(|(from, to, link)| Sailing {
                ends: (*from, *to),
                tenths: whole_tenths(link_tenths(mode, link)),
                bands: link.bands.clone(),
            })
            .collect()
    }

    /// The link that leads from one end to the other in so many tenths of a minute, if one does.
    pub(super) fn link_between(
        &self,
        mode: TravelMode,
        band: TimeBand,
        ends: (usize, usize),
        tenths: u16,
    ) -> Option<&Link> {
        let joins = |from: usize, to: usize| (from, to) == ends || (to, from) == ends;
        self.links
            .iter()
            .filter(|(from, to, link)| joins(*from, *to) && link.modes.contains(&mode))
            .map(|(_, _, link)| link)
            .find(|link| link.bands.contains(&band) && whole_tenths(link_tenths(mode, link)) == tenths)
    }

    /// Tenths of a minute to set out from a zone, or to arrive.
    pub(super) fn end_tenths(&self, mode: TravelMode, zone: usize) -> u16 {
        end_tenths(mode, self.nodes[zone].density)
    }

    /// Tenths of a minute between two places within a zone.
    pub(super) fn inner_tenths(&self, mode: TravelMode, zone: usize) -> u16 {
        let density = self.nodes[zone].density;
        let km = inner_km(density);
        (km * place_pace(mode, density) * 10.0) as u16
    }

    pub(super) fn zones(&self) -> usize {
        self.zones
    }

    fn tenths(&self, mode: TravelMode, from: usize, to: usize) -> f64 {
        let (from, to) = (self.nodes[from], self.nodes[to]);
        let km = from.point.km_to(to.point);
        let near = (km / 2.0).min(PLACE_KM);
        let minutes = near * (place_pace(mode, from.density) + place_pace(mode, to.density))
            + (km - 2.0 * near) * place_pace(mode, Density::Rural);
        minutes * 10.0
    }
}

/// Tenths of a minute to set out, or to arrive: walking to the car and parking it.
pub(super) fn end_tenths(mode: TravelMode, density: Density) -> u16 {
    match (mode, density) {
        (TravelMode::Car, Density::City) => 30,
        (TravelMode::Car, _) => 20,
        (TravelMode::Moped | TravelMode::Bicycle, _) => 10,
        (TravelMode::Walk | TravelMode::Transit, _) => 0,
    }
}

/// How far apart two places in the same zone typically lie, in kilometres.
pub(super) fn inner_km(density: Density) -> f64 {
    match density {
        Density::City => 1.3,
        Density::Town => 1.5,
        Density::Rural => 2.5,
    }
}

/// Minutes for a kilometre as the crow flies: roads bend, and streets are slower than open roads.
///
/// Cars 32, 52 and 68 km/h; mopeds 28 (they may drive 30 or 45); bicycles 16; walking 5; detours
/// of 20 to 30 per cent.
fn place_pace(mode: TravelMode, density: Density) -> f64 {
    match (mode, density) {
        (TravelMode::Car, Density::City) => 2.35,
        (TravelMode::Car, Density::Town) => 1.4,
        (TravelMode::Car, Density::Rural) => 1.08,
        (TravelMode::Moped, _) => 2.6,
        (TravelMode::Bicycle, _) => 4.5,
        (TravelMode::Walk | TravelMode::Transit, _) => 14.4,
    }
}

fn link_tenths(mode: TravelMode, link: &Link) -> f64 {
    let kmh = match mode {
        TravelMode::Car if link.is_motorway => 105.0,
        TravelMode::Car => 60.0,
        TravelMode::Moped => 28.0,
        TravelMode::Bicycle => 16.0,
        TravelMode::Walk | TravelMode::Transit => 5.0,
    };
    link.minutes * 10.0 + link.km / kmh * 600.0
}

fn find_or_add(nodes: &mut Vec<Node>, point: Point, land_mass: LandMass) -> usize {
    let known = nodes
        .iter()
        .position(|node| node.land_mass == land_mass && node.point == point);
    known.unwrap_or_else(|| {
        nodes.push(Node {
            point,
            land_mass,
            density: Density::Rural,
        });
        nodes.len() - 1
    })
}

/// Pairs of neighbours: two points of a land mass that see each other across no barrier and have
/// no third point between them (a Gabriel graph), and the few nearest of each.
fn neighbours(nodes: &[Node], barriers: &Barriers) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let near = nearest(nodes, node, LOOKED_AT + 1);
        let others: Vec<(f64, usize)> = near.into_iter().filter(|&(_, other)| other != index).collect();
        let mut seen = 0;
        for (rank, &(km, other)) in others.iter().enumerate() {
            let wanted =
                (seen < NEIGHBOURS && rank < NEAREST) || is_free_between(nodes, node, km, other, &others);
            if wanted && barriers.leave_free(node.point, nodes[other].point) {
                seen += 1;
                pairs.push((index.min(other), index.max(other)));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether no third point lies in the circle over the way from the node to another.
fn is_free_between(nodes: &[Node], node: &Node, km: f64, other: usize, near: &[(f64, usize)]) -> bool {
    let middle = node.point.middle(nodes[other].point);
    near.iter()
        .all(|&(_, third)| third == other || middle.km_to(nodes[third].point) >= km / 2.0)
}

/// The nearest nodes of the same land mass, nearest first.
fn nearest(nodes: &[Node], to: &Node, count: usize) -> Vec<(f64, usize)> {
    let mut near: Vec<(f64, usize)> = nodes
        .iter()
        .enumerate()
        .filter(|(_, other)| other.land_mass == to.land_mass)
        .map(|(index, other)| (to.point.km_to(other.point), index))
        .collect();
    let by_distance = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
    if near.len() > count {
        near.select_nth_unstable_by(count, by_distance);
        near.truncate(count);
    }
    near.sort_unstable_by(by_distance);
    near
}

/// From every zone and bridge to the nearest junctions, and from every junction to what is nearest.
fn slip_roads(nodes: &[Node], points: usize, barriers: &Barriers) -> Vec<(usize, usize)> {
    let (places, junctions) = nodes.split_at(points);
    let mut pairs = Vec::new();
    let mut join = |place: usize, junction: usize, km: f64| {
        if km <= JUNCTION_KM && barriers.leave_free(nodes[place].point, nodes[junction].point) {
            pairs.push((place, junction));
        }
    };
    for (place, node) in places.iter().enumerate() {
        for (km, junction) in nearest(junctions, node, JUNCTIONS) {
            join(place, points + junction, km);
        }
    }
    for (junction, node) in junctions.iter().enumerate() {
        for (km, place) in nearest(places, node, JUNCTIONS) {
            join(place, points + junction, km);
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
