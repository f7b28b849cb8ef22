//! Every title that looks like a text votes for its occupation; the kind of work and the field vote too.
//!
//! The weights were fitted to titles whose occupation is known (`foothold evaluate titles` names the data),
//! on one half of them and on labels of another classification; they are rounded.

use crate::taxonomy::affixes::Side;
use crate::taxonomy::ngrams::most_alike;
use crate::taxonomy::normalise::fold;
use crate::taxonomy::phrases::{head_and_fields, without_words_beside};
use crate::taxonomy::titles::{TitleIx, Titles};

/// How many of the most alike titles vote.
const VOTERS: usize = 50;
/// Weights of the most alike title, the votes, the kind of work and the field, each in doublings of the odds.
const WEIGHTS: Weights = Weights {
    alike: 7.4,
    votes: 3.4,
    kind: 0.3,
    field: 0.3,
};
/// Ends of a word that so many titles share are a kind of work, what stands before them is a field.
const TITLES_OF_A_KIND: usize = 3;
/// Shortest field and shortest end within a word.
const SHORTEST_PART: usize = 3;

struct Weights {
    alike: f32,
    votes: f32,
    kind: f32,
    field: f32,
}

/// What the titles say of a text.
#[derive(Debug)]
pub(crate) struct Votes {
    /// How likely each occupation is; they sum to 1.
    pub(crate) shares: Vec<f32>,
    /// The most alike title of each occupation, with its cosine.
    pub(crate) nearest: Vec<Option<(TitleIx, f32)>>,
}

/// Asks the titles about a cleaned text in lower case.
pub(crate) fn votes(titles: &Titles, text: &str) -> Votes {
    let whole = fold(text);
    let bare = without_words_beside(&whole);
    let asked = if bare.is_empty() { &whole } else { &bare };
    let cosines = titles.ngrams().cosines(asked);
    let count = titles.groups().len();
    let mut nearest: Vec<Option<(TitleIx, f32)>> = vec![None; count];
    for &(title, cosine) in &cosines {
        let place = &mut nearest[titles.get(title).occupation.at()];
        if place.is_none_or(|(_, best)| cosine > best) {
            *place = Some((title, cosine.min(1.0)));
        }
    }
    let mut votes = vec![0.0; count];
    let mut cast = 0.0;
    for (title, cosine) in most_alike(&cosines, 0.0, VOTERS) {
        votes[titles.get(title).occupation.at()] += cosine * cosine;
        cast += cosine * cosine;
    }
    let (kind, field) = kind_and_field(titles, text);
    let scores = (0..count).map(|at| {
        let alike = nearest[at].map_or(0.0, |(_, cosine)| cosine);
        let votes = if cast > 0.0 { votes[at] / cast } else { 0.0 };
        WEIGHTS.alike * alike
            + WEIGHTS.votes * votes
            + WEIGHTS.kind * doublings(kind[at])
            + WEIGHTS.field * doublings(field[at])
    });
    let scores: Vec<f32> = scores.collect();
    Votes {
        shares: as_shares(&scores),
        nearest,
    }
}

/// How likely each occupation is by the kind of work that the head tells, and by the field that the other words tell.
fn kind_and_field(titles: &Titles, text: &str) -> (Vec<f32>, Vec<f32>) {
    let (head, mut fields) = head_and_fields(text);
    let mut kind = vec![0.0; titles.groups().len()];
    titles.heads().add_spread(&head, Side::End, 1.0, &mut kind);
    if fields.is_empty() {
        fields.push(field_within(titles, &head).to_owned());
    }
    let mut field = vec![0.0; titles.groups().len()];
    for word in &fields {
        titles
            .fields()
            .add_spread(word, Side::Beginning, 1.0 / fields.len() as f32, &mut field);
    }
    (titles.groups().spread(&kind), titles.groups().spread(&field))
}

/// What stands before the longest end that several titles share: `"tekstil"` of `"tekstiloperatoer"`.
fn field_within<'a>(titles: &Titles, head: &'a str) -> &'a str {
    let ends = head
        .char_indices()
        .map(|(at, _)| at)
        .skip_while(|&at| at < SHORTEST_PART);
    let shared = ends
        .take_while(|at| head.len() - at >= SHORTEST_PART)
        .find(|&at| titles.heads().count(head, Side::End, head.len() - at) >= TITLES_OF_A_KIND);
    shared.map_or(head, |at| &head[..at])
}

/// Odds in doublings as shares that sum to 1.
fn as_shares(scores: &[f32]) -> Vec<f32> {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let odds: Vec<f32> = scores.iter().map(|score| doubled(score - highest)).collect();
    let sum: f32 = odds.iter().sum();
    odds.into_iter()
        .map(|odds| if sum > 0.0 { odds / sum } else { 0.0 })
        .collect()
}

/// log2 of a positive number, straight between the powers of two: exact arithmetic that is the same on every machine.
fn doublings(value: f32) -> f32 {
    value.max(f32::MIN_POSITIVE).to_bits() as f32 / (1_u32 << 23) as f32 - 127.0
}

/// The other way round: 2 to the power of a number from -100 to 100.
fn doubled(power: f32) -> f32 {
    f32::from_bits(((power.clamp(-100.0, 100.0) + 127.0) * (1_u32 << 23) as f32) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubling_and_its_inverse_agree() {
        for power in [-20.0, -3.5, 0.0, 1.0, 7.25] {
            assert!((doublings(doubled(power)) - power).abs() < 1e-4);
        }
        assert!((doubled(3.0) - 8.0).abs() < 1e-3 && doubled(-200.0) > 0.0);
        assert!(doublings(0.0) < -100.0);
    }

    #[test]
    fn shares_sum_to_one() {
        let shares = as_shares(&[1.0, 3.0, -5.0]);
        assert!((shares.iter().sum::<f32>() - 1.0).abs() < 1e-5 && shares[1] > shares[0]);
        assert!(as_shares(&[]).is_empty());
    }
}
