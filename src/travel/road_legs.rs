//! The legs of a way by road: what is driven, and the ferries between.

use super::graph::Search;
use super::journey::{Draft, Journey, LegKind};
use super::road::Roads;
use crate::domain::travel_mode::{TimeBand, TravelMode};

impl Roads {
    /// The quickest way between two zones with the ferries of a band; nothing where none is found.
    pub(super) fn journey(
        &self,
        mode: TravelMode,
        band: TimeBand,
        from: usize,
        to: usize,
    ) -> Option<Journey> {
        let kind = LegKind::of_road(mode);
        let mut drafts = vec![Draft::new(kind, self.end_tenths(mode, from))];
        if from == to {
            drafts.push(Draft::new(kind, self.inner_tenths(mode, from)));
        } else {
            let graph = self.in_band(mode, band);
            let way = Search::new(graph).way(graph, &[(from, 0)], to);
            if way.is_empty() {
                return None;
            }
            for step in way.windows(2) {
                self.add_step(mode, band, step, &mut drafts);
            }
        }
        drafts.push(Draft::new(kind, self.end_tenths(mode, to)));
        Some(Journey::of(merged(drafts)))
    }

    fn add_step(&self, mode: TravelMode, band: TimeBand, step: &[(usize, u16)], drafts: &mut Vec<Draft>) {
        let (from, to, tenths) = (step[0].0, step[1].0, step[1].1 - step[0].1);
        let kind = LegKind::of_road(mode);
        match self.link_between(mode, band, (from, to), tenths) {
            Some(link) if link.is_ferry => drafts.push(Draft::new(LegKind::Ferry, tenths).on(&link.name)),
            link => {
                let mut draft = Draft::new(kind, tenths);
                draft.leg.over.extend(link.map(|link| link.name.clone()));
                drafts.push(draft);
            }
        }
    }
}

/// Neighbouring legs of one means that has no line become one.
fn merged(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut legs: Vec<Draft> = Vec::new();
    for draft in drafts {
        match legs.last_mut() {
            Some(last) if last.leg.kind == draft.leg.kind && draft.leg.line.is_none() => {
                last.tenths += draft.tenths;
                last.leg.over.extend(draft.leg.over);
            }
            _ => legs.push(draft),
        }
    }
    legs
}
