//! Finds names that look alike by the three-letter pieces they share.
//!
//! Everything lies in flat arrays: fifty thousand names are indexed in some ten milliseconds.

/// Different bytes of a folded name; rarer ones share a place.
const LETTERS: usize = 64;
const PIECES: usize = LETTERS * LETTERS * LETTERS;

/// Names with their pieces, inverted: from a piece to the names that have it.
#[derive(Debug, Default)]
pub(crate) struct Ngrams {
    /// Where the names of each piece begin in `postings`; one more than there are pieces.
    starts: Vec<u32>,
    postings: Vec<u32>,
    /// What sharing each piece is worth.
    worths: Vec<u16>,
    /// Length of each name as a vector of pieces.
    lengths: Vec<f32>,
}

impl Ngrams {
    /// Indexes folded names, known by their place from 0.
    pub(crate) fn build<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut starts = vec![0_u32; PIECES + 1];
        let mut own = Vec::new();
        let mut count = 0;
        for name in names.clone() {
            pieces_into(name, &mut own);
            for &piece in &own {
                starts[piece as usize + 1] += 1;
            }
            count += 1;
        }
        let worths: Vec<u16> = starts[1..].iter().map(|&having| worth(count, having)).collect();
        for piece in 0..PIECES {
            starts[piece + 1] += starts[piece];
        }
        let mut next = starts.clone();
        let mut postings = vec![0_u32; starts[PIECES] as usize];
        let mut lengths = Vec::with_capacity(count);
        for (place, name) in names.enumerate() {
            pieces_into(name, &mut own);
            for &piece in &own {
                let at = &mut next[piece as usize];
                postings[*at as usize] = place as u32;
                *at += 1;
            }
            lengths.push(length(&own, &worths));
        }
        Self {
            starts,
            postings,
            worths,
            lengths,
        }
    }

    /// The cosine (0..=1) of every name that shares a piece with a folded text, by place.
    pub(crate) fn cosines(&self, folded: &str) -> Vec<(u32, f32)> {
        if self.lengths.is_empty() {
            return Vec::new();
        }
        let mut pieces = Vec::new();
        pieces_into(folded, &mut pieces);
        let own_length = length(&pieces, &self.worths);
        let mut shared = vec![0_u32; self.lengths.len()];
        for &piece in &pieces {
            let worth = u32::from(self.worths[piece as usize]);
            for &place in self.having(piece) {
                shared[place as usize] += worth;
            }
        }
        let sharing = shared.iter().zip(&self.lengths).enumerate();
        sharing
            .filter(|(_, (sum, _))| **sum > 0)
            .map(|(place, (&sum, &other))| (place as u32, sum as f32 / (own_length * other)))
            .collect()
    }

    /// Names at least as alike as `least` (cosine, 0..=1), the most alike first; ties in their order.
    pub(crate) fn alike(&self, folded: &str, least: f32, limit: usize) -> Vec<(u32, f32)> {
        most_alike(&self.cosines(folded), least, limit)
    }

    /// The names that have the rarest piece of a folded text of three bytes or more, in their order: every name
    /// that holds the text is among them. `None` for a shorter text.
    pub(crate) fn may_hold(&self, folded: &str) -> Option<&[u32]> {
        let bytes = folded.as_bytes();
        let inside = bytes
            .windows(3)
            .map(|window| piece([window[0], window[1], window[2]]));
        let rarest = inside.min_by_key(|&piece| self.having(piece).len())?;
        Some(self.having(rarest))
    }

    fn having(&self, piece: u32) -> &[u32] {
        let piece = piece as usize;
        match (self.starts.get(piece), self.starts.get(piece + 1)) {
            (Some(&start), Some(&end)) => &self.postings[start as usize..end as usize],
            _ => &[],
        }
    }
}

