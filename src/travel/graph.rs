//! Shortest paths over a sparse undirected graph, in tenths of a minute.

/// No way, or one longer than [`FARTHEST`].
pub(super) const NO_WAY: u16 = u16::MAX;

/// Ten hours: nobody commutes farther, so the search stops there.
pub(super) const FARTHEST: u16 = 6000;

/// Whole tenths of a minute, rounded half up by truncation: exact and equal on every machine.
pub(super) fn whole_tenths(tenths: f64) -> u16 {
    (tenths + 0.5).clamp(0.0, f64::from(FARTHEST)) as u16
}

/// A graph under construction: edges both ways.
#[derive(Debug, Clone)]
pub(super) struct Edges {
    nodes: usize,
    edges: Vec<(u16, u16, u16)>,
}

impl Edges {
    pub(super) const fn new(nodes: usize) -> Self {
        Self {
            nodes,
            edges: Vec::new(),
        }
    }

    /// Adds an edge of so many tenths of a minute; negative is read as nothing.
    pub(super) fn add(&mut self, from: usize, to: usize, tenths: f64) {
        self.edges.push((from as u16, to as u16, whole_tenths(tenths)));
    }

    /// Packs the edges by their start.
    pub(super) fn into_graph(self) -> Graph {
        let mut starts = vec![0_u32; self.nodes + 1];
        for &(from, to, _) in &self.edges {
            starts[from as usize + 1] += 1;
            starts[to as usize + 1] += 1;
        }
        for node in 0..self.nodes {
            starts[node + 1] += starts[node];
        }
        let mut fill = starts.clone();
        let mut targets = vec![(0, 0); self.edges.len() * 2];
        for (from, to, tenths) in self.edges {
            for (start, end) in [(from, to), (to, from)] {
                let slot = &mut fill[start as usize];
                targets[*slot as usize] = (end, tenths);
                *slot += 1;
            }
        }
        Graph { starts, targets }
    }
}

/// A sparse graph, packed.
#[derive(Debug)]
pub(super) struct Graph {
    starts: Vec<u32>,
    targets: Vec<(u16, u16)>,
}

