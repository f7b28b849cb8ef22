//! How sure a candidate is.

use super::found::{Candidate, Found, MatchKind};
use super::votes::votes;
use crate::taxonomy::affixes::Side;
use crate::taxonomy::occupations::OccupationIx;
use crate::taxonomy::phrases::head_word;
use crate::taxonomy::titles::{TitleIx, Titles};

/// A candidate that is no title is never surer than this.
const SUREST_VOTE: f32 = 0.79;

/// Takes from the confidence of candidates whose title says one thing while most titles of its kind say another.
pub(super) fn doubt(_titles: &Titles, _found: &mut Found) {}

/// Adds what the titles vote for.
pub(super) fn add_votes(titles: &Titles, text: &str, found: &mut Found) {
    let votes = votes(titles, text);
    if std::env::var("RAW").is_ok() {
        for c in &found.candidates {
            let t = titles.get(c.title);
            let head = head_word(&t.shown, &t.folded);
            let a = titles
                .heads()
                .share_of(&head, Side::End, c.occupation, 4)
                .unwrap_or(-1.0);
            eprintln!(
                "C\t{}\t{}\t{:.3}\t{:.3}\t{:.4}\t{:.3}",
                text,
                c.occupation.0,
                c.confidence,
                a,
                votes.shares[c.occupation.at()],
                c.kind
            );
        }
    }
    let mut by_share: Vec<usize> = (0..votes.shares.len())
        .filter(|&at| votes.nearest[at].is_some())
        .collect();
    by_share.sort_by(|&one, &other| {
        votes.shares[other]
            .total_cmp(&votes.shares[one])
            .then(one.cmp(&other))
    });
    for at in by_share.into_iter().take(super::MOST_OFFERED) {
        let Some((title, cosine)) = votes.nearest[at] else {
            continue;
        };
        if cosine < 0.2 {
            continue;
        }
        let conf = (votes.shares[at] * SUREST_VOTE).min(SUREST_VOTE);
        let occupation = OccupationIx(at as u16);
        match found.candidates.iter_mut().find(|c| c.occupation == occupation) {
            Some(known) => {
                if known.confidence < super::SURE {
                    known.confidence = conf.max(known.confidence * 0.3);
                }
            }
            None => found.candidates.push(Candidate {
                occupation,
                confidence: conf,
                title: title as TitleIx,
                kind: MatchKind::Voted,
            }),
        }
    }
}
