//! The earliest moments at which nodes are reached over edges that can be used from some moment on.

use super::graph::Waiting;

/// Tenths of a minute on the clock of a search.
pub(super) type Clock = u16;
/// The moment of what is not reached.
pub(super) const NEVER: Clock = Clock::MAX;

/// An edge that can be used from some moment on.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimedEdge {
    pub to: u16,
    /// Tenths before it can be used, then the moment from which it can, then tenths of using it.
    pub before: u16,
    pub opens: Clock,
    pub tenths: u16,
}

/// A graph under construction: the edges from each node.
#[derive(Debug)]
pub(super) struct TimedEdges(Vec<Vec<TimedEdge>>);

impl TimedEdges {
    pub(super) fn new(nodes: usize) -> Self {
        Self(vec![Vec::new(); nodes])
    }

    /// Adds a node and tells its number.
    pub(super) fn add_node(&mut self) -> usize {
        self.0.push(Vec::new());
        self.0.len() - 1
    }

    pub(super) fn add(&mut self, from: usize, edge: TimedEdge) {
        self.0[from].push(edge);
    }

    /// Packs the edges by their start.
    pub(super) fn into_graph(self) -> TimedGraph {
        let ends = self.0.iter().scan(0, |end, edges| {
            *end += edges.len() as u32;
            Some(*end)
        });
        TimedGraph {
            starts: std::iter::once(0).chain(ends).collect(),
            edges: self.0.into_iter().flatten().collect(),
        }
    }
}

/// A graph of such edges, packed.
#[derive(Debug)]
pub(super) struct TimedGraph {
    starts: Vec<u32>,
    edges: Vec<TimedEdge>,
}

impl TimedGraph {
    fn edges(&self, node: usize) -> &[TimedEdge] {
        &self.edges[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    /// When each node is reached from starts that are reached at given moments.
    pub(super) fn search(&self, starts: &[(usize, Clock)], waiting: &mut Waiting) -> Vec<Clock> {
        let mut clocks = vec![NEVER; self.starts.len() - 1];
        for &(start, at) in starts.iter().filter(|&&(_, at)| at < NEVER) {
            if at < clocks[start] {
                clocks[start] = at;
                waiting.push(start as u16, at);
            }
        }
        let mut now = 0;
        while !waiting.is_empty() {
            while let Some(node) = waiting.pop(now) {
                if clocks[node as usize] != now {
                    continue;
                }
                for edge in self.edges(node as usize) {
                    let then = now.saturating_add(edge.before).max(edge.opens);
                    let then = then.saturating_add(edge.tenths);
                    if then < clocks[edge.to as usize] {
                        clocks[edge.to as usize] = then;
                        waiting.push(edge.to, then);
                    }
                }
            }
            // Nothing waits at `NEVER`, so this ends at the moment before it at the latest.
            now += 1;
        }
        clocks
    }
}

/// What such a search keeps waiting.
pub(super) fn waiting() -> Waiting {
    Waiting::until(NEVER - 1, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every edge is tried until no moment gets any earlier.
    fn by_trying_all(edges: &[(usize, TimedEdge)], nodes: usize, starts: &[(usize, Clock)]) -> Vec<Clock> {
        let mut clocks = vec![NEVER; nodes];
        for &(start, at) in starts {
            clocks[start] = clocks[start].min(at);
        }
        loop {
            let known = clocks.clone();
            for &(from, edge) in edges {
                if clocks[from] == NEVER {
                    continue;
                }
                let then = clocks[from].saturating_add(edge.before).max(edge.opens);
                let to = &mut clocks[edge.to as usize];
                *to = (*to).min(then.saturating_add(edge.tenths));
            }
            if clocks == known {
                return clocks;
            }
        }
    }

    const NODES: usize = 12;

    fn any_edge() -> impl Strategy<Value = (usize, TimedEdge)> {
        let few = 0_u16..40;
        let moment = prop_oneof![3 => 0_u16..300, 1 => Just(NEVER - 20)];
        (0..NODES, 0..NODES as u16, few.clone(), moment, few).prop_map(|(from, to, before, opens, tenths)| {
            let edge = TimedEdge {
                to,
                before,
                opens,
                tenths,
            };
            (from, edge)
        })
    }

    proptest! {
        #[test]
        fn the_search_finds_the_earliest_of_all_moments(
            edges in prop::collection::vec(any_edge(), 0..50),
            starts in prop::collection::vec((0..NODES, 0_u16..200), 0..4),
        ) {
            let mut all = TimedEdges::new(NODES);
            for &(from, edge) in &edges {
                all.add(from, edge);
            }
            let graph = all.into_graph();
            let mut waiting = waiting();
            let expected = by_trying_all(&edges, NODES, &starts);
            for _ in 0..2 {
                prop_assert_eq!(&graph.search(&starts, &mut waiting), &expected);
            }
        }
    }
}