/// The most alike of some names, those below `least` left out; ties in their order.
pub(crate) fn most_alike(cosines: &[(u32, f32)], least: f32, limit: usize) -> Vec<(u32, f32)> {
    let mut alike: Vec<(u32, f32)> = cosines
        .iter()
        .copied()
        .filter(|&(_, cosine)| cosine >= least)
        .collect();
    let order = |one: &(u32, f32), other: &(u32, f32)| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0));
    if alike.len() > limit && limit > 0 {
        alike.select_nth_unstable_by(limit - 1, order);
    }
    alike.truncate(limit);
    alike.sort_unstable_by(order);
    alike
}

fn length(pieces: &[u32], worths: &[u16]) -> f32 {
    let sum: u32 = pieces
        .iter()
        .map(|&piece| u32::from(worths[piece as usize]))
        .sum();
    (sum.max(1) as f32).sqrt()
}

/// A piece that few names have tells more: the square of log2(names / having it) + 1, the logarithm in whole
/// quarters so that it is the same on every machine.
fn worth(names: usize, having_it: u32) -> u16 {
    let ratio = u128::from((names as u64 * 16 / u64::from(having_it.max(1))).max(16));
    let quarters = (ratio * ratio * ratio * ratio).ilog2() - 16 + 4;
    u16::try_from(quarters * quarters).unwrap_or(u16::MAX)
}

/// The different three-byte pieces of a folded name with a blank on both sides, in order.
fn pieces_into(folded: &str, pieces: &mut Vec<u32>) {
    pieces.clear();
    let bytes = folded.as_bytes();
    let at = |place: usize| match place.checked_sub(1) {
        Some(inner) => bytes.get(inner).copied().unwrap_or(b' '),
        None => b' ',
    };
    pieces.extend((0..bytes.len()).map(|start| piece([at(start), at(start + 1), at(start + 2)])));
    pieces.sort_unstable();
    pieces.dedup();
}

fn piece(bytes: [u8; 3]) -> u32 {
    bytes
        .into_iter()
        .fold(0, |piece, byte| piece * LETTERS as u32 + letter(byte))
}

fn letter(byte: u8) -> u32 {
    match byte {
        b' ' => 0,
        b'a'..=b'z' => u32::from(byte - b'a') + 1,
        b'0'..=b'9' => u32::from(byte - b'0') + 27,
        b'+' => 37,
        b'#' => 38,
        other => 39 + u32::from(other) % (LETTERS as u32 - 39),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAMES: [&str; 3] = ["sygeplejerske", "lagermedarbejder", "sygehjaelper"];

    #[test]
    fn the_most_alike_name_comes_first() {
        let index = Ngrams::build(NAMES.iter().copied());
        let alike = index.alike("sygeplejeske", 0.2, 5);
        assert_eq!(alike[0].0, 0);
        assert!(alike[0].1 > 0.6 && alike[0].1 < 1.0);
        assert!((index.alike("lagermedarbejder", 0.5, 1)[0].1 - 1.0).abs() < 1e-6);
        assert!(index.alike("xyzzy", 0.1, 5).is_empty() && index.alike("", 0.1, 5).is_empty());
        assert!(Ngrams::default().alike("sygeplejerske", 0.1, 5).is_empty());
    }

    #[test]
    fn a_rare_piece_is_worth_more() {
        assert!(worth(1000, 1) > worth(1000, 10) && worth(1000, 10) > worth(1000, 1000));
        assert_eq!(worth(1000, 1000), 16);
    }

    proptest! {
        #[test]
        fn names_that_hold_a_text_are_found_by_its_rarest_piece(start in 0..10_usize, long in 3..6_usize) {
            let index = Ngrams::build(NAMES.iter().copied());
            for name in NAMES {
                let text = &name[start.min(name.len() - 3)..(start + long).min(name.len())];
                let Some(found) = index.may_hold(text) else { continue };
                for (place, other) in NAMES.iter().enumerate() {
                    prop_assert!(!other.contains(text) || found.contains(&(place as u32)));
                }
            }
        }

        #[test]
        fn any_text_is_compared(text in "\\PC{0,40}") {
            let index = Ngrams::build(NAMES.iter().copied().chain([text.as_str()]));
            let cosines = index.cosines(&text);
            prop_assert!(cosines.iter().all(|&(_, cosine)| (0.0..=1.001).contains(&cosine)));
        }
    }
}
