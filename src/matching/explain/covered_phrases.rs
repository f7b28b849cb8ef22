//! What is had of what is asked, in Danish and English.

use super::items::Name;
use super::words::{pick, say};
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

/// What is likely is not told as had: it belongs to what the person has done, learned or wishes for.
fn say_share(sentence: &mut String, share: Share, language: Language) {
    let Share { had, asked, assumed } = share;
    if assumed == had {
        return say_share_of_background(sentence, had, asked, language);
    }
    match (had, asked, language) {
        (1, 1, Language::Danish) => sentence.push_str("Har den kvalifikation, jobbet beder om"),
        (1, 1, Language::English) => sentence.push_str("Has the one qualification the job asks for"),
        (_, _, Language::Danish) if had == asked => {
            say!(sentence; "Har alle ", asked, " kvalifikationer, jobbet beder om");
        }
        (_, _, Language::English) if had == asked => {
            say!(sentence; "Has all ", asked, " qualifications the job asks for");
        }
        (_, _, Language::Danish) => {
            say!(sentence; "Har ", had, " af de ", asked, " kvalifikationer, jobbet beder om");
        }
        (_, _, Language::English) => {
            say!(sentence; "Has ", had, " of the ", asked, " qualifications the job asks for");
        }
    }
    match language {
        _ if assumed == 0 => {}
        Language::Danish => say!(sentence; ", heraf ", assumed, " ud fra baggrund eller ønsker"),
        Language::English => say!(sentence; ", ", assumed, " of them going by background or wishes"),
    }
}

fn say_share_of_background(sentence: &mut String, had: usize, asked: usize, language: Language) {
    match (had, asked, language) {
        (1, 1, Language::Danish) => sentence.push_str("Den kvalifikation, jobbet beder om,"),
        (1, 1, Language::English) => sentence.push_str("The one qualification the job asks for"),
        (_, _, Language::Danish) if had == asked => {
            say!(sentence; "Alle ", asked, " kvalifikationer, jobbet beder om,");
        }
        (_, _, Language::English) if had == asked => {
            say!(sentence; "All ", asked, " qualifications the job asks for");
        }
        (_, _, Language::Danish) => {
            say!(sentence; had, " af de ", asked, " kvalifikationer, jobbet beder om,");
        }
        (_, _, Language::English) => {
            say!(sentence; had, " of the ", asked, " qualifications the job asks for");
        }
    }
    sentence.push_str(match (had, language) {
        (_, Language::Danish) => " hører til personens baggrund eller ønsker",
        (1, Language::English) => " belongs to the person's background or wishes",
        (_, Language::English) => " belong to the person's background or wishes",
    });
}
