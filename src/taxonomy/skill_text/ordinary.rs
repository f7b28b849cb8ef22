//! Words too common to tell a skill by.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Words that join others; a name may stand with them or without.
const FUNCTION_WORDS: [&str; 77] = [
    "a", "af", "an", "and", "as", "at", "be", "by", "de", "dem", "den", "denne", "der", "deres", "det",
    "dette", "dig", "din", "dine", "disse", "dit", "du", "eller", "en", "er", "et", "for", "fra", "from",
    "ham", "han", "hos", "hun", "i", "in", "into", "is", "it", "its", "jer", "man", "med", "mig", "min",
    "mit", "mod", "nogle", "of", "og", "om", "on", "or", "os", "our", "over", "paa", "saa", "samt", "sig",
    "sin", "som", "that", "the", "their", "this", "til", "to", "ud", "under", "us", "ved", "vi", "vores",
    "we", "with", "you", "your",
];

/// Words that mean something else more often than the skill they may also name, in one of the two languages.
const ORDINARY_WORDS: [&str; 60] = [
    "all", "alle", "and", "any", "are", "arm", "bag", "bed", "ben", "best", "bil", "bus", "can", "city",
    "dag", "day", "drop", "eget", "end", "fast", "fire", "for", "fra", "fri", "full", "god", "godt", "group",
    "help", "her", "home", "hus", "job", "jobs", "last", "leg", "let", "list", "liv", "man", "mere", "most",
    "new", "open", "plan", "plus", "rest", "rum", "side", "some", "sted", "team", "tid", "time", "uge",
    "vand", "vej", "work", "world", "year",
];

/// Words with which adverts speak of themselves and of the terms of the job (pay, contract, interviews), or of anything
/// (network, programme).
const ABOUT_THE_ADVERT: [&str; 38] = [
    "ansaettelse",
    "ansaettelsesvilkaar",
    "ansoegning",
    "application",
    "apply",
    "arbejdsplads",
    "content",
    "contract",
    "cv",
    "focus",
    "fokus",
    "instruction",
    "instruktion",
    "instrument",
    "interview",
    "interviews",
    "jobsamtale",
    "kollega",
    "kontrakt",
    "krav",
    "loen",
    "medarbejder",
    "netvaerk",
    "network",
    "opslag",
    "overenskomst",
    "pay",
    "permanent",
    "post",
    "profil",
    "profile",
    "program",
    "programme",
    "requirements",
    "salary",
    "samtale",
    "stilling",
    "vacancy",
];

/// Whether a folded word's stem is that of a word adverts use of themselves, whatever skill it may also name.
pub(super) fn is_about_the_advert(stem: &str) -> bool {
    static STEMS: LazyLock<HashSet<String>> = LazyLock::new(|| {
        ABOUT_THE_ADVERT
            .iter()
            .map(|word| super::stem::stem(word))
            .collect()
    });
    STEMS.contains(stem)
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
