//! Recognises which occupation a title means, with how sure that is.
//!
//! The ways are tried from the surest to the least sure, and the weaker ones only while nothing sure is found.

use super::normalise::{dictionary_forms, fold, without_gender_marks};
use super::occupations::OccupationIx;
use super::phrases::{
    Place, cut_at_preposition, expand_abbreviations, is_beside, is_false_friend, is_general_head, parts,
    trades_within, with_other_heads, without_words_beside,
};
use super::titles::{TitleIx, Titles};

/// From this confidence a recognised occupation may be used without asking.
pub const SURE: f32 = 0.8;
/// How many occupations are offered at most.
const MOST_OFFERED: usize = 5;
/// Longer texts are no titles; only the beginning is looked at.
const MOST_CHARACTERS: usize = 200;
/// Titles of more words than this are not looked for inside a longer text.
const MOST_WORDS: usize = 7;
/// Cosine below which likeness of letters is chance.
const LEAST_ALIKE: f32 = 0.5;

/// An occupation that a text may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognised {
    /// The occupation.
    pub occupation: OccupationIx,
    /// 0..=1; from [`SURE`] on it may be used without asking.
    pub confidence: f32,
    /// The title or official name that was found in the text.
    pub matched: String,
}

/// The surest title of each occupation found so far.
#[derive(Default)]
struct Found(Vec<(OccupationIx, f32, TitleIx)>);

impl Found {
    fn note(&mut self, titles: &Titles, title: TitleIx, confidence: f32) {
        let occupation = titles.get(title).occupation;
        match self.0.iter_mut().find(|known| known.0 == occupation) {
            Some(known) if known.1 >= confidence => {}
            Some(known) => *known = (occupation, confidence, title),
            None => self.0.push((occupation, confidence, title)),
        }
    }

    fn is_sure(&self) -> bool {
        self.0.iter().any(|known| known.1 >= SURE)
    }
}

/// The occupations that `text` may mean, surest first, at most five; empty when nothing is near.
pub(crate) fn recognise(titles: &Titles, text: &str) -> Vec<Recognised> {
    let mut found = Found::default();
    let start = text
        .char_indices()
        .nth(MOST_CHARACTERS)
        .map_or(text, |(end, _)| &text[..end]);
    let cleaned = without_gender_marks(start);
    let whole = fold(&cleaned);
    note_exact(titles, &whole, 1.0, &mut found);
    if found.0.is_empty() {
        let expanded = if cleaned.contains('.') {
            expand_abbreviations(&cleaned)
        } else {
            cleaned.clone()
        };
        let whole = fold(&expanded);
        let searches: [&dyn Fn(&mut Found); 7] = [
            &|found| {
                note_written_otherwise(titles, &whole, 1.0, found);
            },
            &|found| note_parts(titles, &expanded, found),
            &|found| note_before_preposition(titles, &whole, 0.95, found),
            &|found| note_cut_off(titles, &cleaned, found),
            &|found| note_within(titles, &whole, found),
            &|found| note_compounds(titles, &whole, found),
            &|found| note_alike(titles, &whole, found),
        ];
        for search in searches {
            if found.is_sure() {
                break;
            }
            search(&mut found);
        }
    }
    ranked(titles, found)
}

fn ranked(titles: &Titles, found: Found) -> Vec<Recognised> {
    let mut found = found.0;
    found.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    found.truncate(MOST_OFFERED);
    let recognised = found
        .into_iter()
        .map(|(occupation, confidence, title)| Recognised {
            occupation,
            confidence,
            matched: titles.get(title).shown.clone(),
        });
    recognised.collect()
}

/// Exactly a title. Where the two languages mean different work by it, none of them is sure.
fn note_exact(titles: &Titles, folded: &str, factor: f32, found: &mut Found) -> bool {
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
fn note_written_otherwise(titles: &Titles, folded: &str, factor: f32, found: &mut Found) -> bool {
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

fn note_same_words(titles: &Titles, folded: &str, factor: f32, found: &mut Found) -> bool {
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

/// The parts of a composite, the first one a little surer than those after it.
fn note_parts(titles: &Titles, text: &str, found: &mut Found) {
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
fn note_before_preposition(titles: &Titles, folded: &str, factor: f32, found: &mut Found) {
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

/// A word cut off by a dot: every title that goes on from there.
fn note_cut_off(titles: &Titles, cleaned: &str, found: &mut Found) {
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

/// Titles inside a longer text on word boundaries, longest first; surer the more of the text they are.
fn note_within(titles: &Titles, folded: &str, found: &mut Found) {
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
fn note_compounds(titles: &Titles, folded: &str, found: &mut Found) {
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

/// Titles that share many pieces; sure only when one is a slip of the hand away and nothing else is.
fn note_alike(titles: &Titles, folded: &str, found: &mut Found) {
    let alike = titles.alike(folded, LEAST_ALIKE, 12);
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
