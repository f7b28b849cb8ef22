//! Type-ahead: occupations, skills and industries as somebody begins to write them.

use super::normalise::fold;
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
        self.add_folded(target, shown, fold(shown), language);
    }

    /// As [`Self::add`], for a name that has been folded already.
    pub(crate) fn add_folded(
        &mut self,
        target: u16,
        shown: &str,
        folded: String,
        language: Option<Language>,
    ) {
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
        let query = fold(query);
        if query.is_empty() {
            return Vec::new();
        }
        let mut hits: Vec<_> = self
            .0
            .iter()
            .filter_map(|name| {
                let foreign = name.language.is_some_and(|own| own != language);
                how_found(&name.folded, &query)
                    .map(|how| ((how, foreign, name.folded.len(), &name.folded, name.target), name))
            })
            .collect();
        hits.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        let mut found: Vec<(u16, &str)> = Vec::new();
        for (_, name) in hits {
            if found.len() == limit {
                break;
            }
            if found.iter().all(|&(target, _)| target != name.target) {
                found.push((name.target, &name.shown));
            }
        }
        found
    }
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
