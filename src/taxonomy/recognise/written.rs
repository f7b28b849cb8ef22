//! A whole text that is a title, but for how it is written.

use super::found::Found;
use crate::taxonomy::normalise::{dictionary_forms, fold};
use crate::taxonomy::phrases::{
    is_false_friend, is_general_head, trades_within, with_other_heads, without_words_beside,
};
use crate::taxonomy::titles::{TitleIx, Titles};

/// Cosine below which likeness of letters is chance.
const LEAST_ALIKE: f32 = 0.5;

/// Exactly a title. Where the two languages mean different work by it, none of them is sure.
pub(super) fn note_exact(titles: &Titles, folded: &str, factor: f32, found: &mut Found) -> bool {
    let meanings = titles.exact(folded);
    let confidence = if meanings.len() > 1 || is_false_friend(folded) {
        factor.min(0.79)
    } else {
        factor
    };
    for (rank, &title) in meanings.iter().enumerate() {
        found.note(titles, title, confidence - 0.01 * rank as f32);
    }
    !meanings.is_empty()
}

/// A title but for blanks, inflection, words beside it, a learner's ending or a synonymous head.
pub(super) fn note_written_otherwise(titles: &Titles, folded: &str, factor: f32, found: &mut Found) -> bool {
    if folded.is_empty() {
        return false;
    }
    let bare = without_words_beside(folded);
    note_same_words(titles, folded, factor, found)
        || (bare != folded && !bare.is_empty() && note_same_words(titles, &bare, 0.96 * factor, found))
        || trades_within(&bare)
            .any(|trade| !is_general_head(trade) && note_same_words(titles, trade, 0.9 * factor, found))
        || note_other_heads(titles, &bare, factor, found)
}

pub(super) fn note_same_words(titles: &Titles, folded: &str, factor: f32, found: &mut Found) -> bool {
    if note_exact(titles, folded, factor, found) {
        return true;
    }
    if let Some(title) = titles.squeezed(folded) {
        found.note(titles, title, 0.98 * factor);
        return true;
    }
    dictionary_forms(folded).any(|form| note_exact(titles, &form, 0.97 * factor, found))
}

/// Swaps a general ending; sure only if every title that results means the same work.
fn note_other_heads(titles: &Titles, folded: &str, factor: f32, found: &mut Found) -> bool {
    let swapped: Vec<TitleIx> = with_other_heads(folded)
        .iter()
        .filter_map(|other| {
            titles
                .exact(other)
                .first()
                .copied()
                .or_else(|| titles.squeezed(other))
        })
        .collect();
    let Some((&first, rest)) = swapped.split_first() else {
        return false;
    };
    let meant = titles.get(first).occupation;
    let agree = rest.iter().all(|&other| titles.get(other).occupation == meant);
    for title in swapped {
        found.note(titles, title, if agree { 0.86 } else { 0.65 } * factor);
    }
    true
}

/// A word cut off by a dot: every title that goes on from there.
pub(super) fn note_cut_off(titles: &Titles, cleaned: &str, found: &mut Found) {
    let cut_off = cleaned
        .trim_end()
        .strip_suffix('.')
        .map(fold)
        .filter(|start| start.len() >= 4);
    let Some(start) = cut_off else { return };
    let longer = titles.beginning_with(&start);
    let Some((&first, rest)) = longer.split_first() else {
        return;
    };
    let meant = titles.get(first).occupation;
    let agree = rest.iter().all(|&other| titles.get(other).occupation == meant);
    for &title in longer.iter().take(20) {
        found.note(titles, title, if agree { 0.85 } else { 0.65 });
    }
}

/// Titles that share many pieces; sure only when one is a slip of the hand away and nothing else is.
pub(super) fn note_alike(titles: &Titles, folded: &str, found: &mut Found) {
    let alike = titles.ngrams().alike(folded, LEAST_ALIKE, 12);
    let slips: Vec<bool> = alike
        .iter()
        .map(|&(title, _)| is_slip(folded, &titles.get(title).folded))
        .collect();
    let mut meant = alike
        .iter()
        .zip(&slips)
        .filter(|&(_, &slip)| slip)
        .map(|(&(title, _), _)| titles.get(title).occupation);
    let first = meant.next();
    let agree = meant.all(|other| Some(other) == first);
    for (&(title, cosine), &slip) in alike.iter().zip(&slips) {
        let confidence = match (slip, agree) {
            (true, true) => 0.84,
            (true, false) => 0.7,
            (false, _) => 0.75 * cosine,
        };
        found.note(titles, title, confidence);
    }
}

/// One missing, added or swapped letter, not the first, in a word of eight or more. A wrong letter is no slip:
/// a "lystekniker" is no "lydtekniker".
fn is_slip(written: &str, meant: &str) -> bool {
    let same_start = written.chars().next() == meant.chars().next();
    let swapped = written.len() == meant.len() && sorted(written) == sorted(meant);
    same_start
        && meant.len() >= 8
        && (swapped || written.len().abs_diff(meant.len()) == 1)
        && strsim::osa_distance(written, meant) == 1
}

fn sorted(text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    bytes.sort_unstable();
    bytes
}
