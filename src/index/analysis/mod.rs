//! From words to index terms: lower case and one spelling, stop words, stems, parts of compounds.
//!
//! The same analysis runs over records and over the user's words, so what is written alike is
//! found alike. Synonyms are looked up for the user's words only.

mod compound;
mod fold;
mod stem;
mod synonyms;
mod tokenizer;

pub use fold::fold;
pub use tokenizer::DanishTokenizer;

use compound::CompoundSplitter;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fmt::Write;
use stem::DanishStemmer;
use synonyms::Synonyms;

/// Longest word in bytes that is indexed; longer ones are not words.
const LONGEST_WORD: usize = 60;
/// Raised when the code of this module gives other terms than before, so that indexes are rebuilt.
const REVISION: u32 = 1;

/// The texts of `index/analysis`.
#[derive(Debug, Clone, Copy, Default)]
pub struct AnalysisTexts<'a> {
    /// One word a line.
    pub stopwords: &'a str,
    /// One part of compounds a line.
    pub compound_parts: &'a str,
    /// Below a header line: a phrase, a tab, and what it also finds, semicolon separated.
    pub synonyms: &'a str,
}

/// Turns words into index terms.
pub struct Analyser {
    stopwords: HashSet<String>,
    compounds: CompoundSplitter,
    synonyms: Synonyms,
    stemmer: DanishStemmer,
    fingerprint: String,
}

/// The terms of one word.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordTerms {
    /// Stem of the whole word; `None` for a stop word.
    pub whole: Option<String>,
    /// Stems of the parts of a compound.
    pub parts: Vec<String>,
}

impl Analyser {
    /// An analyser over these texts. Lines that begin with `#` are notes.
    pub fn new(texts: AnalysisTexts<'_>) -> Self {
        let stemmer = DanishStemmer::new();
        let compounds = CompoundSplitter::new(lines(texts.compound_parts).map(fold), &stemmer);
        let mut analyser = Self {
            stopwords: lines(texts.stopwords).map(fold).collect(),
            compounds,
            synonyms: Synonyms::default(),
            stemmer,
            fingerprint: fingerprint(texts),
        };
        analyser.synonyms = Synonyms::parse(texts.synonyms, |phrase| analyser.stems(phrase));
        analyser
    }

    /// Changes whenever the terms of some word may have changed; an index made under another
    /// fingerprint must be built anew.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The terms of one word.
    pub fn word_terms(&self, word: &str) -> WordTerms {
        let folded = fold(word);
        if folded.is_empty() || folded.len() > LONGEST_WORD || self.stopwords.contains(&folded) {
            return WordTerms::default();
        }
        let whole = self.stemmer.stem(&folded);
        let mut parts: Vec<String> = self
            .compounds
            .split(&folded, &self.stemmer)
            .into_iter()
            .map(|part| self.stemmer.stem(part))
            .filter(|part| *part != whole)
            .collect();
        parts.dedup();
        WordTerms {
            whole: Some(whole),
            parts,
        }
    }

    /// Stems of the words of a phrase without stop words.
    pub fn stems(&self, phrase: &str) -> Vec<String> {
        words(phrase)
            .filter_map(|word| self.word_terms(word).whole)
            .collect()
    }

    /// What means the same as these stems: each alternative is a list of stems that must all occur.
    pub fn synonyms_of(&self, stems: &[String]) -> &[Vec<String>] {
        self.synonyms.of(stems)
    }

    /// Most words a phrase of the table of synonyms has.
    pub fn longest_synonym(&self) -> usize {
        self.synonyms.longest()
    }
}

/// The words of a text, in order: letters and digits, with a closing `+` or `#` as in `c++`.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut read = 0;
    std::iter::from_fn(move || {
        let (from, to) = next_word(text, read)?;
        read = to;
        Some(&text[from..to])
    })
}

