//! What is had of what is asked, in Danish and English.

use super::items::Name;
use super::words::{Spoken, pick, say};
use crate::domain::language::Language;

/// Most items named in one sentence.
pub(super) const MOST_NAMED: usize = 3;

/// What is had of what is asked, and what lies near the rest.
pub(super) fn say_covered(
    sentence: &mut String,
    share: Share,
    first: [Option<Name<'_>>; MOST_NAMED],
    near: Option<Name<'_>>,
    language: Language,
) {
    if share.had == 0 {
        return match (near, language) {
            (None, _) => sentence.push_str(pick(
                language,
                "Noget af det, jobbet kræver, er på plads",
                "Part of what the job asks is in place",
            )),
            (Some(near), Language::Danish) => say!(sentence; "Ligger nær det, jobbet beder om: ", near),
            (Some(near), Language::English) => say!(sentence; "Lies near what the job asks: ", near),
        };
    }
    say_share(sentence, share, language);
    let mut before = ": ";
    for name in first.into_iter().flatten() {
        say!(sentence; before, name);
        before = ", ";
    }
    if share.had > MOST_NAMED {
        sentence.push_str(pick(language, " m.m.", " and more"));
    }
    match (near, language) {
        (None, _) => {}
        (Some(near), Language::Danish) => say!(sentence; "; ", near, " ligger nær resten"),
        (Some(near), Language::English) => say!(sentence; "; ", near, " lies near the rest"),
    }
}

/// How many are had of how many are asked, and how many of those are only likely.
#[derive(Clone, Copy)]
pub(super) struct Share {
    pub(super) had: usize,
    pub(super) asked: usize,
    pub(super) assumed: usize,
}

fn say_share(sentence: &mut String, share: Share, language: Language) {
    let Share { had, asked, assumed } = share;
    sentence.push_str(if assumed == had {
        pick(language, "Har formentlig ", "Probably has ")
    } else {
        pick(language, "Har ", "Has ")
    });
    match (had, asked, language) {
        (1, 1, Language::Danish) => sentence.push_str("den kvalifikation, jobbet beder om"),
        (1, 1, Language::English) => sentence.push_str("the one qualification the job asks for"),
        (_, _, Language::Danish) if had == asked => {
            say!(sentence; "alle ", asked, " kvalifikationer, jobbet beder om");
        }
        (_, _, Language::English) if had == asked => {
            say!(sentence; "all ", asked, " qualifications the job asks for");
        }
        (_, _, Language::Danish) => {
            say!(sentence; had, " af de ", asked, " kvalifikationer, jobbet beder om");
        }
        (_, _, Language::English) => {
            say!(sentence; had, " of the ", asked, " qualifications the job asks for");
        }
    }
    match language {
        _ if assumed == 0 || assumed == had => {}
        Language::Danish => say!(sentence; ", heraf ", assumed, " formentlig"),
        Language::English => say!(sentence; ", ", assumed, " of them probably"),
    }
}
