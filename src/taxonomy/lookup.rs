//! From what somebody wrote to an occupation, a wish or a suggestion.

use super::code_book::NotRecognised;
use super::esco;
use super::industries::Industries;
use super::normalise::fold;
use super::occupations::OccupationIx;
use super::recognise::{Recognised, recognise, recognise_surely, votes::votes};
use super::search::{NameList, SearchKind, Suggestion, find_titles};
use super::skills::{SkillIx, Skills};
use super::table::Problems;
use super::titles::Titles;
use super::transitions::{Transition, TransitionWeights};
use super::{Balance, Course, Gap, Taxonomy, TaxonomyError, TaxonomyFiles};
use crate::domain::codes::OccupationCode;
use crate::domain::language::Language;

/// How many codes of the neighbourhood an unknown code is answered with.
const MOST_SUGGESTED: usize = 5;

/// The names that type-ahead goes through.
#[derive(Debug)]
pub(super) struct Names {
    skills: NameList,
    industries: NameList,
}

impl Names {
    pub(super) fn collect(skills: &Skills, industries: &Industries) -> Self {
        let mut names = Self {
            skills: NameList::default(),
            industries: NameList::default(),
        };
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
        for more in industries.more_names() {
            names.industries.add(more.place, &more.name, Some(more.language));
        }
        names
    }
}

impl Taxonomy {
    /// Makes what would otherwise be made when first asked for: titles, and the names of skills in texts.
    pub fn make_ready(&self) {
        self.job_titles().make_ready();
        self.skills.make_ready();
    }

    pub(super) fn job_titles(&self) -> &Titles {
        self.titles.get(&self.occupations)
    }

    /// The occupations that a title may mean, surest first, at most ten; empty when nothing is near.
    pub fn recognise_occupation(&self, text: &str) -> Vec<Recognised> {
        recognise(self.job_titles(), text)
    }

    /// Those of [`Self::recognise_occupation`] with a confidence of [`super::recognise::SURE`] or more, found much quicker.
    pub fn recognise_surely(&self, text: &str) -> Vec<Recognised> {
        recognise_surely(self.job_titles(), text)
    }

    /// How likely a title means each occupation, in the order of the occupations; the shares sum to 1.
    pub fn occupation_shares(&self, title: &str) -> Vec<f32> {
        votes(self.job_titles(), &title.to_lowercase()).shares
    }

    /// The occupation with this four-digit code or title; a title that is not surely one is refused.
    ///
    /// # Errors
    /// [`NotRecognised`] with codes or titles that may have been meant.
    pub fn resolve_occupation(&self, code_or_label: &str) -> Result<OccupationIx, NotRecognised> {
        let text = code_or_label.trim();
        if let Some(found) = self.by_code(text) {
            return found;
        }
        match self.recognise_surely(text).first() {
            Some(first) => Ok(first.occupation),
            None => Err(did_you_mean(self.recognise_occupation(text))),
        }
    }

    /// The occupations a wish covers: every unit group below a code of one to four digits, or
    /// those a title surely means.
    ///
    /// # Errors
    /// [`NotRecognised`] with codes or titles that may have been meant.
    pub fn resolve_wish(&self, text: &str) -> Result<Vec<OccupationIx>, NotRecognised> {
        let text = text.trim();
        let group = self.occupations.with_prefix(text);
        if !group.is_empty() {
            return Ok(group);
        }
        if let Some(found) = self.by_code(text) {
            return found.map(|occupation| vec![occupation]);
        }
        if let Some(group) = self.national.group(text) {
            return Ok(group.to_vec());
        }
        let sure = self.recognise_surely(text).into_iter();
        let mut meant: Vec<OccupationIx> = sure.map(|recognised| recognised.occupation).collect();
        meant.sort_unstable();
        if meant.is_empty() {
            Err(did_you_mean(self.recognise_occupation(text)))
        } else {
            Ok(meant)
        }
    }

