//! Splitting Danish compounds into words of a list.

use super::stem::DanishStemmer;
use std::collections::HashSet;

/// Shortest part, in letters.
const SHORTEST_PART: usize = 3;
/// Most parts of one word.
const MOST_PARTS: usize = 4;
/// Letters that may stand between two parts: `arbejdsplads`, `børnehave` (listed without its e).
const LINKS: [&str; 3] = ["", "s", "e"];

/// Knows the words of which compounds are made.
pub(super) struct CompoundSplitter {
    parts: HashSet<String>,
    stems: HashSet<String>,
}

impl CompoundSplitter {
    /// A splitter over folded words.
    pub(super) fn new(parts: impl Iterator<Item = String>, stemmer: &DanishStemmer) -> Self {
        let parts: HashSet<String> = parts.filter(|part| part.len() >= SHORTEST_PART).collect();
        let stems = parts.iter().map(|part| stemmer.stem(part)).collect();
        Self { parts, stems }
    }

    /// The fewest listed words that make up the whole folded word, the last possibly inflected;
    /// nothing for a word that cannot be taken apart without rest. A listed word may itself be made
    /// of others, as `anlægsgartner` is.
    pub(super) fn split<'w>(&self, word: &'w str, stemmer: &DanishStemmer) -> Vec<&'w str> {
        if word.len() < 2 * SHORTEST_PART || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Vec::new();
        }
        (2..=MOST_PARTS)
            .find_map(|count| self.split_into(word, count, stemmer))
            .unwrap_or_default()
    }

    /// The split into exactly `count` parts with the longest first part.
    fn split_into<'w>(&self, word: &'w str, count: usize, stemmer: &DanishStemmer) -> Option<Vec<&'w str>> {
        if count == 1 {
            let whole = word.len() >= SHORTEST_PART
                && (self.parts.contains(word) || self.stems.contains(&stemmer.stem(word)));
            return whole.then(|| vec![word]);
        }
        let longest_head = word.len().checked_sub(SHORTEST_PART)?;
        for end in (SHORTEST_PART..=longest_head).rev() {
            let (head, rest) = word.split_at(end);
            if !self.parts.contains(head) {
                continue;
            }
            for link in LINKS {
                let tail = rest.strip_prefix(link);
                if let Some(mut parts) = tail.and_then(|tail| self.split_into(tail, count - 1, stemmer)) {
                    parts.insert(0, head);
                    return Some(parts);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(word: &str) -> Vec<String> {
        let stemmer = DanishStemmer::new();
        let list = [
            "lager",
            "arbejde",
            "medarbejder",
            "plads",
            "boern",
            "have",
            "chef",
            "kok",
        ];
        let splitter = CompoundSplitter::new(list.into_iter().map(str::to_owned), &stemmer);
        splitter
            .split(word, &stemmer)
            .into_iter()
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn compounds_come_apart_without_rest() {
        assert_eq!(split("lagermedarbejder"), ["lager", "medarbejder"]);
        assert_eq!(split("lagermedarbejderne"), ["lager", "medarbejderne"]);
        assert_eq!(split("boernehavechef"), ["boern", "have", "chef"]);
        assert_eq!(split("koekkenchef"), [""; 0]);
        assert_eq!(split("medarbejdere"), [""; 0]);
        assert_eq!(split("chefkokke"), ["chef", "kokke"]);
        assert_eq!(split("løn"), [""; 0]);
        assert_eq!(split(""), [""; 0]);
    }
}
