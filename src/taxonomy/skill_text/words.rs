//! Running text as folded words that know where they stand in it.

use super::super::normalise::fold;
use super::stem::stem;
use std::ops::Range;

/// Words longer than this are no words; they part what stands around them.
const LONGEST_WORD: usize = 60;
/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 30] = [
    "a", "b", "bl", "ca", "d", "dvs", "e", "eg", "eks", "ekskl", "etc", "evt", "f", "fx", "g", "h", "hhv",
    "i", "ift", "incl", "inkl", "kl", "m", "max", "min", "nr", "o", "osv", "pt", "vedr",
];

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// A hyphen or slash within one word, or a hyphen at the end of a line.
    Hyphen,
    /// Blanks, quotes, one line break within a sentence.
    Blank,
    /// A hyphen that stands for the end of the next word: `kran- og truckcertifikat`.
    Cut,
    /// A comma or bracket: a new item, or a new clause if its words say so.
    Comma,
    /// A colon: what was said before holds for what follows.
    Colon,
    /// The beginning of the first item under the line that announces a list, or of any item right below a line.
    FirstItem,
    /// The beginning of an item of a list that nothing announces.
    Item,
    /// The end of a sentence.
    Stop,
}

/// A word with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// As [`fold`] writes it; never empty, without blanks.
    pub(super) folded: String,
    /// The stem of that.
    pub(super) stem: String,
    /// Bytes of the text.
    pub(super) bytes: Range<usize>,
    /// Characters of the text.
    pub(super) chars: Range<usize>,
    /// Every letter is a capital.
    pub(super) capitals: bool,
    /// What stands before it.
    pub(super) gap: Gap,
}

/// The words of a text in their order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut reader = Reader {
        text,
        found: Vec::new(),
        between: Between::default(),
    };
    let mut chars = 0;
    let mut open: Option<(usize, usize)> = None;
    let mut skipped_until = 0;
    for (at, character) in text.char_indices() {
        if let Some((start, first)) = open.filter(|_| !reader.goes_on(at, character)) {
            reader.close(start..at, first..chars);
            open = None;
        }
        if at >= skipped_until && open.is_none() {
            if let Some(end) = address_end(text, at) {
                skipped_until = end;
                reader.between.stop_at_least(Gap::Comma);
            } else if character.is_alphanumeric() {
                open = Some((at, chars));
            } else {
                reader.between.see(character);
            }
        }
        chars += 1;
    }
    if let Some((start, first)) = open {
        reader.close(start..text.len(), first..chars);
    }
    reader.found
}

/// What was seen since the last word.
#[derive(Default)]
struct Between {
    seen: Option<Gap>,
    lines: usize,
    hyphen: bool,
    blank: bool,
    full_stop: bool,
    bullet: bool,
}

impl Between {
    fn see(&mut self, character: char) {
        match character {
            '\n' => {
                self.lines += 1;
                self.bullet = false;
            }
            '-' | '/' | '‐' | '‑' if !self.blank && self.lines == 0 && self.seen.is_none() => {
                self.hyphen = true;
            }
            '-' | '–' | '—' | '*' | '•' | '·' | '●' | '▪' | '◦'
                if self.lines > 0 || self.seen == Some(Gap::Colon) =>
            {
                self.bullet = true;
            }
            '–' | '—' | '-' | ',' | '(' | ')' | '[' | ']' | '|' => self.stop_at_least(Gap::Comma),
            ':' => self.stop_at_least(Gap::Colon),
            ';' | '!' | '?' | '…' | '•' | '·' | '●' | '▪' | '*' => self.stop_at_least(Gap::Stop),
            '.' => self.full_stop = true,
            _ => {}
        }
        self.blank |= character.is_whitespace();
    }

    fn stop_at_least(&mut self, gap: Gap) {
        self.seen = self.seen.max(Some(gap));
    }

