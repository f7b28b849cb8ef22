//! The sentences, in Danish and English. They speak of the person's resources and of what would
//! open more, never of chances being low. They are printed where they belong and kept nowhere.

use super::items::Name;
use super::reasons::ReasonCode;
use super::words::{Count, Within, danish_date, form_name, hours, mode_text, pick};
use crate::domain::language::Language;
use crate::domain::lists::Form;
use crate::domain::travel_mode::TravelMode;
use crate::matching::features::UNKNOWN_MINUTES;
use crate::taxonomy::balance::Balance;
use jiff::civil::Date;
use std::fmt::{self, Display, Formatter};

/// What a reason's sentence is filled with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Fact<'k> {
    None,
    Covered {
        asked: usize,
        had: usize,
        /// The first of what is had.
        first: [Option<Name<'k>>; MOST_NAMED],
        near: Option<Name<'k>>,
    },
    Travel {
        mode: TravelMode,
        minutes: u16,
        wish: u16,
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
    Move {
        from: &'k str,
        skills_percent: u8,
    },
    Balance(Option<Balance>),
    Form(Form),
    Weeks(u16),
    Until(Date),
    Start(Option<Date>),
    Places(u16),
    Course {
        label: &'k str,
        days: u16,
    },
}

/// Most items named in one sentence.
pub(super) const MOST_NAMED: usize = 3;

/// The sentence of a reason, in words when it is printed.
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

    /// The sentence, where nothing is filled in.
    pub fn fixed(&self) -> Option<&'static str> {
        match self.fact {
            Fact::None => Some(plain(self.code, self.language)),
            Fact::Balance(balance) => Some(balance_text(balance, self.language)),
            _ => None,
        }
    }
}

impl Display for Sentence<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let language = self.language;
        match self.fact {
            Fact::None => out.write_str(plain(self.code, language)),
            Fact::Covered {
                asked,
                had,
                first,
                near,
            } => covered_text(out, (had, asked), first, near, language),
            Fact::Travel { mode, minutes, wish } => travel_text(out, mode, minutes, wish, language),
            Fact::FarTravel { mode, minutes } => far_travel_text(out, mode, minutes, language),
            Fact::Hours { min, max } => hours_text(out, min, max, language),
            Fact::Move { from, skills_percent } => move_text(out, self.code, from, skills_percent, language),
            Fact::Balance(balance) => out.write_str(balance_text(balance, language)),
            Fact::Form(form) => form_text(out, form, language),
            Fact::Weeks(weeks) => weeks_text(out, weeks, language),
            Fact::Until(last) => match language {
                Language::Danish => write!(out, "Varer til {}", danish_date(last)),
                Language::English => write!(out, "Lasts until {last}"),
            },
            Fact::Start(start) => start_text(out, start, language),
            Fact::Places(places) => places_text(out, places, language),
            Fact::Course { label, days } => course_text(out, label, days, language),
        }
    }
}

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

