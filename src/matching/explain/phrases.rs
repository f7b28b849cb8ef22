//! The sentences, in Danish and English. They speak of the person's resources and of what would
//! open more, never of chances being low. They are said where they belong and kept nowhere.

use super::covered_phrases::{MOST_NAMED, Share, say_covered};
use super::items::Name;
use super::reasons::ReasonCode;
use super::words::{
    self, Count, Spoken, Within, danish_date, form_name, hours, mode_text, pick, printed_as_spoken, say,
};
use crate::domain::language::Language;
use crate::domain::lists::Form;
use crate::domain::travel_mode::TravelMode;
use crate::matching::features::UNKNOWN_MINUTES;
use crate::taxonomy::balance::Balance;
use jiff::civil::Date;

/// What a reason's sentence is filled with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Fact<'k> {
    None,
    Covered {
        asked: usize,
        had: usize,
        /// How many of what is had are likely rather than stated.
        assumed: usize,
        /// The first of what is had.
        first: [Option<Name<'k>>; MOST_NAMED],
        near: Option<Name<'k>>,
    },
    /// The work the person aims for.
    AtGoal,
    Travel {
        mode: TravelMode,
        minutes: u16,
        wish: Wish,
    },
    /// Further than may be asked of the person.
    FarTravel {
        mode: TravelMode,
        minutes: u16,
    },
    Hours {
        min: u16,
        max: u16,
    },
    /// Other hours than are wanted: fewest and most weekly minutes of both.
    OtherHours {
        offered: (u16, u16),
        wanted: (u16, u16),
    },
    Move {
        from: &'k str,
        skills_percent: u8,
    },
    Balance(Option<Balance>),
    Form(Form),
    Weeks(u16),
    Until(Date),
    Start(Option<Date>),
    /// It starts before the person can begin.
    StartsBefore {
        start: Date,
        available_from: Date,
    },
    Places(u16),
    Course {
        label: &'k str,
        days: u16,
    },
}

/// The share of the core skills, percent, from which it says something for a move. Work that is learned on the job
/// lies within reach with hardly any, and to say so there would sound like the opposite.
const WORTH_SAYING: u8 = 10;
/// Weeks from which a length is told in years.
const LONG: u16 = 104;

/// How long the person would travel one way, in minutes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Wish {
    /// The person says so.
    Stated(u16),
    /// The person does not say; this is reckoned with.
    Assumed(u16),
}

/// The sentence of a reason, in words when it is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sentence<'k> {
    code: ReasonCode,
    fact: Fact<'k>,
    language: Language,
}

impl<'k> Sentence<'k> {
    pub(super) const fn new(code: ReasonCode, fact: Fact<'k>, language: Language) -> Self {
        Self { code, fact, language }
    }

    /// Calls with the sentence in words.
    pub fn with_text<T>(&self, call: impl FnOnce(&str) -> T) -> T {
        words::with_text(self, call)
    }

    /// The sentence, where nothing is filled in.
    pub fn fixed(&self) -> Option<&'static str> {
        match self.fact {
            Fact::None => Some(plain(self.code, self.language)),
            Fact::Balance(balance) => Some(balance_text(balance, self.language)),
            _ => None,
        }
    }
}

impl Spoken for Sentence<'_> {
    fn say(&self, sentence: &mut String) {
        let language = self.language;
        match self.fact {
            Fact::None => sentence.push_str(plain(self.code, language)),
            Fact::Covered {
                asked,
                had,
                assumed,
                first,
                near,
            } => say_covered(sentence, Share { had, asked, assumed }, first, near, language),
            Fact::AtGoal => sentence.push_str(pick(language, "Det er jobmålet", "This is the goal")),
            Fact::Travel { mode, minutes, wish } => say_travel(sentence, mode, minutes, wish, language),
            Fact::OtherHours { offered, wanted } => say_other_hours(sentence, offered, wanted, language),
            Fact::FarTravel { mode, minutes } => say_far_travel(sentence, mode, minutes, language),
            Fact::Hours { min, max } => say_hours(sentence, min, max, language),
            Fact::Move { from, skills_percent } => {
                say_move(sentence, self.code, from, skills_percent, language);
            }
            Fact::Balance(balance) => sentence.push_str(balance_text(balance, language)),
            Fact::Form(form) => say_form(sentence, form, language),
            Fact::Weeks(weeks) => say_weeks(sentence, weeks, language),
            Fact::Until(last) => match language {
                Language::Danish => say!(sentence; "Varer til ", danish_date(last)),
                Language::English => say!(sentence; "Lasts until ", last),
            },
            Fact::Start(start) => say_start(sentence, start, language),
            Fact::StartsBefore {
                start,
                available_from,
            } => match language {
                Language::Danish => say!(
                    sentence;
                    "Starter ", danish_date(start), ", før personen kan begynde ", danish_date(available_from)
                ),
                Language::English => {
                    say!(sentence; "Starts ", start, ", before the person can begin ", available_from);
                }
            },
            Fact::Places(places) => say_places(sentence, places, language),
            Fact::Course { label, days } => say_course(sentence, label, days, language),
        }
    }
}

