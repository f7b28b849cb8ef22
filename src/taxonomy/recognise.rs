//! Recognises which occupation a title means, with how sure that is.
//!
//! A text that is a title but for how it is written, or holds one, is found in several ways, tried from the surest to the least
//! sure ([`written`], [`composite`]). Whatever they find, every title that looks alike votes ([`votes`]), so that a ranked list
//! can be offered; a vote alone is never sure.

mod composite;
mod confidence;
mod found;
pub(crate) mod votes;
mod written;

pub use found::MatchKind;

use super::normalise::{fold, without_gender_marks};
use super::occupations::OccupationIx;
use super::phrases::expand_abbreviations;
use super::titles::Titles;
use found::Found;

/// From this confidence a recognised occupation may be used without asking.
pub const SURE: f32 = 0.8;
/// How many occupations are offered at most.
pub const MOST_OFFERED: usize = 10;
/// Longer texts are no titles; only the beginning is looked at.
const MOST_CHARACTERS: usize = 200;

/// An occupation that a text may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognised {
    /// The occupation.
    pub occupation: OccupationIx,
    /// 0..=1; from [`SURE`] on it may be used without asking.
    pub confidence: f32,
    /// The title or official name that was found in the text, or looks most like it.
    pub matched: String,
    /// How it was found.
    pub kind: MatchKind,
}

/// A text as the ways look at it.
struct Reading {
    /// In lower case, without gender marks.
    cleaned: String,
    /// The same with abbreviations written out.
    expanded: String,
}

impl Reading {
    fn of(text: &str) -> Self {
        let end = text
            .char_indices()
            .nth(MOST_CHARACTERS)
            .map_or(text.len(), |(end, _)| end);
        let cleaned = without_gender_marks(&text[..end]);
        let expanded = if cleaned.contains('.') {
            expand_abbreviations(&cleaned)
        } else {
            cleaned.clone()
        };
        Self { cleaned, expanded }
    }
}

/// The occupations that `text` may mean, surest first, at most [`MOST_OFFERED`]; empty when nothing is near.
pub(crate) fn recognise(titles: &Titles, text: &str) -> Vec<Recognised> {
    let reading = Reading::of(text);
    let mut found = found_by_ways(titles, &reading);
    confidence::add_votes(titles, &reading.expanded, &mut found);
    shown(titles, found)
}

/// Those of [`recognise`] that are sure, much quicker: nobody votes but on titles not met before. What stands in the
/// table is sure in any case, so its confidence is not weighed here.
pub(crate) fn recognise_surely(titles: &Titles, text: &str) -> Vec<Recognised> {
    let mut found = undoubted(titles, &Reading::of(text));
    if found.kind != MatchKind::Exact {
        confidence::doubt(titles, &mut found);
    }
    found.candidates.retain(|candidate| candidate.confidence >= SURE);
    shown(titles, found)
}

/// What the ways find, none of it surer than the titles around it allow.
fn found_by_ways(titles: &Titles, reading: &Reading) -> Found {
    let mut found = undoubted(titles, reading);
    confidence::doubt(titles, &mut found);
    found.sort();
    found
}

fn undoubted(titles: &Titles, reading: &Reading) -> Found {
    let mut found = Found::nothing();
    written::note_exact(titles, &fold(&reading.cleaned), 1.0, &mut found);
    if found.candidates.is_empty() {
        try_ways(titles, reading, &mut found);
    }
    found
}

fn try_ways(titles: &Titles, reading: &Reading, found: &mut Found) {
    let whole = fold(&reading.expanded);
    let expanded = &reading.expanded;
    for &kind in MatchKind::ALL {
        if found.is_sure() {
            break;
        }
        found.kind = kind;
        match kind {
            MatchKind::Exact | MatchKind::Voted => {}
            MatchKind::Written => {
                written::note_written_otherwise(titles, &whole, 1.0, found);
            }
            MatchKind::Part => composite::note_parts(titles, expanded, found),
            MatchKind::BeforePreposition => composite::note_before_preposition(titles, &whole, 0.95, found),
            MatchKind::CutOff => written::note_cut_off(titles, &reading.cleaned, found),
            MatchKind::Within => composite::note_within(titles, &whole, found),
            MatchKind::Compound => composite::note_compounds(titles, &whole, found),
            MatchKind::Alike => written::note_alike(titles, &whole, found),
        }
    }
}

fn shown(titles: &Titles, mut found: Found) -> Vec<Recognised> {
    found.sort();
    found.candidates.truncate(MOST_OFFERED);
    let recognised = found.candidates.into_iter().map(|candidate| Recognised {
        occupation: candidate.occupation,
        confidence: candidate.confidence,
        matched: titles.get(candidate.title).shown.clone(),
        kind: candidate.kind,
    });
    recognised.collect()
}

#[cfg(test)]
mod tests;
