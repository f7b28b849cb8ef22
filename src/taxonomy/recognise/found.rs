//! What has been found in a text so far.

use super::SURE;
use crate::taxonomy::occupations::OccupationIx;
use crate::taxonomy::titles::{TitleIx, Titles};

crate::closed_list! {
    /// How a title was found in a text, from the surest way to the least sure.
    MatchKind {
        Exact = "exact",
        Written = "written_otherwise",
        Part = "part",
        BeforePreposition = "before_preposition",
        CutOff = "cut_off",
        Within = "within",
        Compound = "compound",
        Alike = "alike",
        Voted = "voted",
    }
}

/// The surest title of an occupation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) occupation: OccupationIx,
    pub(super) confidence: f32,
    pub(super) title: TitleIx,
    pub(super) kind: MatchKind,
}

/// The surest title of each occupation found so far, and the way that is being tried.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) candidates: Vec<Candidate>,
    pub(super) kind: MatchKind,
}

impl Found {
    pub(super) fn nothing() -> Self {
        Self {
            candidates: Vec::new(),
            kind: MatchKind::Exact,
        }
    }

    pub(super) fn note(&mut self, titles: &Titles, title: TitleIx, confidence: f32) {
        let occupation = titles.get(title).occupation;
        let candidate = Candidate {
            occupation,
            confidence,
            title,
            kind: self.kind,
        };
        match self
            .candidates
            .iter_mut()
            .find(|known| known.occupation == occupation)
        {
            Some(known) if known.confidence >= confidence => {}
            Some(known) => *known = candidate,
            None => self.candidates.push(candidate),
        }
    }

    pub(super) fn is_sure(&self) -> bool {
        self.candidates.iter().any(|known| known.confidence >= SURE)
    }

    /// Surest first; ties in the order of the occupations.
    pub(super) fn sort(&mut self) {
        let order = |one: &Candidate, other: &Candidate| {
            other
                .confidence
                .total_cmp(&one.confidence)
                .then(one.occupation.cmp(&other.occupation))
        };
        self.candidates.sort_by(order);
    }
}