    /// What a code or an address means: a unit group of ISCO-08, a national code of DISCO-08, the code or address of an
    /// occupation of ESCO. `None` for what can only be a title.
    fn by_code(&self, text: &str) -> Option<Result<OccupationIx, NotRecognised>> {
        if is_number(text) {
            let known = OccupationCode::parse(text).and_then(|code| self.occupations.ix(code));
            let known = known.or_else(|| self.national.unit_group(text));
            return Some(known.ok_or_else(|| self.nearest_codes(text)));
        }
        if let Some(concept) = self.esco.occupations.find(text) {
            return Some(Ok(self.esco.occupations.unit_group(concept)));
        }
        let unit_group = esco::unit_group_of(text).and_then(|code| self.occupations.ix(code));
        match unit_group {
            Some(unit_group) => Some(Ok(unit_group)),
            None if esco::is_address(text) => Some(Err(NotRecognised {
                did_you_mean: Vec::new(),
            })),
            None => None,
        }
    }

    /// The skill with this id, address, label or other name, however written.
    ///
    /// # Errors
    /// [`NotRecognised`] with the ids of skills that look alike.
    pub fn resolve_skill(&self, text: &str) -> Result<SkillIx, NotRecognised> {
        let text = text.trim();
        if esco::is_address(text) {
            let unknown = NotRecognised {
                did_you_mean: Vec::new(),
            };
            return self.esco.skill(text).ok_or(unknown);
        }
        self.skills.resolve(text)
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
        let found = match kind {
            SearchKind::Occupation if is_number(query.trim()) => {
                return self.occupations_below(query.trim(), language, limit);
            }
            SearchKind::Occupation => find_titles(self.job_titles(), query, language, limit),
            SearchKind::Skill => self.names.skills.find(query, language, limit),
            SearchKind::Industry => self.names.industries.find(query, language, limit),
        };
        if found.is_empty() && kind == SearchKind::Occupation {
            return self.recognised_suggestions(query, language, limit);
        }
        let suggestion = |(place, matched)| self.suggestion(kind, place, matched, language);
        found.into_iter().map(suggestion).collect()
    }

    /// What a text may mean that no title goes on from, such as `"kok/køkkenleder"`, surest first.
    fn recognised_suggestions(&self, text: &str, language: Language, limit: usize) -> Vec<Suggestion> {
        let recognised = self.recognise_occupation(text).into_iter().take(limit);
        let suggestion = |found: Recognised| Suggestion {
            confidence_percent: Some((found.confidence * 100.0).floor() as u8),
            ..self.suggestion(
                SearchKind::Occupation,
                found.occupation.0,
                &found.matched,
                language,
            )
        };
        recognised.map(suggestion).collect()
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
        let esco_uri = match kind {
            SearchKind::Occupation => self.concept_titled(OccupationIx(place), matched),
            SearchKind::Skill => self.esco.skill_uri(SkillIx(place)),
            SearchKind::Industry => None,
        };
        Suggestion {
            esco_uri,
            code,
            label: label.to_owned(),
            matched: matched.to_owned(),
            confidence_percent: None,
        }
    }

    /// The address of the occupation of ESCO below a unit group that has this title.
    fn concept_titled(&self, occupation: OccupationIx, title: &str) -> Option<String> {
        let titles = self.job_titles().exact(&fold(title)).iter();
        let concept = titles
            .map(|&title| self.job_titles().get(title))
            .find(|title| title.occupation == occupation)?
            .concept?;
        Some(self.esco.occupations.uri(concept))
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
        let titles = self.job_titles().all().iter().filter(of_it);
        titles.map(|title| title.shown.as_str())
    }

    /// Every title as it is shown, in the order of the table.
    pub fn titles(&self) -> impl Iterator<Item = &str> {
        self.job_titles().all().iter().map(|title| title.shown.as_str())
    }

    /// Reads the titles once more and says how many there are, so that the time it takes can be measured.
    ///
    /// # Errors
    /// As [`Self::parse`], for the titles.
    pub fn count_titles_anew(&self, files: &TaxonomyFiles<'_>) -> Result<usize, TaxonomyError> {
        let mut problems = Problems::default();
        let rows = Titles::read(files.titles, &self.occupations, &mut problems);
        let titles = rows.finish(&self.occupations, &mut problems);
        problems.into_result().map(|()| titles.all().len())
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
            .take(MOST_SUGGESTED)
            .collect(),
    }
}