printed_as_spoken!(Sentence<'_>);

fn plain(code: ReasonCode, language: Language) -> &'static str {
    let (danish, english) = match code {
        ReasonCode::ExperienceMatch => (
            "Erfaring fra samme eller et nært fag",
            "Experience in the same or a near trade",
        ),
        ReasonCode::WishMatch => ("Svarer til et ønske", "Meets a wish"),
        ReasonCode::WishNear => ("Ligger nær et ønske", "Lies near a wish"),
        ReasonCode::StepTowardsGoal => ("Et skridt mod jobmålet", "A step towards the goal"),
        ReasonCode::OtherResources => (
            "Sprog, beviser eller uddannelse ud over det krævede",
            "Languages, certificates or education beyond what is asked",
        ),
        ReasonCode::WorkFromHome => ("Arbejdet kan gøres hjemmefra", "The work can be done from home"),
        ReasonCode::ScheduleFit => (
            "Arbejdstiden passer med den ledige tid",
            "The shifts fit the person's time",
        ),
        ReasonCode::ScheduleKnown => ("Arbejdstiden er oplyst", "The shifts are stated"),
        ReasonCode::Relocation => (
            "Personen vil flytte for et job",
            "The person would move house for a job",
        ),
        ReasonCode::ScheduleUnknown => ("Arbejdstiden er ikke oplyst", "The shifts are not stated"),
        ReasonCode::PreapprovedPlace => (
            "Pladsen er godkendt på forhånd",
            "The place is approved beforehand",
        ),
        ReasonCode::MentorAvailable => (
            "Der er en mentor på arbejdspladsen",
            "There is a mentor at the workplace",
        ),
        ReasonCode::BuddyAvailable => (
            "En kollega følger med fra første dag",
            "A colleague follows along from the first day",
        ),
        ReasonCode::OnSiteDanish => (
            "Der undervises i dansk på arbejdspladsen",
            "Danish is taught at the workplace",
        ),
        ReasonCode::RampUp => ("Timetallet vokser undervejs", "The hours grow along the way"),
        ReasonCode::Introduction => (
            "Der er introduktion, før arbejdet begynder",
            "There is an introduction before the work begins",
        ),
        ReasonCode::HireIntent => ("Arbejdsgiveren vil ansætte", "The employer means to hire"),
        ReasonCode::ResourceUnderuse => (
            "Bruger kun en del af personens kvalifikationer",
            "Uses only part of the person's qualifications",
        ),
        _ => ("Indgår i vurderingen", "Part of the assessment"),
    };
    pick(language, danish, english)
}

fn say_travel(sentence: &mut String, mode: TravelMode, minutes: u16, wish: Wish, language: Language) {
    let by = mode_text(mode, language);
    let (Wish::Stated(most) | Wish::Assumed(most)) = wish;
    match language {
        Language::Danish => say!(sentence; minutes, " minutter ", by),
        Language::English => say!(sentence; minutes, " minutes ", by),
    }
    if minutes <= most {
        return sentence.push_str(pick(language, " fra dør til dør", " from door to door"));
    }
    match (wish, language) {
        (Wish::Stated(most), Language::Danish) => say!(sentence; ": mere end ønsket på ", most),
        (Wish::Assumed(most), Language::Danish) => {
            say!(sentence; ": mere end de ", most, ", der regnes med uden et ønske");
        }
        (Wish::Stated(most), Language::English) => say!(sentence; ": more than the ", most, " wished for"),
        (Wish::Assumed(most), Language::English) => {
            say!(sentence; ": more than the ", most, " reckoned with where no wish is known");
        }
    }
    sentence.push_str(pick(
        language,
        ", men inden for reglerne",
        ", but within the rules",
    ));
}

fn say_far_travel(sentence: &mut String, mode: TravelMode, minutes: u16, language: Language) {
    let by = mode_text(mode, language);
    match language {
        Language::Danish => {
            say!(sentence; minutes, " minutter ", by, " fra dør til dør, længere end det, der kan kræves");
        }
        Language::English => {
            say!(sentence; minutes, " minutes ", by, " from door to door, further than may be asked");
        }
    }
}

fn say_hours(sentence: &mut String, min: u16, max: u16, language: Language) {
    if min == UNKNOWN_MINUTES {
        return sentence.push_str(pick(
            language,
            "Timetallet er ikke oplyst",
            "The hours are not stated",
        ));
    }
    say_range(sentence, (min, max), language);
    sentence.push_str(pick(language, " timer om ugen", " hours a week"));
}

