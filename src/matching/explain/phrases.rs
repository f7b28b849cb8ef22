//! The sentences, in Danish and English. They speak of the person's resources and of what would
//! open more, never of chances being low.

use super::reasons::ReasonCode;
use crate::domain::language::Language;
use crate::domain::lists::Form;
use crate::domain::travel_mode::TravelMode;
use crate::matching::features::UNKNOWN_MINUTES;
use crate::taxonomy::balance::Balance;
use jiff::civil::Date;

/// What a reason's sentence is filled with.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fact<'k> {
    None,
    Covered {
        asked: usize,
        labels: Vec<&'k str>,
        near: Option<&'k str>,
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

/// Most skills named in one sentence.
const MOST_LABELS: usize = 3;

/// The sentence of a reason.
pub(super) fn reason(code: ReasonCode, fact: &Fact<'_>, language: Language) -> String {
    match fact {
        Fact::None => plain(code, language).to_owned(),
        Fact::Covered { asked, labels, near } => covered_text(*asked, labels, *near, language),
        Fact::Travel { mode, minutes, wish } => travel_text(*mode, *minutes, *wish, language),
        Fact::FarTravel { mode, minutes } => far_travel_text(*mode, *minutes, language),
        Fact::Hours { min, max } => hours_text(*min, *max, language),
        Fact::Move { from, skills_percent } => move_text(code, from, *skills_percent, language),
        Fact::Balance(balance) => balance_text(*balance, language).to_owned(),
        Fact::Form(form) => form_text(*form, language),
        Fact::Weeks(weeks) => weeks_text(*weeks, language),
        Fact::Until(last) => match language {
            Language::Danish => format!("Varer til {}", danish_date(*last)),
            Language::English => format!("Lasts until {last}"),
        },
        Fact::Start(start) => start_text(*start, language),
        Fact::Places(places) => places_text(*places, language),
        Fact::Course { label, days } => match language {
            Language::Danish => {
                format!(
                    "Et kursus ved siden af jobbet kan give det, der mangler: {label} ({})",
                    count(*days, "dag", "dage")
                )
            }
            Language::English => format!(
                "A course beside the job can give what is missing: {label} ({})",
                count(*days, "day", "days")
            ),
        },
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

pub(super) const fn pick(language: Language, danish: &'static str, english: &'static str) -> &'static str {
    match language {
        Language::Danish => danish,
        Language::English => english,
    }
}

/// What is had of what is asked, and what lies near the rest.
fn covered_text(asked: usize, labels: &[&str], near: Option<&str>, language: Language) -> String {
    let named = labels
        .iter()
        .take(MOST_LABELS)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    let had = labels.len();
    let danish = language == Language::Danish;
    let more = match (had > MOST_LABELS, danish) {
        (false, _) => "",
        (true, true) => " m.m.",
        (true, false) => " and more",
    };
    match (named.is_empty(), near, danish) {
        (true, None, true) => "Noget af det, jobbet kræver, er på plads".to_owned(),
        (true, None, false) => "Part of what the job asks is in place".to_owned(),
        (true, Some(near), true) => format!("Ligger nær det, jobbet kræver: {near}"),
        (true, Some(near), false) => format!("Lies near what the job asks: {near}"),
        (false, None, _) => format!("{}: {named}{more}", share_text(had, asked, language)),
        (false, Some(near), true) => {
            format!(
                "{}: {named}{more}; {near} ligger nær resten",
                share_text(had, asked, language)
            )
        }
        (false, Some(near), false) => {
            format!(
                "{}: {named}{more}; {near} lies near the rest",
                share_text(had, asked, language)
            )
        }
    }
}

/// How many are had of how many are asked.
fn share_text(had: usize, asked: usize, language: Language) -> String {
    match (had, asked, language) {
        (1, 1, Language::Danish) => "Har den kvalifikation, jobbet beder om".to_owned(),
        (1, 1, Language::English) => "Has the one qualification the job asks for".to_owned(),
        (_, _, Language::Danish) if had == asked => {
            format!("Har alle {asked} kvalifikationer, jobbet beder om")
        }
        (_, _, Language::English) if had == asked => {
            format!("Has all {asked} qualifications the job asks for")
        }
        (_, _, Language::Danish) => format!("Har {had} af de {asked} kvalifikationer, jobbet beder om"),
        (_, _, Language::English) => format!("Has {had} of the {asked} qualifications the job asks for"),
    }
}

/// How one gets about, in words.
pub(super) fn mode_text(mode: TravelMode, language: Language) -> &'static str {
    match mode {
        TravelMode::Walk => pick(language, "til fods", "on foot"),
        TravelMode::Bicycle => pick(language, "på cykel", "by bicycle"),
        TravelMode::Moped => pick(language, "på knallert", "by moped"),
        TravelMode::Car => pick(language, "i bil", "by car"),
        TravelMode::Transit => pick(language, "med bus eller tog", "by public transport"),
    }
}

fn travel_text(mode: TravelMode, minutes: u16, wish: u16, language: Language) -> String {
    let by = mode_text(mode, language);
    match (language, minutes > wish) {
        (Language::Danish, false) => format!("{minutes} minutter {by} fra dør til dør"),
        (Language::Danish, true) => {
            format!("{minutes} minutter {by}: mere end ønsket på {wish}, men inden for reglerne")
        }
        (Language::English, false) => format!("{minutes} minutes {by} from door to door"),
        (Language::English, true) => {
            format!("{minutes} minutes {by}: more than the {wish} wished for, but within the rules")
        }
    }
}

fn far_travel_text(mode: TravelMode, minutes: u16, language: Language) -> String {
    let by = mode_text(mode, language);
    match language {
        Language::Danish => {
            format!("{minutes} minutter {by} fra dør til dør, længere end det, der kan kræves")
        }
        Language::English => format!("{minutes} minutes {by} from door to door, further than may be asked"),
    }
}

/// Weekly minutes as hours, with a decimal comma or point only where needed.
pub(super) fn hours(minutes: u16, language: Language) -> String {
    let (whole, rest) = (minutes / 60, minutes % 60);
    if rest == 0 {
        return whole.to_string();
    }
    let text = format!("{:.1}", f64::from(minutes) / 60.0);
    if language == Language::Danish {
        text.replace('.', ",")
    } else {
        text
    }
}

fn hours_text(min: u16, max: u16, language: Language) -> String {
    if min == UNKNOWN_MINUTES {
        return pick(language, "Timetallet er ikke oplyst", "The hours are not stated").to_owned();
    }
    let range = if min == max {
        hours(min, language)
    } else {
        format!("{}–{}", hours(min, language), hours(max, language))
    };
    match language {
        Language::Danish => format!("{range} timer om ugen"),
        Language::English => format!("{range} hours a week"),
    }
}

fn move_text(code: ReasonCode, from: &str, skills_percent: u8, language: Language) -> String {
    let from = within(from);
    match (code, language) {
        (ReasonCode::OwnTrade, Language::Danish) => format!("Eget fag: {from}"),
        (ReasonCode::OwnTrade, Language::English) => format!("Own trade: {from}"),
        (ReasonCode::BranchSwitchReachable, Language::Danish) => {
            format!(
                "Et brancheskift inden for rækkevidde fra {from}; {skills_percent} % af kernekompetencerne følger med"
            )
        }
        (ReasonCode::BranchSwitchReachable, Language::English) => {
            format!(
                "A branch switch within reach from {from}; {skills_percent} % of the core skills come along"
            )
        }
        (_, Language::Danish) => format!("Et længere spring fra {from}"),
        (_, Language::English) => format!("A longer move from {from}"),
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

/// A form in words.
pub fn form_name(form: Form, language: Language) -> &'static str {
    let (danish, english) = match form {
        Form::OrdinaryJob => ("ordinært job", "ordinary job"),
        Form::PartTime => ("deltidsjob", "part-time job"),
        Form::PaidHours => ("lønnede timer", "paid hours"),
        Form::Apprenticeship => ("elevplads", "apprenticeship"),
        Form::AdultApprenticeship => ("voksenlærlingeplads", "adult apprenticeship"),
        Form::FlexJob => ("fleksjob", "flex job"),
        Form::Igu => ("IGU-forløb", "basic integration education (IGU)"),
        Form::WageSubsidyPrivate => ("privat løntilskud", "private wage subsidy"),
        Form::Hybrid => ("lønnede timer og praktik", "paid hours and internship"),
        Form::InternshipPrivate => (
            "praktik i en privat virksomhed",
            "internship with a private employer",
        ),
        Form::WageSubsidyPublic => ("offentligt løntilskud", "public wage subsidy"),
        Form::InternshipPublic => (
            "praktik på en offentlig arbejdsplads",
            "internship with a public employer",
        ),
        Form::CommunityWork => ("nytteindsats", "community work"),
    };
    pick(language, danish, english)
}

fn form_text(form: Form, language: Language) -> String {
    let name = form_name(form, language);
    let mut letters = name.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn weeks_text(weeks: u16, language: Language) -> String {
    match (weeks, language) {
        (0, Language::Danish) => "Varigt eller langvarigt arbejde".to_owned(),
        (0, Language::English) => "Lasting or long-term work".to_owned(),
        (weeks, Language::Danish) => format!("Varer {}", count(weeks, "uge", "uger")),
        (weeks, Language::English) => format!("Lasts {}", count(weeks, "week", "weeks")),
    }
}

/// A number with what is counted.
fn count(number: u16, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A label of the classification within a sentence: without the capital it begins with, unless the
/// word is written in capitals, as in "IT-arbejde".
fn within(label: &str) -> String {
    let mut letters = label.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let is_abbreviation = letters.clone().next().is_none_or(|second| !second.is_lowercase());
    if is_abbreviation {
        label.to_owned()
    } else {
        first.to_lowercase().chain(letters).collect()
    }
}

fn start_text(start: Option<Date>, language: Language) -> String {
    match (start, language) {
        (Some(date), Language::Danish) => format!("Starter {}", danish_date(date)),
        (Some(date), Language::English) => format!("Starts {date}"),
        (None, Language::Danish) => "Startdatoen kan aftales".to_owned(),
        (None, Language::English) => "The start can be agreed".to_owned(),
    }
}

fn places_text(places: u16, language: Language) -> String {
    match (places, language) {
        (1, Language::Danish) => "1 ledig plads".to_owned(),
        (1, Language::English) => "1 free place".to_owned(),
        (_, Language::Danish) => format!("{places} ledige pladser"),
        (_, Language::English) => format!("{places} free places"),
    }
}

pub(super) fn danish_date(date: Date) -> String {
    format!("{}.{}.{}", date.day(), date.month(), date.year())
}
