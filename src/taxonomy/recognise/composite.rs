//! Titles in a part of a text: composites, prepositions, longer texts and compounds.

use super::found::Found;
use super::written::{note_exact, note_same_words, note_written_otherwise};
use crate::taxonomy::normalise::dictionary_forms;
use crate::taxonomy::phrases::{
    Place, cut_at_preposition, is_beside, is_general_head, parts, without_words_beside,
};
use crate::taxonomy::titles::Titles;

/// Titles of more words than this are not looked for inside a longer text.
const MOST_WORDS: usize = 7;

/// The parts of a composite, the first one a little surer than those after it.
pub(super) fn note_parts(titles: &Titles, text: &str, found: &mut Found) {
    let parts = parts(text);
    if parts.len() < 2 {
        return;
    }
    for (rank, part) in parts.iter().enumerate() {
        let equal = 0.97 - 0.02 * rank.min(3) as f32;
        let next = parts.get(rank + 1);
        let qualifier = next.filter(|next| next.place == Place::Beside);
        let factor = match (rank, part.place) {
            (1.., Place::Beside) => 0.6,
            // "operatør, tekstil": alone the head says too little.
            _ if qualifier.is_some() && is_general_head(&part.folded) => 0.6,
            _ => equal,
        };
        let before = rank.checked_sub(1).map(|at| &parts[at]);
        if let (true, Some(next)) = (part.open_end, next) {
            note_joined(titles, &part.folded, ends_of(&next.folded), factor, found);
        } else if let (true, Some(before)) = (part.open_start, before) {
            beginnings_of(&before.folded)
                .into_iter()
                .any(|start| note_joined(titles, start, [part.folded.as_str()], factor, found));
        } else if !qualifier
            .is_some_and(|next| note_joined(titles, &next.folded, [part.folded.as_str()], 0.9, found))
            && !note_written_otherwise(titles, &part.folded, factor, found)
        {
            note_before_preposition(titles, &part.folded, factor - 0.04, found);
        }
    }
}

/// Joins a beginning with the first of the ends that makes a title.
fn note_joined<'a>(
    titles: &Titles,
    start: &str,
    ends: impl IntoIterator<Item = &'a str>,
    factor: f32,
    found: &mut Found,
) -> bool {
    ends.into_iter().any(|end| {
        ["", "s", "e"]
            .iter()
            .any(|link| note_same_words(titles, &format!("{start}{link}{end}"), factor, found))
    })
}

/// Ends of a folded text of four letters or more, longest first, the whole not among them.
fn ends_of(folded: &str) -> Vec<&str> {
    let ends = folded.char_indices().skip(2).map(|(at, _)| &folded[at..]);
    ends.filter(|end| end.len() >= 4).collect()
}

/// Beginnings of a folded text of three letters or more, longest first, the whole not among them.
fn beginnings_of(folded: &str) -> Vec<&str> {
    let starts = folded.char_indices().rev().map(|(at, _)| &folded[..at]);
    starts.filter(|start| start.len() >= 3).collect()
}

/// `"medarbejder til lager"` is a `"lagermedarbejder"`; of `"kok til hotel"` the part before counts.
pub(super) fn note_before_preposition(titles: &Titles, folded: &str, factor: f32, found: &mut Found) {
    let Some((head, rest)) = cut_at_preposition(folded) else {
        return;
    };
    let head = without_words_beside(head);
    let last_word = head.rsplit(' ').next().unwrap_or_default();
    if is_general_head(last_word) {
        for word in rest.split(' ').filter(|word| word.len() >= 3).take(3) {
            if note_joined(titles, word, [last_word], 0.9 * factor, found) {
                return;
            }
        }
    }
    let factor = if is_general_head(&head) {
        0.5 * factor
    } else {
        factor
    };
    note_written_otherwise(titles, &head, factor, found);
}

/// Titles inside a longer text on word boundaries, longest first; surer the more of the text they are.
pub(super) fn note_within(titles: &Titles, folded: &str, found: &mut Found) {
    let words: Vec<&str> = folded.split(' ').collect();
    let telling: usize = words
        .iter()
        .filter(|word| !is_beside(word))
        .map(|word| word.len())
        .sum();
    let mut free = vec![true; words.len()];
    for length in (1..=MOST_WORDS.min(words.len())).rev() {
        for start in 0..=words.len() - length {
            let here = start..start + length;
            if here.len() == words.len() || !free[here.clone()].iter().all(|&word| word) {
                continue;
            }
            let phrase = words[here.clone()].join(" ");
            let covered: usize = words[here.clone()].iter().map(|word| word.len()).sum();
            let share = covered as f32 / telling.max(1) as f32;
            let general = if is_general_head(&phrase) { 0.6 } else { 1.0 };
            let confidence = (0.5 + 0.35 * share.min(1.0)) * general;
            if covered >= 3 && note_one_of(titles, &phrase, confidence, found) {
                free[here].fill(false);
            }
        }
    }
}

fn note_one_of(titles: &Titles, phrase: &str, confidence: f32, found: &mut Found) -> bool {
    note_exact(titles, phrase, confidence, found)
        || dictionary_forms(phrase).any(|form| note_exact(titles, &form, 0.97 * confidence, found))
}

/// Danish compounds carry the work at the end and the place of work at the beginning.
pub(super) fn note_compounds(titles: &Titles, folded: &str, found: &mut Found) {
    for word in folded.split(' ').filter(|word| word.len() >= 7) {
        let end = ends_of(word)
            .into_iter()
            .find(|end| !titles.exact(end).is_empty());
        if let Some(end) = end {
            let general = if is_general_head(end) { 0.6 } else { 1.0 };
            note_exact(titles, end, (0.45 + 0.32 * share_of(end, word)) * general, found);
        }
        let start = beginnings_of(word)
            .into_iter()
            .find(|start| start.len() >= 4 && !titles.exact(start).is_empty());
        if let Some(start) = start {
            note_exact(titles, start, 0.4 + 0.25 * share_of(start, word), found);
        }
    }
}

fn share_of(part: &str, whole: &str) -> f32 {
    part.len() as f32 / whole.len() as f32
}
