//! How each skill of a text is meant: cues are followed from left to right, and no further than their clause.

use super::cues::{Reach, Stance, cue_at};
use super::words::{Gap, Word};

/// Words that `uden` and `without` reach.
const NEAR_WORDS: usize = 5;
/// Words that begin a new clause wherever they stand.
const CLAUSE_WORDS: [&str; 8] = [
    "although", "but", "however", "imens", "men", "mens", "selvom", "while",
];
/// Words that begin a new clause after a comma.
const AFTER_COMMA: [&str; 34] = [
    "as",
    "because",
    "bliver",
    "derfor",
    "derimod",
    "dog",
    "du",
    "ellers",
    "er",
    "faar",
    "fordi",
    "har",
    "hjaelper",
    "it",
    "kan",
    "kommer",
    "laerer",
    "otherwise",
    "saa",
    "since",
    "skal",
    "so",
    "soerger",
    "then",
    "therefore",
    "they",
    "thus",
    "tilbyder",
    "vi",
    "vil",
    "we",
    "well",
    "you",
    "youll",
];
/// Words that begin a new clause after `og` and `and`: its subject, or its verb where the subject follows.
const SUBJECTS: [&str; 14] = [
    "der", "det", "du", "har", "i", "it", "jeg", "kan", "skal", "they", "vi", "vil", "we", "you",
];

/// Words after a comma with which a clause goes on to say what is not asked.
const SPELLS_OUT: [&str; 6] = ["at", "hverken", "hvis", "om", "that", "to"];

/// Where a skill stands in the text, in words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// How each of the skills at `places` is meant; they are in the order of the text and do not overlap.
pub(super) fn stances(text: &[Word], places: &[Place]) -> Vec<Option<Stance>> {
    let mut reader = Reader {
        stances: vec![None; places.len()],
        ..Reader::default()
    };
    let mut next = 0;
    let mut at = 0;
    while at < text.len() {
        reader.enter(text, at);
        if let Some(place) = places.get(next).filter(|place| place.start <= at) {
            reader.skill(next, at);
            at = place.end.max(at + 1);
            next += 1;
        } else if let Some((cue, length)) = cue_at(text, at) {
            // A cue never swallows the beginning of a skill or the end of its clause.
            let until = places
                .get(next)
                .map_or(text.len(), |place| place.start)
                .min(at + length);
            if let Some((stance, reach)) = cue {
                reader.cue(stance, reach, at);
            }
            at = until.max(at + 1);
        } else {
            at += 1;
        }
    }
    reader.end_clause();
    reader.stances
}

/// The list a text stands in.
#[derive(Clone, Copy, Default)]
enum List {
    #[default]
    None,
    /// Nothing above says how its items are meant.
    Unannounced,
    /// The line above says how they are meant.
    Announced(Stance),
}

impl List {
    const fn stance(self) -> Option<Stance> {
        match self {
            Self::Announced(stance) => Some(stance),
            Self::None | Self::Unannounced => None,
        }
    }
}

#[derive(Default)]
struct Reader {
    stances: Vec<Option<Stance>>,
    /// What holds for the skills that follow, and the last word it reaches.
    ahead: Option<(Stance, usize)>,
    /// Skills of the clause that no later cue has spoken of yet.
    waiting: Vec<usize>,
    /// All skills of the clause.
    clause: Vec<usize>,
    /// What the clause says as a whole, where it names no skill itself.
    verdict: Option<Stance>,
    /// Skills of the clause before, when this one speaks against it.
    before: Vec<usize>,
    /// What the line above a list says of its items.
    list: List,
}

impl Reader {
    /// Ends the clause before a word, where one ends.
    fn enter(&mut self, text: &[Word], at: usize) {
        let word = &text[at];
        let next = text.get(at + 1).map_or("", |next| next.folded.as_str());
        match word.gap {
            Gap::Stop => {
                self.end_clause();
                self.before.clear();
                self.list = List::None;
            }
            Gap::Item | Gap::FirstItem => {
                if matches!(self.list, List::None) {
                    let said_above = self.ahead.filter(|_| word.gap == Gap::FirstItem);
                    self.list = said_above.map_or(List::Unannounced, |(stance, _)| List::Announced(stance));
                }
                self.end_clause();
                self.before.clear();
                self.ahead = self.list.stance().map(|stance| (stance, usize::MAX));
            }
            Gap::Colon => self.waiting.clear(),
            gap => {
                let folded = word.folded.as_str();
                // A denial that has met no skill before the comma was of something else, unless it is spelled out now.
                let denied = matches!(self.ahead, Some((Stance::Negated, _))) && self.verdict.is_none();
                if gap == Gap::Comma && denied && self.waiting.is_empty() && !SPELLS_OUT.contains(&folded) {
                    self.ahead = None;
                }
                let against = CLAUSE_WORDS.contains(&folded);
                let begins = against
                    || (gap == Gap::Comma && AFTER_COMMA.contains(&folded))
                    || (matches!(folded, "og" | "and") && SUBJECTS.contains(&next));
                if begins {
                    self.end_clause();
                    if !against {
                        self.before.clear();
                    }
                }
            }
        }
    }

    fn skill(&mut self, skill: usize, at: usize) {
        self.stances[skill] = self
            .ahead
            .filter(|&(_, last)| at <= last)
            .map(|(stance, _)| stance);
        self.waiting.push(skill);
        self.clause.push(skill);
    }

    fn cue(&mut self, stance: Stance, reach: Reach, at: usize) {
        if reach == Reach::Either {
            self.verdict = Some(stance);
            if !self.waiting.is_empty() {
                for skill in self.waiting.drain(..) {
                    let denied = self.stances[skill] == Some(Stance::Negated);
                    // "No licence required" denies the requirement, not the denial.
                    if !(denied && stance == Stance::Required) {
                        self.stances[skill] = Some(stance);
                    }
                }
                self.ahead = None;
                return;
            }
        }
        let denied = self
            .ahead
            .is_some_and(|(ahead, last)| ahead == Stance::Negated && at <= last);
        // "Do not require …", "no need to have …".
        if denied && stance == Stance::Required && self.waiting.is_empty() {
            return;
        }
        let last = if reach == Reach::Near {
            at + NEAR_WORDS
        } else {
            usize::MAX
        };
        self.ahead = Some((stance, last));
    }

    fn end_clause(&mut self) {
        // "… is no requirement, but an advantage": the second clause speaks of the skills of the first.
        if let (true, Some(verdict)) = (self.clause.is_empty(), self.verdict) {
            for &skill in &self.before {
                // "… is an advantage, but no requirement" says no less than the other way round; and what is not
                // asked does not become a demand by what the next clause demands.
                let known = self.stances[skill];
                let stays = known == Some(Stance::Optional)
                    || (known == Some(Stance::Negated) && verdict == Stance::Required);
                if !stays {
                    self.stances[skill] = Some(verdict);
                }
            }
        }
        self.before = std::mem::take(&mut self.clause);
        self.waiting.clear();
        self.ahead = None;
        self.verdict = None;
    }
}
