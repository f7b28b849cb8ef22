//! Reading what a user typed. Every text has a meaning; nothing is an error.

/// What was typed, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) wanted: Vec<Piece>,
    pub(super) excluded: Vec<String>,
    /// The last word may go on: nothing follows it.
    pub(super) open_ended: bool,
}

/// A word or a phrase in quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Word(String),
    Phrase(String),
}

/// Longest text that is read, in bytes; what follows is left out.
const LONGEST_TEXT: usize = 2_000;

/// Takes a text apart: `"…"` is a phrase, a minus before a word or a phrase excludes it, a quote
/// that is never closed ends with the text.
pub(super) fn read(text: &str) -> Typed {
    let text = &text[..text.floor_char_boundary(LONGEST_TEXT)];
    let mut typed = Typed {
        open_ended: text.ends_with(char::is_alphanumeric),
        ..Typed::default()
    };
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (minus, body) = match rest.strip_prefix(['-', '−', '–']) {
            Some(body) if body.starts_with(|next: char| next.is_alphanumeric() || is_quote(next)) => {
                (true, body)
            }
            _ => (false, rest),
        };
        let (piece, after) = next_piece(body);
        if minus {
            let (Piece::Word(words) | Piece::Phrase(words)) = piece;
            typed.excluded.push(words);
            typed.open_ended &= !after.is_empty();
        } else {
            typed.open_ended &= matches!(piece, Piece::Word(_)) || !after.is_empty();
            typed.wanted.push(piece);
        }
        rest = after.trim_start();
    }
    typed
}

/// The word or phrase a text begins with, and what follows it.
fn next_piece(text: &str) -> (Piece, &str) {
    if let Some(body) = text.strip_prefix(is_quote) {
        let (phrase, after) = body.split_once(is_quote).unwrap_or((body, ""));
        return (Piece::Phrase(phrase.to_owned()), after);
    }
    let end = text
        .find(|next: char| next.is_whitespace() || is_quote(next))
        .unwrap_or(text.len());
    let (word, after) = text.split_at(end);
    (Piece::Word(word.to_owned()), after)
}

const fn is_quote(sign: char) -> bool {
    matches!(sign, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn word(text: &str) -> Piece {
        Piece::Word(text.to_owned())
    }

    #[test]
    fn quotes_and_minus_have_a_meaning() {
        let typed = read("lager -natarbejde \"fast dag\" it-supporter -\"lange vagter\" odense");
        assert_eq!(
            typed.wanted,
            [
                word("lager"),
                Piece::Phrase("fast dag".to_owned()),
                word("it-supporter"),
                word("odense")
            ]
        );
        assert_eq!(typed.excluded, ["natarbejde", "lange vagter"]);
        assert!(typed.open_ended);
    }

    #[test]
    fn only_a_bare_last_word_is_open() {
        for (text, open) in [
            ("lag", true),
            ("lag ", false),
            ("\"lag", false),
            ("a -lag", false),
            ("", false),
        ] {
            assert_eq!(read(text).open_ended, open, "{text}");
        }
    }

    #[test]
    fn an_open_quote_ends_with_the_text() {
        assert_eq!(
            read("a \"b c").wanted,
            [word("a"), Piece::Phrase("b c".to_owned())]
        );
        assert_eq!(read("- -- \"").wanted.len(), 3);
    }

    proptest! {
        #[test]
        fn every_text_can_be_read(text in "\\PC*") {
            read(&text);
        }

        #[test]
        fn odd_texts_can_be_read(text in "[-\"“a æ():*~^+]{0,40}") {
            read(&text);
        }
    }
}