    /// The gap before a word that begins with `first`, after the word `before`.
    fn gap(&self, before: Option<&str>, first: char) -> Gap {
        let ends_sentence = self.full_stop
            && (self.blank || self.lines > 0)
            && before.is_none_or(|word| !ABBREVIATIONS.contains(&word));
        let new_paragraph = self.lines > 1 || (self.lines == 1 && !self.hyphen && !first.is_lowercase());
        if self.bullet {
            let announced = self.seen == Some(Gap::Colon) || (self.lines == 1 && !ends_sentence);
            if announced { Gap::FirstItem } else { Gap::Item }
        } else if ends_sentence {
            Gap::Stop
        } else if let Some(seen) = self.seen {
            // A colon at the end of a line speaks of the lines below.
            if new_paragraph && seen != Gap::Colon {
                Gap::Stop
            } else {
                seen
            }
        } else if new_paragraph {
            Gap::Stop
        } else if self.hyphen && self.blank && self.lines == 0 {
            Gap::Cut
        } else if self.hyphen || (self.full_stop && !self.blank) {
            Gap::Hyphen
        } else {
            Gap::Blank
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    found: Vec<Word>,
    between: Between,
}

impl Reader<'_> {
    /// Whether the character belongs to the word before it.
    fn goes_on(&self, at: usize, character: char) -> bool {
        if character.is_alphanumeric() {
            return !self.text[..at].ends_with(['+', '#']);
        }
        match character {
            '+' | '#' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{300}'..='\u{36f}' => true,
            '\'' | '’' => self.text[at + character.len_utf8()..]
                .chars()
                .next()
                .is_some_and(char::is_alphanumeric),
            _ => false,
        }
    }

    fn close(&mut self, bytes: Range<usize>, chars: Range<usize>) {
        let written = &self.text[bytes.clone()];
        let folded = fold(written);
        let first = written.chars().next().unwrap_or(' ');
        let before = self.found.last().map(|word| word.folded.as_str());
        let gap = self.between.gap(before, first);
        if folded.is_empty() || folded.len() > LONGEST_WORD || folded.contains(' ') {
            self.between.stop_at_least(Gap::Comma);
            return;
        }
        self.between = Between::default();
        self.found.push(Word {
            stem: stem(&folded),
            folded,
            bytes,
            chars,
            capitals: !written.chars().any(char::is_lowercase),
            gap,
        });
    }
}

/// The end of a web or mail address that begins here: its words say nothing of the work.
fn address_end(text: &str, at: usize) -> Option<usize> {
    let begins_word = text[..at].chars().next_back().is_none_or(char::is_whitespace);
    if !begins_word {
        return None;
    }
    let rest = &text[at..];
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let piece = &rest[..length];
    let is_address = piece.contains("://")
        || piece
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("www."))
        || piece
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    is_address.then_some(at + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gaps(text: &str) -> Vec<(String, Gap)> {
        words(text)
            .into_iter()
            .map(|word| (word.folded, word.gap))
            .collect()
    }

    #[test]
    fn words_know_what_stands_before_them() {
        let text = "Kran- og truck-\ncertifikat, f.eks. C++. Krav:\n- Excel\n\nHilsen";
        let told: Vec<(String, Gap)> = gaps(text);
        let told: Vec<(&str, Gap)> = told.iter().map(|(word, gap)| (word.as_str(), *gap)).collect();
        assert_eq!(
            told[1..],
            [
                ("og", Gap::Cut),
                ("truck", Gap::Blank),
                ("certifikat", Gap::Hyphen),
                ("f", Gap::Comma),
                ("eks", Gap::Hyphen),
                ("c++", Gap::Blank),
                ("krav", Gap::Stop),
                ("excel", Gap::FirstItem),
                ("hilsen", Gap::Stop),
            ]
        );
    }

    #[test]
    fn addresses_are_no_words() {
        let told: Vec<String> = gaps("Se www.rengoering.dk eller job@truck.dk eller https://x.dk/salg nu")
            .into_iter()
            .map(|(word, _)| word)
            .collect();
        assert_eq!(told, ["se", "eller", "eller", "nu"]);
    }

    proptest! {
        #[test]
        fn any_text_gives_words_that_stand_where_they_say(text in "\\PC{0,80}|[a-zæøå .,:\n@+'-]{0,80}") {
            let mut end = 0;
            for word in words(&text) {
                prop_assert!(word.bytes.start >= end && word.bytes.end <= text.len());
                prop_assert_eq!(fold(&text[word.bytes.clone()]), word.folded);
                prop_assert_eq!(text[..word.bytes.start].chars().count(), word.chars.start);
                prop_assert_eq!(text[..word.bytes.end].chars().count(), word.chars.end);
                end = word.bytes.end;
            }
        }
    }
}