/// Byte range of the first word at or after `read`.
fn next_word(text: &str, read: usize) -> Option<(usize, usize)> {
    let from = read + text[read..].find(char::is_alphanumeric)?;
    let letters = &text[from..];
    let to = from
        + letters
            .find(|letter| !fold::belongs_to_word(letter))
            .unwrap_or(letters.len());
    let signs = &text[to..];
    let closing = signs
        .bytes()
        .take_while(|sign| matches!(sign, b'+' | b'#'))
        .count();
    Some((from, to + closing))
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn fingerprint(texts: AnalysisTexts<'_>) -> String {
    let mut hash = Sha256::new();
    hash.update(REVISION.to_le_bytes());
    // Synonyms apply to the user's words alone: a change of theirs needs no new index.
    for text in [texts.stopwords, texts.compound_parts] {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    let digest = hash.finalize();
    digest.iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn analyser() -> Analyser {
        Analyser::new(AnalysisTexts {
            stopwords: "# note\nog\ni\npå\n",
            compound_parts: "lager\nmedarbejder\nbørn\nhave\nleder\n",
            synonyms: "word\tsynonyms\ncleaning\trengøring\nsocial- og sundhedsassistent\tsosu;sosu-assistent\n",
        })
    }

    #[test]
    fn words_are_found_between_signs() {
        let found: Vec<&str> = words("C++/C#-udvikler (m/k), 2 stk. – Søborg!").collect();
        assert_eq!(found, ["C++", "C#", "udvikler", "m", "k", "2", "stk", "Søborg"]);
        assert_eq!(words("").count() + words(" -+# ").count(), 0);
    }

    #[test]
    fn spellings_of_one_word_have_one_term() {
        let analyser = analyser();
        let term = |word: &str| analyser.word_terms(word).whole;
        assert_eq!(term("Pædagog"), term("paedagog"));
        assert_eq!(term("LØN"), term("loen"));
        assert_eq!(term("Århus"), term("A\u{30a}rhus"));
        assert_eq!(term("århus"), term("aarhus"));
        assert_eq!(term("café"), term("cafe"));
        assert_eq!(term("lagermedarbejderen"), term("lagermedarbejdere"));
        assert_eq!(term("på"), None);
    }

    #[test]
    fn a_compound_has_its_parts_too() {
        let analyser = analyser();
        let terms = analyser.word_terms("Lagermedarbejderne");
        assert_eq!(
            terms.parts,
            [analyser.stems("lager"), analyser.stems("medarbejder")].concat()
        );
        assert_eq!(
            analyser.word_terms("børnehaveleder").parts,
            [
                analyser.stems("børn"),
                analyser.stems("have"),
                analyser.stems("leder")
            ]
            .concat()
        );
        assert!(analyser.word_terms("lagerkage").parts.is_empty());
    }

    #[test]
    fn synonyms_work_one_way() {
        let analyser = analyser();
        assert_eq!(
            analyser.synonyms_of(&analyser.stems("cleaning")),
            [analyser.stems("rengøring")]
        );
        assert_eq!(
            analyser.synonyms_of(&analyser.stems("social og sundhedsassistent")),
            [analyser.stems("sosu"), analyser.stems("sosu assistent")]
        );
        assert!(analyser.synonyms_of(&analyser.stems("rengøring")).is_empty());
        assert_eq!(analyser.longest_synonym(), 2);
        assert!(analyser.synonyms_of(&analyser.stems("lager")).is_empty());
    }

    #[test]
    fn the_fingerprint_follows_what_shapes_terms() {
        let plain = Analyser::new(AnalysisTexts::default());
        let stops = Analyser::new(AnalysisTexts {
            stopwords: "og",
            ..AnalysisTexts::default()
        });
        let synonyms = Analyser::new(AnalysisTexts {
            synonyms: "a\tb\nc\td",
            ..AnalysisTexts::default()
        });
        assert_ne!(plain.fingerprint(), stops.fingerprint());
        assert_eq!(plain.fingerprint(), synonyms.fingerprint());
    }
}
