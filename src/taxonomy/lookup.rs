//! From what somebody wrote to an occupation, a wish or a suggestion.

use super::code_book::NotRecognised;
use super::industries::Industries;
use super::occupations::OccupationIx;
use super::recognise::{Recognised, SURE, recognise};
use super::search::{NameList, SearchKind, Suggestion};
use super::skills::{SkillIx, Skills};
use super::titles::Titles;
use super::transitions::{Transition, TransitionWeights};
use super::{Balance, Course, Gap, Taxonomy};
use crate::domain::codes::OccupationCode;
use crate::domain::language::Language;

/// How many codes of the neighbourhood an unknown code is answered with.
const MOST_SUGGESTED: usize = 5;

/// The names that type-ahead goes through.
#[derive(Debug)]
pub(super) struct Names {
    occupations: NameList,
    skills: NameList,
    industries: NameList,
}

impl Names {
    pub(super) fn collect(titles: &Titles, skills: &Skills, industries: &Industries) -> Self {
        let mut names = Self {
            occupations: NameList::default(),
            skills: NameList::default(),
            industries: NameList::default(),
        };
        for title in titles.all() {
            names
                .occupations
                .add(title.occupation.0, &title.shown, Some(title.language));
        }
        for skill in skills.all() {
            for &language in Language::ALL {
                names
                    .skills
                    .add(skill.0, skills.label(skill, language), Some(language));
            }
            for alias in skills.aliases(skill) {
                names.skills.add(skill.0, alias, None);
            }
        }
        for (place, &division) in industries.all().iter().enumerate() {
            names.industries.add(place as u16, &division.to_string(), None);
            for &language in Language::ALL {
                let label = industries.label(division, language).unwrap_or_default();
                names.industries.add(place as u16, label, Some(language));
            }
        }
        for everyday in industries.everyday_names() {
            names
                .industries
                .add(everyday.place, &everyday.name, Some(everyday.language));
        }
        names
    }
}

impl Taxonomy {
    /// The occupations that a title may mean, surest first, at most five; empty when nothing is near.
    pub fn recognise_occupation(&self, text: &str) -> Vec<Recognised> {
        recognise(&self.titles, text)
    }

    /// The occupation with this four-digit code or title; a title that is not surely one is refused.
    ///
    /// # Errors
    /// [`NotRecognised`] with codes or titles that may have been meant.
    pub fn resolve_occupation(&self, code_or_label: &str) -> Result<OccupationIx, NotRecognised> {
        let text = code_or_label.trim();
        if is_number(text) {
            let known = OccupationCode::parse(text).and_then(|code| self.occupations.ix(code));
            return known.ok_or_else(|| self.nearest_codes(text));
        }
        let recognised = self.recognise_occupation(text);
        match recognised.first() {
            Some(first) if first.confidence >= SURE => Ok(first.occupation),
            _ => Err(did_you_mean(recognised)),
        }
    }

    /// The occupations a wish covers: every unit group below a code of one to four digits, or
    /// those a title surely means.
    ///
    /// # Errors
    /// [`NotRecognised`] with codes or titles that may have been meant.
    pub fn resolve_wish(&self, text: &str) -> Result<Vec<OccupationIx>, NotRecognised> {
        let text = text.trim();
        if is_number(text) {
            let group = self.occupations.with_prefix(text);
            return if group.is_empty() {
                Err(self.nearest_codes(text))
            } else {
                Ok(group)
            };
        }
        let recognised = self.recognise_occupation(text);
        let mut meant: Vec<OccupationIx> = recognised
            .iter()
            .filter(|recognised| recognised.confidence >= SURE)
            .map(|recognised| recognised.occupation)
            .collect();
        meant.sort_unstable();
        if meant.is_empty() {
            Err(did_you_mean(recognised))
        } else {
            Ok(meant)
        }
    }

