//! Type-ahead: occupations, skills and industries as somebody begins to write them.

use super::normalise::fold;
use super::titles::{Title, Titles};
use crate::domain::language::Language;

crate::closed_list! {
    /// What is searched.
    SearchKind { Occupation = "occupation", Skill = "skill", Industry = "industry" }
}

/// One suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Code of the occupation or industry, id of the skill.
    pub code: String,
    /// Its name in the language asked for.
    pub label: String,
    /// The name or title that was found.
    pub matched: String,
    /// Address of the ESCO concept that has this name, where one is known.
    pub esco_uri: Option<String>,
    /// How sure it is that this is meant, in percent, where a text was recognised rather than completed.
    pub confidence_percent: Option<u8>,
}

/// A name that can be found, in both of its forms.
#[derive(Debug)]
struct Name {
    folded: String,
    shown: String,
    language: Option<Language>,
    target: u16,
}

/// The names of one kind of thing; a thing is known by its place from 0.
#[derive(Debug, Default)]
pub(crate) struct NameList(Vec<Name>);

impl NameList {
    /// Adds a name; one without a language suits both.
    pub(crate) fn add(&mut self, target: u16, shown: &str, language: Option<Language>) {
        let folded = fold(shown);
        if !folded.is_empty() {
            self.0.push(Name {
                folded,
                shown: shown.to_owned(),
                language,
                target,
            });
        }
    }

    /// The places whose names go on from `query`, with the name found: those that begin with it,
    /// then those with a word that does, then those that hold it; the asked language and short names first.
    pub(crate) fn find(&self, query: &str, language: Language, limit: usize) -> Vec<(u16, &str)> {
        let names = self.0.iter().map(|name| Candidate {
            folded: &name.folded,
            shown: &name.shown,
            is_foreign: name.language.is_some_and(|own| own != language),
            target: name.target,
        });
        find_among(names, &fold(query), limit)
    }
}

/// As [`NameList::find`], among job titles. A text of three letters or more is compared only with titles that have its rarest piece.
pub(crate) fn find_titles<'a>(
    titles: &'a Titles,
    query: &str,
    language: Language,
    limit: usize,
) -> Vec<(u16, &'a str)> {
    let query = fold(query);
    let candidate = |title: &'a Title| Candidate {
        folded: &title.folded,
        shown: &title.shown,
        is_foreign: title.language != language,
        target: title.occupation.0,
    };
    match titles.ngrams().may_hold(&query) {
        Some(places) => {
            let names = places.iter().map(|&title| candidate(titles.get(title)));
            find_among(names, &query, limit)
        }
        None => find_among(titles.all().iter().map(candidate), &query, limit),
    }
}

/// A name to be compared with what somebody wrote.
struct Candidate<'a> {
    folded: &'a str,
    shown: &'a str,
    is_foreign: bool,
    target: u16,
}

fn find_among<'a>(
    names: impl Iterator<Item = Candidate<'a>>,
    query: &str,
    limit: usize,
) -> Vec<(u16, &'a str)> {
    if query.is_empty() {
        return Vec::new();
    }
    let mut hits: Vec<_> = names
        .filter_map(|name| {
            let how = how_found(name.folded, query)?;
            Some((
                (how, name.is_foreign, name.folded.len(), name.folded, name.target),
                name.shown,
            ))
        })
        .collect();
    hits.sort_unstable();
    let mut found: Vec<(u16, &str)> = Vec::new();
    for ((.., target), shown) in hits {
        if found.len() == limit {
            break;
        }
        if found.iter().all(|&(known, _)| known != target) {
            found.push((target, shown));
        }
    }
    found
}

/// 0 the whole name, 1 it begins so, 2 one of its words does, 3 it holds the text; `None` not at all.
fn how_found(name: &str, query: &str) -> Option<u8> {
    let first = name.find(query)?;
    if first == 0 {
        return Some(u8::from(name.len() != query.len()));
    }
    let at_word = name
        .match_indices(query)
        .any(|(at, _)| name.as_bytes()[at - 1] == b' ');
    Some(if at_word { 2 } else { 3 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_come_before_what_stands_inside() {
        let mut names = NameList::default();
        for (target, name) in ["Natkok", "Kok", "Hjælpekok", "Kokkeelev", "Erfaren kok", "Cook"]
            .iter()
            .enumerate()
        {
            names.add(target as u16, name, Some(Language::Danish));
        }
        let found: Vec<u16> = names
            .find("KOK", Language::Danish, 4)
            .into_iter()
            .map(|(target, _)| target)
            .collect();
        assert_eq!(found, [1, 3, 4, 0]);
        assert!(names.find("  ", Language::Danish, 4).is_empty());
    }
}
