//! The legs of a way by public transport.

use super::graph::Search;
use super::journey::{Draft, Journey, LOCAL_BUS, LegKind};
use super::transit::{BandGraph, END_TENTHS, Feeder, Node, Transit};
use crate::domain::travel_mode::TimeBand;

impl Transit {
    /// The quickest way between two zones on foot to the stop; nothing where none is found.
    pub(super) fn journey(
        &self,
        graph: &BandGraph,
        band: TimeBand,
        from: usize,
        to: usize,
    ) -> Option<Journey> {
        self.journey_from(graph, band, &[(from, END_TENTHS)], (from, to))
    }

    /// As [`Self::journey`], with a bicycle that is left at the stop nearest to home.
    pub(super) fn journey_by_bicycle(
        &self,
        graph: &BandGraph,
        band: TimeBand,
        from: usize,
        to: usize,
    ) -> Option<Journey> {
        self.journey_from(graph, band, &self.starts_by_bicycle(from), (from, to))
    }

    fn journey_from(
        &self,
        graph: &BandGraph,
        band: TimeBand,
        starts: &[(usize, u16)],
        (from, to): (usize, usize),
    ) -> Option<Journey> {
        let mut drafts = Drafts::default();
        if from == to {
            drafts.walk(END_TENTHS);
            let name = &self.zones[from].name;
            drafts.feed(
                self.inner_bus(from, band)?,
                self.inner_tenths(from, band)?,
                (name, name),
            );
        } else {
            let way = Search::new(&graph.graph).way(&graph.graph, starts, to);
            let (first, out) = *way.first()?;
            match self.node(graph, first) {
                Node::Zone(_) => drafts.walk(out),
                node => drafts.cycle(out, self.name(node)),
            }
            for step in way.windows(2) {
                let [(from, starts), (to, ends)] = [step[0], step[1]];
                self.add_step(graph, band, (from, to), ends - starts, &mut drafts);
            }
        }
        drafts.walk(END_TENTHS);
        Some(Journey::of(drafts.0))
    }

    fn add_step(
        &self,
        graph: &BandGraph,
        band: TimeBand,
        (from, to): (usize, usize),
        tenths: u16,
        drafts: &mut Drafts,
    ) {
        let (from, to) = (self.node(graph, from), self.node(graph, to));
        let names = (self.name(from), self.name(to));
        match (from, to) {
            // The half of boarding that is told when alighting is waited for here as well.
            (Node::Stop(_), Node::Call(..)) => drafts.wait(tenths * 2),
            (Node::Call(..), Node::Stop(_)) => {}
            (Node::Call(line, _), _) => {
                let line = &self.network.lines[line];
                drafts.ride(line.kind, &line.name, tenths, names);
            }
            (Node::Zone(zone), Node::Stop(stop)) | (Node::Stop(stop), Node::Zone(zone)) => {
                let km = self.zones[zone].point.km_to(self.network.stops[stop].point);
                match self.feeder(zone, km, band) {
                    Some(bus @ Feeder::Bus(..)) => drafts.feed(bus, tenths, names),
                    _ => drafts.walk(tenths),
                }
            }
            (Node::Zone(one), Node::Zone(other)) => {
                let km = self.zones[one].point.km_to(self.zones[other].point);
                let bus = self.local_bus(one, km, band);
                drafts.feed(bus.unwrap_or(Feeder::Walk(0.0)), tenths, names);
            }
            _ => drafts.walk(tenths),
        }
    }

    fn name(&self, node: Node) -> &str {
        match node {
            Node::Zone(zone) => &self.zones[zone].name,
            Node::Stop(stop) | Node::Call(_, stop) => &self.network.stops[stop].name,
        }
    }
}

/// The legs found so far.
#[derive(Default)]
struct Drafts(Vec<Draft>);

impl Drafts {
    fn walk(&mut self, tenths: u16) {
        match self.0.last_mut() {
            Some(last) if last.leg.kind == LegKind::Walk => last.tenths += u32::from(tenths),
            _ => self.0.push(Draft::new(LegKind::Walk, tenths)),
        }
    }

    fn cycle(&mut self, tenths: u16, to: &str) {
        let mut draft = Draft::new(LegKind::Bicycle, tenths);
        draft.leg.to = Some(to.to_owned());
        self.0.push(draft);
    }

    fn wait(&mut self, tenths: u16) {
        self.0.push(Draft::new(LegKind::Wait, tenths));
    }

    /// A ride, or more of the one that was begun.
    fn ride(&mut self, kind: LegKind, line: &str, tenths: u16, (from, to): (&str, &str)) {
        match self.0.last_mut() {
            Some(last) if last.leg.line.as_deref() == Some(line) => {
                last.tenths += u32::from(tenths);
                last.leg.to = Some(to.to_owned());
            }
            _ => self.0.push(Draft::new(kind, tenths).on(line).between(from, to)),
        }
    }

    /// A local bus that takes so long with waiting for it.
    fn feed(&mut self, bus: Feeder, tenths: u16, (from, to): (&str, &str)) {
        let wait = match bus {
            Feeder::Walk(_) => 0,
            Feeder::Bus(wait, _) => ((wait * 10.0) as u16).min(tenths),
        };
        self.wait(wait);
        let ride = Draft::new(LegKind::Bus, tenths - wait).on(LOCAL_BUS);
        self.0.push(ride.between(from, to));
    }
}
