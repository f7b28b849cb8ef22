//! Words too common to tell a skill by.

/// Words that join others; a name may stand with them or without.
const FUNCTION_WORDS: [&str; 61] = [
    "a", "af", "an", "and", "as", "at", "by", "de", "dem", "den", "der", "deres", "det", "din", "dine",
    "dit", "du", "eller", "en", "er", "et", "for", "fra", "from", "hos", "i", "in", "into", "is", "it",
    "its", "med", "min", "mod", "nogle", "of", "og", "om", "on", "or", "our", "over", "paa", "samt", "sig",
    "sin", "som", "that", "the", "their", "til", "to", "ud", "under", "us", "ved", "vi", "vores", "with",
    "you", "your",
];

/// Words that mean something else more often than the skill they may also name, in one of the two languages.
const ORDINARY_WORDS: [&str; 60] = [
    "all", "alle", "and", "any", "are", "arm", "bag", "bed", "ben", "best", "bil", "bus", "can", "city",
    "dag", "day", "drop", "eget", "end", "fast", "fire", "for", "fra", "fri", "full", "god", "godt", "group",
    "help", "her", "home", "hus", "job", "jobs", "last", "leg", "let", "list", "liv", "man", "mere", "most",
    "new", "open", "plan", "plus", "rest", "rum", "side", "some", "sted", "team", "tid", "time", "uge",
    "vand", "vej", "work", "world", "year",
];

/// Words with which adverts speak of themselves and of the terms of the job: pay, agreement, interviews.
const ABOUT_THE_ADVERT: [&str; 24] = [
    "ansaettelse",
    "ansaettelsesvilkaar",
    "ansoegning",
    "apply",
    "application",
    "arbejdsplads",
    "cv",
    "fokus",
    "focus",
    "interview",
    "interviews",
    "jobsamtale",
    "kollega",
    "krav",
    "loen",
    "medarbejder",
    "opslag",
    "overenskomst",
    "pay",
    "requirements",
    "salary",
    "samtale",
    "stilling",
    "vacancy",
];

/// Whether a folded word's stem is that of a word adverts use of themselves, whatever skill it may also name.
pub(super) fn is_about_the_advert(stem: &str) -> bool {
    ABOUT_THE_ADVERT
        .iter()
        .any(|word| super::stem::stem(word) == stem)
}

/// Whether the folded word only joins others.
pub(super) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.binary_search(&word).is_ok()
}

/// Whether the folded word alone tells nothing, unless it is written in capitals.
pub(super) fn is_ordinary_word(word: &str) -> bool {
    is_function_word(word) || ORDINARY_WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_in_order() {
        assert!(FUNCTION_WORDS.is_sorted());
    }
}