fn say_other_hours(sentence: &mut String, offered: (u16, u16), wanted: (u16, u16), language: Language) {
    say_hours(sentence, offered.0, offered.1, language);
    sentence.push_str(pick(language, "; ønsket er ", "; the wish is "));
    say_range(sentence, wanted, language);
}

fn say_range(sentence: &mut String, (min, max): (u16, u16), language: Language) {
    say!(sentence; hours(min, language));
    if min != max {
        say!(sentence; "–", hours(max, language));
    }
}

fn say_move(sentence: &mut String, code: ReasonCode, from: &str, skills_percent: u8, language: Language) {
    let from = Within(from);
    match (code, language) {
        (ReasonCode::OwnTrade, Language::Danish) => say!(sentence; "Eget fag: ", from),
        (ReasonCode::OwnTrade, Language::English) => say!(sentence; "Own trade: ", from),
        (ReasonCode::BranchSwitchReachable, Language::Danish) => {
            say!(sentence; "Et brancheskift inden for rækkevidde fra ", from);
            if skills_percent >= WORTH_SAYING {
                say!(sentence; "; ", skills_percent, " % af kernekompetencerne følger med");
            }
        }
        (ReasonCode::BranchSwitchReachable, Language::English) => {
            say!(sentence; "A branch switch within reach from ", from);
            if skills_percent >= WORTH_SAYING {
                say!(sentence; "; ", skills_percent, " % of the core skills come along");
            }
        }
        (_, Language::Danish) => say!(sentence; "Et længere spring fra ", from),
        (_, Language::English) => say!(sentence; "A longer move from ", from),
    }
}

const fn balance_text(balance: Option<Balance>, language: Language) -> &'static str {
    match balance {
        Some(Balance::Shortage) => pick(
            language,
            "Mangel på arbejdskraft i området",
            "Shortage of labour in the area",
        ),
        Some(Balance::Paradox) => pick(
            language,
            "Både mangel og ledighed i området",
            "Both shortage and unemployment in the area",
        ),
        Some(Balance::Good) => pick(
            language,
            "Gode jobmuligheder i området",
            "Good prospects in the area",
        ),
        Some(Balance::LessGood) => pick(
            language,
            "Færre ledige stillinger i området end andre steder",
            "Fewer openings in the area than elsewhere",
        ),
        None => pick(
            language,
            "Jobmulighederne i området er ikke opgjort",
            "Prospects in the area are not measured",
        ),
    }
}

fn say_form(sentence: &mut String, form: Form, language: Language) {
    let mut letters = form_name(form, language).chars();
    sentence.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    sentence.push_str(letters.as_str());
}

fn say_weeks(sentence: &mut String, weeks: u16, language: Language) {
    match (weeks, language) {
        (0, _) => sentence.push_str(pick(
            language,
            "Varigt eller langvarigt arbejde",
            "Lasting or long-term work",
        )),
        (weeks @ LONG.., _) => say_years(sentence, weeks, language),
        (weeks, Language::Danish) => say!(sentence; "Varer ", Count(weeks, "uge", "uger")),
        (weeks, Language::English) => say!(sentence; "Lasts ", Count(weeks, "week", "weeks")),
    }
}

/// Weeks as years and half years.
fn say_years(sentence: &mut String, weeks: u16, language: Language) {
    let halves = (weeks + 13) / 26;
    sentence.push_str(pick(language, "Varer omkring ", "Lasts about "));
    say!(sentence; halves / 2);
    if halves % 2 == 1 {
        sentence.push('½');
    }
    sentence.push_str(pick(language, " år", " years"));
}

fn say_course(sentence: &mut String, label: &str, days: u16, language: Language) {
    match language {
        Language::Danish => say!(
            sentence;
            "Et kursus ved siden af jobbet kan give det, der mangler: ", label, " (",
            Count(days, "dag", "dage"), ")"
        ),
        Language::English => say!(
            sentence;
            "A course beside the job can give what is missing: ", label, " (", Count(days, "day", "days"), ")"
        ),
    }
}

fn say_start(sentence: &mut String, start: Option<Date>, language: Language) {
    match (start, language) {
        (Some(date), Language::Danish) => say!(sentence; "Starter ", danish_date(date)),
        (Some(date), Language::English) => say!(sentence; "Starts ", date),
        (None, _) => sentence.push_str(pick(
            language,
            "Startdatoen kan aftales",
            "The start can be agreed",
        )),
    }
}

fn say_places(sentence: &mut String, places: u16, language: Language) {
    match (places, language) {
        (1, _) => sentence.push_str(pick(language, "1 ledig plads", "1 free place")),
        (_, Language::Danish) => say!(sentence; places, " ledige pladser"),
        (_, Language::English) => say!(sentence; places, " free places"),
    }
}
