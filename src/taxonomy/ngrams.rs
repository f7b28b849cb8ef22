//! Finds names that look alike by the three-letter pieces they share.

use std::collections::HashMap;

/// Names with their pieces, inverted: from a piece to the names that have it.
#[derive(Debug, Default)]
pub(crate) struct Ngrams {
    /// Where the names of a piece begin and end in `postings`, and what sharing the piece is worth.
    spans: HashMap<[u8; 3], Span>,
    postings: Vec<u16>,
    /// Length of each name as a vector of pieces.
    lengths: Vec<f32>,
    /// What a piece that no name has would be worth.
    unseen_worth: u32,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    start: u32,
    end: u32,
    worth: u32,
}

impl Ngrams {
    /// Indexes folded names, known by their place from 0; at most 65,535 of them.
    pub(crate) fn build<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let pieces_of_names: Vec<Vec<[u8; 3]>> = names.take(usize::from(u16::MAX)).map(pieces).collect();
        // Piece and place packed into one number, so that sorting is quick.
        let mut entries: Vec<u64> = Vec::new();
        for (place, name) in pieces_of_names.iter().enumerate() {
            entries.extend(
                name.iter()
                    .map(|&[a, b, c]| u64::from_be_bytes([0, 0, 0, a, b, c, 0, 0]) | place as u64),
            );
        }
        entries.sort_unstable();
        let mut index = Self {
            spans: HashMap::new(),
            postings: entries.iter().map(|&entry| entry as u16).collect(),
            lengths: Vec::new(),
            unseen_worth: worth(pieces_of_names.len().max(1), 1),
        };
        let mut start = 0;
        for group in entries.chunk_by(|one, other| one >> 16 == other >> 16) {
            let worth = worth(pieces_of_names.len(), group.len());
            let end = start + group.len() as u32;
            let [.., a, b, c, _, _] = group[0].to_be_bytes();
            index.spans.insert([a, b, c], Span { start, end, worth });
            start = end;
        }
        index.lengths = pieces_of_names.iter().map(|name| index.length(name)).collect();
        index
    }

    fn length(&self, pieces: &[[u8; 3]]) -> f32 {
        let sum: u32 = pieces
            .iter()
            .map(|piece| self.spans.get(piece).map_or(self.unseen_worth, |span| span.worth))
            .sum();
        (sum as f32).sqrt()
    }

    /// Names at least as alike as `least` (cosine, 0..=1), the most alike first; ties in their order.
    pub(crate) fn alike(&self, folded: &str, least: f32, limit: usize) -> Vec<(u16, f32)> {
        let pieces = pieces(folded);
        let length = self.length(&pieces);
        let mut shared = vec![0_u32; self.lengths.len()];
        for span in pieces.iter().filter_map(|piece| self.spans.get(piece)) {
            for &place in &self.postings[span.start as usize..span.end as usize] {
                shared[place as usize] += span.worth;
            }
        }
        let mut alike: Vec<(u16, f32)> = (0_u16..)
            .zip(shared.iter().zip(&self.lengths))
            .filter(|(_, (sum, _))| **sum > 0)
            .map(|(place, (&sum, &other))| (place, sum as f32 / (length * other)))
            .filter(|&(_, cosine)| cosine >= least)
            .collect();
        alike.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        alike.truncate(limit);
        alike
    }
}

/// A piece that few names have tells more: the square of the whole part of log2(names / having it) + 1.
fn worth(names: usize, having_it: usize) -> u32 {
    let bits = (names / having_it).max(1).ilog2() + 1;
    bits * bits
}

/// The different three-byte pieces of a folded name with a blank on both sides, in order.
fn pieces(folded: &str) -> Vec<[u8; 3]> {
    let padded: Vec<u8> = std::iter::once(b' ')
        .chain(folded.bytes())
        .chain(std::iter::once(b' '))
        .collect();
    let mut pieces: Vec<[u8; 3]> = padded
        .windows(3)
        .map(|piece| [piece[0], piece[1], piece[2]])
        .collect();
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_alike_name_comes_first() {
        let names = ["sygeplejerske", "lagermedarbejder", "sygehjaelper"];
        let index = Ngrams::build(names.iter().copied());
        let alike = index.alike("sygeplejeske", 0.2, 5);
        assert_eq!(alike[0].0, 0);
        assert!(alike[0].1 > 0.6 && alike[0].1 < 1.0);
        assert!((index.alike("lagermedarbejder", 0.5, 1)[0].1 - 1.0).abs() < 1e-6);
        assert!(index.alike("xyzzy", 0.1, 5).is_empty() && index.alike("", 0.1, 5).is_empty());
    }
}