    /// Codes in use that share the most digits with one that is not.
    fn nearest_codes(&self, text: &str) -> NotRecognised {
        let digits = text.get(..text.len().min(4)).unwrap_or_default();
        let group = (1..=digits.len())
            .rev()
            .map(|length| self.occupations.with_prefix(&digits[..length]));
        let nearest = group
            .into_iter()
            .find(|group| !group.is_empty())
            .unwrap_or_default();
        let codes = nearest.into_iter().take(MOST_SUGGESTED);
        NotRecognised {
            did_you_mean: codes.map(|ix| self.occupations.code(ix).to_string()).collect(),
        }
    }

    /// What may go on from `query`, best first, at most `limit`.
    pub fn search(&self, kind: SearchKind, query: &str, language: Language, limit: usize) -> Vec<Suggestion> {
        let list = match kind {
            SearchKind::Occupation => &self.names.occupations,
            SearchKind::Skill => &self.names.skills,
            SearchKind::Industry => &self.names.industries,
        };
        if kind == SearchKind::Occupation && is_number(query.trim()) {
            return self.occupations_below(query.trim(), language, limit);
        }
        let found = list.find(query, language, limit).into_iter();
        found
            .map(|(place, matched)| self.suggestion(kind, place, matched, language))
            .collect()
    }

    fn suggestion(&self, kind: SearchKind, place: u16, matched: &str, language: Language) -> Suggestion {
        let (code, label) = match kind {
            SearchKind::Occupation => {
                let ix = OccupationIx(place);
                (
                    self.occupations.code(ix).to_string(),
                    self.occupations.label(ix, language),
                )
            }
            SearchKind::Skill => {
                let ix = SkillIx(place);
                (self.skills.id(ix).to_owned(), self.skills.label(ix, language))
            }
            SearchKind::Industry => {
                let division = self.industries.all()[place as usize];
                (
                    division.to_string(),
                    self.industries.label(division, language).unwrap_or_default(),
                )
            }
        };
        Suggestion {
            code,
            label: label.to_owned(),
            matched: matched.to_owned(),
        }
    }

    fn occupations_below(&self, digits: &str, language: Language, limit: usize) -> Vec<Suggestion> {
        let below = self.occupations.with_prefix(digits).into_iter().take(limit);
        let suggestion = |ix: OccupationIx| {
            let code = self.occupations.code(ix).to_string();
            self.suggestion(SearchKind::Occupation, ix.0, &code, language)
        };
        below.map(suggestion).collect()
    }

    /// The move from one occupation to another.
    pub fn viability(&self, from: OccupationIx, to: OccupationIx, weights: &TransitionWeights) -> Transition {
        self.transitions.between(from, to, weights)
    }

    /// The moves from one occupation to all, in the order of the occupations.
    pub fn row_to_all(&self, from: OccupationIx, weights: &TransitionWeights) -> Vec<Transition> {
        self.transitions.row_to_all(from, weights)
    }

    /// The balance of an occupation in an area, else in all of Denmark; `None` where unknown.
    pub fn balance(&self, area: &str, occupation: OccupationIx) -> Option<Balance> {
        self.balances.of(area, occupation)
    }

    /// The titles of an occupation in a language, in the order of the table; its official name is
    /// the last where no title is the same.
    pub fn titles_of(&self, occupation: OccupationIx, language: Language) -> impl Iterator<Item = &str> {
        let of_it =
            move |title: &&super::titles::Title| title.occupation == occupation && title.language == language;
        let titles = self.titles.all().iter().filter(of_it);
        titles.map(|title| title.shown.as_str())
    }

    /// The courses that close a gap.
    pub fn courses_closing(&self, gap: Gap) -> &[Course] {
        self.courses.closing(gap)
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn did_you_mean(recognised: Vec<Recognised>) -> NotRecognised {
    NotRecognised {
        did_you_mean: recognised
            .into_iter()
            .map(|recognised| recognised.matched)
            .collect(),
    }
}