/// What is had of what is asked, and what lies near the rest.
fn covered_text(
    out: &mut Formatter<'_>,
    (had, asked): (usize, usize),
    first: [Option<Name<'_>>; MOST_NAMED],
    near: Option<Name<'_>>,
    language: Language,
) -> fmt::Result {
    if had == 0 {
        return match (near, language) {
            (None, _) => out.write_str(pick(
                language,
                "Noget af det, jobbet kræver, er på plads",
                "Part of what the job asks is in place",
            )),
            (Some(near), Language::Danish) => write!(out, "Ligger nær det, jobbet kræver: {near}"),
            (Some(near), Language::English) => write!(out, "Lies near what the job asks: {near}"),
        };
    }
    share_text(out, had, asked, language)?;
    let mut before = ": ";
    for name in first.into_iter().flatten() {
        out.write_str(before)?;
        name.fmt(out)?;
        before = ", ";
    }
    if had > MOST_NAMED {
        out.write_str(pick(language, " m.m.", " and more"))?;
    }
    match (near, language) {
        (None, _) => Ok(()),
        (Some(near), Language::Danish) => write!(out, "; {near} ligger nær resten"),
        (Some(near), Language::English) => write!(out, "; {near} lies near the rest"),
    }
}

/// How many are had of how many are asked.
fn share_text(out: &mut Formatter<'_>, had: usize, asked: usize, language: Language) -> fmt::Result {
    match (had, asked, language) {
        (1, 1, Language::Danish) => out.write_str("Har den kvalifikation, jobbet beder om"),
        (1, 1, Language::English) => out.write_str("Has the one qualification the job asks for"),
        (_, _, Language::Danish) if had == asked => {
            write!(out, "Har alle {asked} kvalifikationer, jobbet beder om")
        }
        (_, _, Language::English) if had == asked => {
            write!(out, "Has all {asked} qualifications the job asks for")
        }
        (_, _, Language::Danish) => write!(out, "Har {had} af de {asked} kvalifikationer, jobbet beder om"),
        (_, _, Language::English) => {
            write!(out, "Has {had} of the {asked} qualifications the job asks for")
        }
    }
}

fn travel_text(
    out: &mut Formatter<'_>,
    mode: TravelMode,
    minutes: u16,
    wish: u16,
    language: Language,
) -> fmt::Result {
    let by = mode_text(mode, language);
    match (language, minutes > wish) {
        (Language::Danish, false) => write!(out, "{minutes} minutter {by} fra dør til dør"),
        (Language::Danish, true) => {
            write!(
                out,
                "{minutes} minutter {by}: mere end ønsket på {wish}, men inden for reglerne"
            )
        }
        (Language::English, false) => write!(out, "{minutes} minutes {by} from door to door"),
        (Language::English, true) => {
            write!(
                out,
                "{minutes} minutes {by}: more than the {wish} wished for, but within the rules"
            )
        }
    }
}

fn far_travel_text(
    out: &mut Formatter<'_>,
    mode: TravelMode,
    minutes: u16,
    language: Language,
) -> fmt::Result {
    let by = mode_text(mode, language);
    match language {
        Language::Danish => write!(
            out,
            "{minutes} minutter {by} fra dør til dør, længere end det, der kan kræves"
        ),
        Language::English => write!(
            out,
            "{minutes} minutes {by} from door to door, further than may be asked"
        ),
    }
}

fn hours_text(out: &mut Formatter<'_>, min: u16, max: u16, language: Language) -> fmt::Result {
    if min == UNKNOWN_MINUTES {
        return out.write_str(pick(
            language,
            "Timetallet er ikke oplyst",
            "The hours are not stated",
        ));
    }
    hours(min, language).fmt(out)?;
    if min != max {
        write!(out, "–{}", hours(max, language))?;
    }
    out.write_str(pick(language, " timer om ugen", " hours a week"))
}

fn move_text(
    out: &mut Formatter<'_>,
    code: ReasonCode,
    from: &str,
    skills_percent: u8,
    language: Language,
) -> fmt::Result {
    let from = Within(from);
    match (code, language) {
        (ReasonCode::OwnTrade, Language::Danish) => write!(out, "Eget fag: {from}"),
        (ReasonCode::OwnTrade, Language::English) => write!(out, "Own trade: {from}"),
        (ReasonCode::BranchSwitchReachable, Language::Danish) => {
            write!(
                out,
                "Et brancheskift inden for rækkevidde fra {from}; {skills_percent} % af kernekompetencerne følger med"
            )
        }
        (ReasonCode::BranchSwitchReachable, Language::English) => {
            write!(
                out,
                "A branch switch within reach from {from}; {skills_percent} % of the core skills come along"
            )
        }
        (_, Language::Danish) => write!(out, "Et længere spring fra {from}"),
        (_, Language::English) => write!(out, "A longer move from {from}"),
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

fn form_text(out: &mut Formatter<'_>, form: Form, language: Language) -> fmt::Result {
    let mut letters = form_name(form, language).chars();
    if let Some(first) = letters.next() {
        write!(out, "{}", first.to_uppercase())?;
    }
    out.write_str(letters.as_str())
}

fn weeks_text(out: &mut Formatter<'_>, weeks: u16, language: Language) -> fmt::Result {
    match (weeks, language) {
        (0, _) => out.write_str(pick(
            language,
            "Varigt eller langvarigt arbejde",
            "Lasting or long-term work",
        )),
        (weeks, Language::Danish) => write!(out, "Varer {}", Count(weeks, "uge", "uger")),
        (weeks, Language::English) => write!(out, "Lasts {}", Count(weeks, "week", "weeks")),
    }
}

fn course_text(out: &mut Formatter<'_>, label: &str, days: u16, language: Language) -> fmt::Result {
    match language {
        Language::Danish => write!(
            out,
            "Et kursus ved siden af jobbet kan give det, der mangler: {label} ({})",
            Count(days, "dag", "dage")
        ),
        Language::English => write!(
            out,
            "A course beside the job can give what is missing: {label} ({})",
            Count(days, "day", "days")
        ),
    }
}

fn start_text(out: &mut Formatter<'_>, start: Option<Date>, language: Language) -> fmt::Result {
    match (start, language) {
        (Some(date), Language::Danish) => write!(out, "Starter {}", danish_date(date)),
        (Some(date), Language::English) => write!(out, "Starts {date}"),
        (None, _) => out.write_str(pick(
            language,
            "Startdatoen kan aftales",
            "The start can be agreed",
        )),
    }
}

fn places_text(out: &mut Formatter<'_>, places: u16, language: Language) -> fmt::Result {
    match (places, language) {
        (1, _) => out.write_str(pick(language, "1 ledig plads", "1 free place")),
        (_, Language::Danish) => write!(out, "{places} ledige pladser"),
        (_, Language::English) => write!(out, "{places} free places"),
    }
}
