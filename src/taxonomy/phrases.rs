//! Cuts what stands in a title field into the pieces that may be a job title.

use super::normalise::fold;
use super::title_words::{
    ABBREVIATIONS, AFTER_THE_TRADE, BEFORE_THE_TITLE, BESIDE_THE_TITLE, FALSE_FRIENDS, GENERAL_HEADS,
    OTHER_HEADS, PREPOSITIONS,
};
use std::borrow::Cow;

/// `text` (lower case) with dotted abbreviations written out: `"kontorass."` as `"kontorassistent"`.
pub(crate) fn expand_abbreviations(text: &str) -> String {
    let mut expanded = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(dot) = rest.find('.') {
        let (before, after) = (&rest[..dot], &rest[dot + 1..]);
        let word_start = before
            .rfind(|character: char| !character.is_alphanumeric())
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let word = fold(&before[word_start..]);
        let known = ABBREVIATIONS
            .iter()
            .filter(|(short, _)| word.ends_with(short))
            .max_by_key(|(short, _)| short.len());
        expanded.push_str(&before[..word_start]);
        if let Some((short, long)) = known {
            expanded.push_str(&word[..word.len() - short.len()]);
            expanded.push_str(long);
            // "afd.leder" is one word.
            expanded.push_str(if *short == "afd" { "" } else { " " });
        } else {
            expanded.push_str(&before[word_start..]);
            expanded.push(' ');
        }
        rest = after;
    }
    expanded.push_str(rest);
    expanded
}

/// A folded text without the words that do not change the work; numbers are such words too.
pub(crate) fn without_words_beside(folded: &str) -> String {
    let kept: Vec<&str> = folded.split(' ').filter(|word| !is_beside(word)).collect();
    kept.join(" ")
}

/// Whether a folded word says nothing about which work it is.
pub(crate) fn is_beside(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit()) || BESIDE_THE_TITLE.contains(&word)
}

/// What is left of a folded title when a learner's or stand-in's ending or a time of day is taken away:
/// `"kokkeelev"` gives `"kokke"`, `"natsygeplejerske"` gives `"sygeplejerske"`.
pub(crate) fn trades_within(folded: &str) -> impl Iterator<Item = &str> {
    let after = AFTER_THE_TRADE
        .iter()
        .filter_map(move |ending| folded.strip_suffix(ending));
    let before = BEFORE_THE_TITLE
        .iter()
        .filter_map(move |start| folded.strip_prefix(start));
    after
        .chain(before)
        .map(str::trim)
        .filter(|trade| trade.len() >= 3)
}

/// Whether a folded title is nothing but a word that many occupations share.
pub(crate) fn is_general_head(folded: &str) -> bool {
    GENERAL_HEADS.contains(&folded)
}

/// Whether the languages disagree about a folded word, whichever of them the titles have it in.
pub(crate) fn is_false_friend(folded: &str) -> bool {
    FALSE_FRIENDS.contains(&folded)
}

/// A folded title with its general ending swapped for others that name the same kind of worker.
pub(crate) fn with_other_heads(folded: &str) -> Vec<String> {
    let own = OTHER_HEADS
        .iter()
        .filter(|(head, _)| folded.ends_with(head) && folded.len() > head.len())
        .max_by_key(|(head, _)| head.len());
    own.map_or_else(Vec::new, |(head, others)| {
        let stem = &folded[..folded.len() - head.len()];
        others.iter().map(|other| format!("{stem}{other}")).collect()
    })
}

/// The part of a folded title before its first preposition, and the rest after it.
pub(crate) fn cut_at_preposition(folded: &str) -> Option<(&str, &str)> {
    let mut start = 0;
    for word in folded.split(' ') {
        let end = start + word.len();
        if start > 0 && PREPOSITIONS.contains(&word) {
            return Some((folded[..start].trim_end(), folded[end..].trim_start()));
        }
        start = end + 1;
    }
    None
}

/// The word of a title that tells the kind of work: the last one before a comma, a bracket, a preposition or what else parts
/// the title from what is beside it. `folded` is the whole of `shown`.
pub(crate) fn head_word<'a>(shown: &str, folded: &'a str) -> Cow<'a, str> {
    let end = HEAD_SEPARATORS
        .iter()
        .filter_map(|separator| shown.find(separator))
        .min();
    let before = end
        .map(|end| fold(&shown[..end]))
        .filter(|before| !before.is_empty());
    match before {
        Some(before) => Cow::Owned(last_before_preposition(&before).to_owned()),
        None => Cow::Borrowed(last_before_preposition(folded)),
    }
}

fn last_before_preposition(folded: &str) -> &str {
    let mut head = "";
    for word in folded.split(' ') {
        if !head.is_empty() && (PREPOSITIONS.contains(&word) || word == "of" || word == "af") {
            break;
        }
        head = word;
    }
    head
}

