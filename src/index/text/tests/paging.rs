use super::*;
use crate::ports::Cursor;
use std::collections::BTreeSet;

const WORDS: [&str; 5] = ["kok", "kantine", "chauffør", "nat", "køkken"];

fn titles(count: u64) -> Vec<VacancyRecord> {
    (1..=count)
        .map(|number| {
            let title: Vec<&str> = (0..5)
                .filter(|bit| number >> bit & 1 == 1)
                .map(|bit| WORDS[bit as usize])
                .collect();
            vacancy(number, &title.join(" "))
        })
        .collect()
}

/// All pages of a search; `between` runs after each.
fn walk(
    filled: &mut Filled,
    text: &str,
    limit: usize,
    mut between: impl FnMut(&mut Filled, u64),
) -> Vec<u64> {
    let mut found = Vec::new();
    let mut after: Option<Cursor> = None;
    for page in 0.. {
        let answer = filled.ask(&TextQuery {
            limit,
            after,
            ..query(text)
        });
        assert!(answer.hits.len() <= limit);
        found.extend(numbers(&answer));
        after = answer.next;
        if after.is_none() {
            break;
        }
        between(filled, page);
    }
    found
}

#[test]
fn pages_join_to_the_whole() {
    let mut filled = Filled::with(titles(64));
    for text in ["", "kok", "kok kantine", "kok kantine nat køkken", "-kok", "kø"] {
        let whole = filled.numbers(text);
        for limit in [1, 7, 50] {
            let pages = walk(&mut filled, text, limit, |_, _| {});
            assert_eq!(pages[..whole.len().min(50)], whole[..], "{text} by {limit}");
            assert_eq!(pages.len(), pages.iter().collect::<BTreeSet<_>>().len());
        }
    }
}

#[test]
fn writes_between_pages_cause_no_duplicates_and_no_holes() {
    for text in ["", "kok", "kok kantine nat"] {
        let mut filled = Filled::with(titles(60));
        let before: BTreeSet<u64> = walk(&mut filled, text, 200, |_, _| {}).into_iter().collect();
        let found = walk(&mut filled, text, 4, |filled, page| {
            // Words become more and less frequent, and the index is cut into other segments.
            filled.put(
                (0..9)
                    .map(|more| vacancy(1_000 + page * 10 + more, "kok kok nat"))
                    .collect(),
            );
        });
        let distinct: BTreeSet<u64> = found.iter().copied().collect();
        assert_eq!(found.len(), distinct.len(), "duplicates for {text}");
        assert!(before.is_subset(&distinct), "holes for {text}");
    }
}

#[test]
fn a_cursor_serves_its_own_search_only() {
    let filled = Filled::with(titles(20));
    let first = filled.ask(&TextQuery {
        limit: 3,
        ..query("kok")
    });
    for wrong in [
        TextQuery {
            after: first.next.clone(),
            ..query("nat")
        },
        TextQuery {
            after: Some(Cursor("00ff".to_owned())),
            ..query("kok")
        },
        TextQuery {
            after: Some(Cursor(String::new())),
            ..query("kok")
        },
    ] {
        assert!(matches!(
            filled.index.search(&wrong),
            Err(TextIndexError::InvalidCursor)
        ));
    }
    let tomorrow = TextQuery {
        after: first.next,
        as_of: TODAY.tomorrow().unwrap(),
        ..query("kok")
    };
    assert!(!filled.ask(&tomorrow).hits.is_empty());
}
