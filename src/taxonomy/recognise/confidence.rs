//! How sure a candidate is.
//!
//! A title that stands in the table may still be used for other work than the table says. The titles around it tell: where
//! most of those that look like it lead elsewhere, it is less sure. The bounds below follow the shares that turned out right on
//! titles that were not used to make the tables (`foothold evaluate titles`).

use super::found::{Candidate, Found, MatchKind};
use super::votes::{Votes, votes};
use super::{MOST_OFFERED, SURE};
use crate::taxonomy::occupations::OccupationIx;
use crate::taxonomy::titles::{TitleIx, Titles};

/// What only looks like a title is never surer than this.
const SUREST_VOTE: f32 = 0.79;
/// How much of the confidence of an unsure way counts against the votes.
const UNSURE_WAY: f32 = 0.4;
/// Titles less alike than this are no help, and unless one is as alike as the second nothing is offered.
const LEAST_ALIKE: f32 = 0.2;
const LEAST_ALIKE_FOR_ANY: f32 = 0.4;
/// Shorter texts are looked up, not compared.
const FEWEST_LETTERS: usize = 3;

/// How much the titles around a title agree with it, and how sure it may be then.
const SURE_BY_AGREEMENT: [(f32, f32); 6] = [
    (0.3, 0.5),
    (0.35, 0.65),
    (0.4, 0.8),
    (0.8, 0.87),
    (0.9, 0.93),
    (0.97, 1.0),
];

/// Takes from the confidence of candidates whose title leads elsewhere than the titles around it. A title that stands in the
/// table as it was written stays sure: it is what type-ahead offers, and offering what is then refused helps nobody.
pub(super) fn doubt(titles: &Titles, found: &mut Found) {
    for candidate in &mut found.candidates {
        if candidate.confidence >= SURE {
            let bound = on_line(&SURE_BY_AGREEMENT, agreement(titles, candidate.title));
            let bound = if candidate.kind == MatchKind::Exact {
                bound.max(SURE)
            } else {
                bound
            };
            candidate.confidence = candidate.confidence.min(bound);
        }
    }
}

/// How far the votes on a title's own text are for its occupation (0..=1): the mean of its share among all and
/// against the strongest other, so that many weak voices and one strong voice both count. Asked for once a title.
fn agreement(titles: &Titles, title: TitleIx) -> f32 {
    titles.agreement(title, || {
        let own = titles.get(title);
        let shares = votes(titles, &own.shown.to_lowercase()).shares;
        let own_place = own.occupation.at();
        let others = shares.iter().enumerate().filter(|(at, _)| *at != own_place);
        let strongest = others.map(|(_, share)| *share).fold(0.0, f32::max);
        let share = shares[own_place];
        let against = share + strongest;
        f32::midpoint(share, if against > 0.0 { share / against } else { 0.0 })
    })
}

/// The value at `x` on straight lines through points with rising x.
fn on_line(points: &[(f32, f32)], x: f32) -> f32 {
    let behind = points.partition_point(|point| point.0 <= x);
    match (behind.checked_sub(1).map(|at| points[at]), points.get(behind)) {
        (Some((x0, y0)), Some(&(x1, y1))) => y0 + (y1 - y0) * (x - x0) / (x1 - x0),
        (Some((_, y)), None) => y,
        (None, first) => first.map_or(0.0, |point| point.1),
    }
}

/// Adds the occupations that the titles vote for, and weighs what was found in unsure ways by the votes.
pub(super) fn add_votes(titles: &Titles, text: &str, found: &mut Found) {
    if text.chars().filter(|character| character.is_alphabetic()).count() < FEWEST_LETTERS {
        return;
    }
    let votes = votes(titles, text);
    for candidate in &mut found.candidates {
        if candidate.kind as usize > MatchKind::CutOff as usize {
            let voted = SUREST_VOTE * votes.shares[candidate.occupation.at()];
            candidate.confidence = voted.max(UNSURE_WAY * candidate.confidence);
        }
    }
    for voted in most_voted(&votes) {
        if found
            .candidates
            .iter()
            .all(|known| known.occupation != voted.occupation)
        {
            found.candidates.push(voted);
        }
    }
}

fn most_voted(votes: &Votes) -> Vec<Candidate> {
    let near = |at: usize| votes.nearest[at].filter(|(_, cosine)| *cosine >= LEAST_ALIKE);
    if !votes
        .nearest
        .iter()
        .flatten()
        .any(|(_, cosine)| *cosine >= LEAST_ALIKE_FOR_ANY)
    {
        return Vec::new();
    }
    let mut voted: Vec<Candidate> = (0..votes.shares.len())
        .filter_map(|at| {
            near(at).map(|(title, _)| Candidate {
                occupation: OccupationIx(at as u16),
                confidence: SUREST_VOTE * votes.shares[at],
                title,
                kind: MatchKind::Voted,
            })
        })
        .collect();
    voted.sort_by(|one, other| {
        other
            .confidence
            .total_cmp(&one.confidence)
            .then(one.occupation.cmp(&other.occupation))
    });
    voted.truncate(MOST_OFFERED);
    voted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_through_their_points() {
        let points = [(0.0, 1.0), (0.5, 2.0), (1.0, 4.0)];
        for (x, y) in [
            (-1.0, 1.0),
            (0.0, 1.0),
            (0.25, 1.5),
            (0.5, 2.0),
            (0.75, 3.0),
            (2.0, 4.0),
        ] {
            assert!((on_line(&points, x) - y).abs() < 1e-6, "{x}");
        }
    }
}