/// The head of a text, and the other words that tell the field; words of one or two letters do not.
pub(crate) fn head_and_fields(text: &str) -> (String, Vec<String>) {
    let folded = fold(text);
    let head = head_word(text, &folded).into_owned();
    let tells = |word: &&str| {
        word.len() > 2
            && *word != head
            && !is_beside(word)
            && !PREPOSITIONS.contains(word)
            && !LINKS.contains(word)
    };
    let fields = folded.split(' ').filter(tells).map(str::to_owned).collect();
    (head, fields)
}

/// Parts of a title that name several jobs or add a place: `"kok/køkkenleder"`, `"A og B"`, `"kok, hotel"`.
/// An elliptic part is also given whole: `"lager- og logistikmedarbejder"` gives pairs to be joined.
pub(crate) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut weight = Place::Equal;
    while !rest.is_empty() {
        let cut = SEPARATORS
            .iter()
            .filter_map(|(separator, place)| rest.find(separator).map(|at| (at, separator.len(), *place)))
            .min_by_key(|&(at, length, _)| (at, usize::MAX - length));
        let (at, length, next) = cut.unwrap_or((rest.len(), 0, Place::Equal));
        let piece = rest[..at].trim();
        let folded = fold(piece);
        if !folded.is_empty() {
            parts.push(Part {
                folded,
                place: weight,
                open_end: piece.ends_with('-'),
                open_start: piece.starts_with('-'),
            });
        }
        weight = if weight == Place::Beside && next == Place::Equal {
            Place::Beside
        } else {
            next
        };
        rest = &rest[at + length..];
    }
    parts
}

/// What a part is to the part before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Another job.
    Equal,
    /// More likely where or how than another job.
    Beside,
}

/// What parts a title from what is beside it.
const HEAD_SEPARATORS: [&str; 6] = [",", "(", "/", "|", " - ", " – "];
/// Words that link others.
const LINKS: [&str; 4] = ["and", "inden", "eller", "samt"];

/// Separators and what follows them.
const SEPARATORS: [(&str, Place); 17] = [
    ("/", Place::Equal),
    ("|", Place::Beside),
    (";", Place::Equal),
    (",", Place::Beside),
    (":", Place::Equal),
    (" - ", Place::Beside),
    (" – ", Place::Beside),
    (" — ", Place::Beside),
    ("(", Place::Beside),
    (")", Place::Beside),
    (" og ", Place::Equal),
    (" and ", Place::Equal),
    (" & ", Place::Equal),
    (" eller ", Place::Equal),
    (" or ", Place::Equal),
    (" samt ", Place::Equal),
    (" + ", Place::Equal),
];

/// A part of a title.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) folded: String,
    pub(crate) place: Place,
    /// Ends in a hyphen, so the end of the next part belongs to it: `"lager- og …"`.
    pub(crate) open_end: bool,
    /// Begins with a hyphen, so the beginning of the part before belongs to it: `"salgschef/-konsulent"`.
    pub(crate) open_start: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn abbreviations_are_written_out() {
        for (short, long) in [
            ("kontorass.", "kontorassistent"),
            ("pædagogmedhj.", "paedagogmedhjaelper"),
            ("adm. medarb.", "administrativ medarbejder"),
            ("afd.leder", "afdelingsleder"),
            ("cand.merc.", "cand merc"),
        ] {
            assert_eq!(fold(&expand_abbreviations(short)), long);
        }
    }

    #[test]
    fn titles_are_cut_where_they_name_several_things() {
        let texts = |text: &str| {
            parts(text)
                .into_iter()
                .map(|part| part.folded)
                .collect::<Vec<_>>()
        };
        assert_eq!(texts("kok/køkkenleder"), ["kok", "koekkenleder"]);
        assert_eq!(
            texts("Rengøringsassistent, hotel"),
            ["rengoeringsassistent", "hotel"]
        );
        assert!(parts("lager- og logistikmedarbejder")[0].open_end);
        assert!(parts("salgschef/-konsulent")[1].open_start);
        assert_eq!(cut_at_preposition("kok til hotel"), Some(("kok", "hotel")));
        assert_eq!(cut_at_preposition("til salg"), None);
        assert_eq!(without_words_beside("erfaren kok 37 timer"), "kok");
        assert!(trades_within("kokkeelev").any(|trade| trade == "kokke"));
    }

    proptest! {
        #[test]
        fn any_text_can_be_cut(text in ".{0,80}") {
            let lower = text.to_lowercase();
            let _ = expand_abbreviations(&lower);
            let _ = parts(&lower);
            let folded = fold(&text);
            let _ = (cut_at_preposition(&folded), with_other_heads(&folded), trades_within(&folded).count());
        }
    }
}