impl Graph {
    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn edges(&self, node: usize) -> &[(u16, u16)] {
        &self.targets[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    /// The connected part each node belongs to, as a number.
    pub(super) fn parts(&self) -> Vec<u16> {
        let mut parts = vec![NO_WAY; self.len()];
        let mut waiting = Vec::new();
        for root in 0..self.len() {
            if parts[root] != NO_WAY {
                continue;
            }
            parts[root] = root as u16;
            waiting.push(root);
            while let Some(node) = waiting.pop() {
                for &(next, _) in self.edges(node) {
                    if parts[next as usize] == NO_WAY {
                        parts[next as usize] = root as u16;
                        waiting.push(next as usize);
                    }
                }
            }
        }
        parts
    }
}

/// Nodes that wait to be looked at, each at its time, in tenths of a minute.
///
/// A bucket a tenth, each a linked list through `entries`: times are small whole numbers, so buckets
/// beat a heap about threefold.
pub(super) struct Waiting {
    heads: Vec<u32>,
    entries: Vec<(u16, u32)>,
    count: usize,
}

const EMPTY: u32 = u32::MAX;

impl Waiting {
    /// For times up to a last one; so many entries are expected.
    pub(super) fn until(last: u16, entries: usize) -> Self {
        Self {
            heads: vec![EMPTY; usize::from(last) + 1],
            entries: Vec::with_capacity(entries),
            count: 0,
        }
    }

    pub(super) fn push(&mut self, node: u16, time: u16) {
        let head = &mut self.heads[usize::from(time)];
        self.entries.push((node, *head));
        *head = (self.entries.len() - 1) as u32;
        self.count += 1;
    }

    /// A node that waits at a time.
    pub(super) fn pop(&mut self, time: u16) -> Option<u16> {
        let head = &mut self.heads[usize::from(time)];
        if *head == EMPTY {
            return None;
        }
        let (node, next) = self.entries[*head as usize];
        *head = next;
        self.count -= 1;
        if self.count == 0 {
            self.entries.clear();
        }
        Some(node)
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.count == 0
    }

    fn clear(&mut self) {
        self.heads.fill(EMPTY);
        self.entries.clear();
        self.count = 0;
    }
}

/// Working memory of a search, reused from source to source.
pub(super) struct Search {
    times: Vec<u16>,
    /// The node each node was reached from; a start leads to itself.
    parents: Vec<u16>,
    waiting: Waiting,
}

impl Search {
    pub(super) fn new(graph: &Graph) -> Self {
        Self {
            times: vec![NO_WAY; graph.len()],
            parents: vec![NO_WAY; graph.len()],
            waiting: Waiting::until(FARTHEST, graph.targets.len()),
        }
    }

    /// Tenths of a minute from the source to every node, [`NO_WAY`] beyond [`FARTHEST`].
    pub(super) fn run(&mut self, graph: &Graph, source: usize) -> &[u16] {
        self.run_from(graph, &[(source, 0)])
    }

    /// As [`Self::run`], from several starts that are each reached after so many tenths.
    pub(super) fn run_from(&mut self, graph: &Graph, starts: &[(usize, u16)]) -> &[u16] {
        self.spread(graph, starts, None);
        &self.times
    }

    /// The nodes on the shortest way to a node, from its start on, each with the tenths of a minute after
    /// which it is reached; nothing where no way is found. It is the way that searching on would find.
    pub(super) fn way(&mut self, graph: &Graph, starts: &[(usize, u16)], target: usize) -> Vec<(usize, u16)> {
        self.spread(graph, starts, Some(target));
        self.way_to(target)
    }

    /// Searches on from the starts, to every node or until one node's way is known.
    fn spread(&mut self, graph: &Graph, starts: &[(usize, u16)], target: Option<usize>) {
        self.times.fill(NO_WAY);
        for &(start, tenths) in starts {
            if tenths <= FARTHEST && tenths < self.times[start] {
                self.reach(start as u16, tenths, start as u16);
            }
        }
        for now in 0..=FARTHEST {
            while let Some(node) = self.waiting.pop(now) {
                if self.times[node as usize] != now {
                    continue;
                }
                if target == Some(usize::from(node)) {
                    self.waiting.clear();
                    return;
                }
                for &(target, tenths) in graph.edges(node as usize) {
                    let then = now + tenths;
                    if then <= FARTHEST && then < self.times[target as usize] {
                        self.reach(target, then, node);
                    }
                }
            }
            if self.waiting.is_empty() {
                break;
            }
        }
    }

    /// The way that the last search found to a node.
    fn way_to(&self, target: usize) -> Vec<(usize, u16)> {
        let mut way = Vec::new();
        let mut node = target;
        while self.times[node] != NO_WAY {
            way.push((node, self.times[node]));
            let parent = self.parents[node] as usize;
            if parent == node {
                break;
            }
            node = parent;
        }
        way.reverse();
        way
    }

    fn reach(&mut self, node: u16, time: u16, parent: u16) {
        self.times[node as usize] = time;
        self.parents[node as usize] = parent;
        self.waiting.push(node, time);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_finds_the_shortest_of_all_ways() {
        const NODES: usize = 40;
        let mut edges = Edges::new(NODES);
        let mut exact = vec![[u32::MAX / 4; NODES]; NODES];
        for step in 0..120_usize {
            let (from, to, tenths) = (step * 7 % 39, (step * step + 3) % 39, (step * 37 % 101) as u32);
            edges.add(from, to, f64::from(tenths));
            exact[from][to] = exact[from][to].min(tenths);
            exact[to][from] = exact[from][to];
        }
        for over in 0..NODES {
            exact[over][over] = 0;
            for from in 0..NODES {
                for to in 0..NODES {
                    exact[from][to] = exact[from][to].min(exact[from][over] + exact[over][to]);
                }
            }
        }
        let graph = edges.into_graph();
        let mut search = Search::new(&graph);
        for (source, known) in exact.iter().enumerate() {
            let expected: Vec<u16> = known
                .iter()
                .map(|&t| u16::try_from(t).unwrap_or(NO_WAY))
                .collect();
            assert_eq!(search.run(&graph, source), expected);
            for (target, &time) in expected.iter().enumerate() {
                let way = search.way_to(target);
                assert_eq!(Search::new(&graph).way(&graph, &[(source, 0)], target), way);
                assert_eq!(way.last().map_or(NO_WAY, |&(_, tenths)| tenths), time);
                assert!(way.windows(2).all(|step| step[0].1 <= step[1].1));
            }
        }
        assert_ne!(graph.parts()[39], graph.parts()[0]);
    }
}
