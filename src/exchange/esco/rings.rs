//! Finds rings where there should be a hierarchy.

/// From a narrower to a broader concept, and the line that says so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) line: u64,
}

/// A ring: its members from the first to the first again, and the line of the edge that closes it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ring {
    pub(super) members: Vec<u32>,
    pub(super) line: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Unseen,
    OnPath,
    Done,
}

/// A ring for each edge that leads back to the path it was reached by; none when and only when the
/// edges form a hierarchy.
pub(super) fn rings(nodes: usize, edges: &[Edge]) -> Vec<Ring> {
    let mut from: Vec<Vec<&Edge>> = vec![Vec::new(); nodes];
    for edge in edges {
        from[edge.from as usize].push(edge);
    }
    let mut marks = vec![Mark::Unseen; nodes];
    let mut found = Vec::new();
    for start in 0..nodes as u32 {
        if marks[start as usize] != Mark::Unseen {
            continue;
        }
        // The path from `start`, each with how many of its edges have been followed.
        let mut path: Vec<(u32, usize)> = vec![(start, 0)];
        marks[start as usize] = Mark::OnPath;
        while let Some((node, followed)) = path.last_mut() {
            let node = *node;
            let Some(edge) = from[node as usize].get(*followed) else {
                marks[node as usize] = Mark::Done;
                path.pop();
                continue;
            };
            *followed += 1;
            match marks[edge.to as usize] {
                Mark::Unseen => {
                    marks[edge.to as usize] = Mark::OnPath;
                    path.push((edge.to, 0));
                }
                Mark::OnPath => {
                    let begin = path
                        .iter()
                        .position(|&(on_path, _)| on_path == edge.to)
                        .unwrap_or_default();
                    let mut members: Vec<u32> = path[begin..].iter().map(|&(on_path, _)| on_path).collect();
                    members.push(edge.to);
                    found.push(Ring {
                        members,
                        line: edge.line,
                    });
                }
                Mark::Done => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(pairs: &[(u32, u32)]) -> Vec<Edge> {
        (1..)
            .zip(pairs)
            .map(|(line, &(from, to))| Edge { from, to, line })
            .collect()
    }

    #[test]
    fn hierarchies_have_none_and_rings_are_walked_round() {
        assert!(rings(5, &edges(&[(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)])).is_empty());
        let found = rings(4, &edges(&[(0, 1), (1, 2), (2, 1), (3, 3)]));
        assert_eq!(
            found[0],
            Ring {
                members: vec![1, 2, 1],
                line: 3
            }
        );
        assert_eq!(
            found[1],
            Ring {
                members: vec![3, 3],
                line: 4
            }
        );
    }
}
