//! What would open a failed gate, in Danish and English.

use super::changes::{ProfileChange, level_code};
use super::words::{LicenceName, danish_date, form_name, hours, mode_text, pick};
use crate::domain::language::Language;
use crate::domain::lists::{Demand, Form};
use crate::domain::schedule::DAY;
use crate::domain::travel_mode::TravelMode;
use jiff::civil::Date;

/// What would open a failed gate.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum GateChange<'k> {
    NoOffer,
    FormNotEligible {
        form: Form,
        wants: FormWants,
    },
    FormEnded(Form),
    Duration {
        offered: u16,
        allowed: u16,
    },
    Hours {
        offered: u16,
        wanted: u16,
    },
    SchoolHours {
        school: u16,
        wanted: u16,
    },
    HoursOfForm {
        offered: u16,
        most: u16,
    },
    Schedule,
    /// A shift of which the person is not free, in minutes of the week.
    Shift {
        from: u16,
        to: u16,
    },
    Days {
        offered: u8,
        most: u8,
    },
    Rota,
    /// Nothing runs at the hour; the means that would get there, if any.
    NoConnection(Option<TravelMode>),
    /// Too far for the person's own means; another that would get there, if any.
    OutOfRange(Option<TravelMode>),
    TravelTooLong {
        daily: u16,
        allowed: u16,
        opened_by: Option<ProfileChange>,
    },
    Licence(Vec<LicenceName<'k>>),
    Authorisation {
        label: &'k str,
        pending: bool,
    },
    Demand {
        demands: Vec<Demand>,
        by_schedule: bool,
    },
    Danish {
        asked: u8,
    },
    Ratio,
    NoPlace,
    Vetoed,
    OpensOn(Date),
    ClosedOn(Date),
    Closed,
    Deferred(Option<Date>),
}

/// What a form wants of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormWants {
    /// To be among the forms that the profile lists.
    Listing,
    /// Weeks without work: so many, and so many there are.
    Weeks { least: u16, now: u16 },
    /// The conditions of its scheme.
    Conditions,
    /// Another target group.
    Group,
}

fn date_text(date: Date, language: Language) -> String {
    match language {
        Language::Danish => danish_date(date).to_string(),
        Language::English => date.to_string(),
    }
}

fn demand_name(demand: Demand, language: Language) -> &'static str {
    let (danish, english) = match demand {
        Demand::HeavyLifting => ("tunge løft", "heavy lifting"),
        Demand::Standing => ("stående arbejde", "standing"),
        Demand::LinePace => ("arbejde i båndets takt", "work at line pace"),
        Demand::Night => ("natarbejde", "night work"),
        Demand::Noise => ("støj", "noise"),
        Demand::CustomerContact => ("kundekontakt", "customer contact"),
        Demand::Driving => ("kørsel", "driving"),
        Demand::Heights => ("arbejde i højden", "work at heights"),
        Demand::Outdoor => ("udendørs arbejde", "outdoor work"),
        Demand::DustFumes => ("støv og dampe", "dust and fumes"),
        Demand::TravelAway => ("arbejde ude over natten", "nights away"),
        Demand::ChangingTasks => ("skiftende opgaver", "changing tasks"),
    };
    pick(language, danish, english)
}

/// The day of a minute of the week.
fn weekday_name(minute: u16, language: Language) -> &'static str {
    let (danish, english) = match minute / DAY % 7 {
        0 => ("mandag", "on Monday"),
        1 => ("tirsdag", "on Tuesday"),
        2 => ("onsdag", "on Wednesday"),
        3 => ("torsdag", "on Thursday"),
        4 => ("fredag", "on Friday"),
        5 => ("lørdag", "on Saturday"),
        _ => ("søndag", "on Sunday"),
    };
    pick(language, danish, english)
}

/// The time of day of a minute of the week.
fn clock(minute: u16) -> String {
    let of_day = minute % DAY;
    format!("{:02}:{:02}", of_day / 60, of_day % 60)
}

fn listed(names: &[LicenceName<'_>]) -> String {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    names.join(", ")
}

/// Names as a list in a sentence: "støj og kørsel", "støj, kørsel og natarbejde".
fn and(names: &[&str], and: &str) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [front @ .., last] => format!("{} {and} {last}", front.join(", ")),
    }
}

fn form_wanted(form: Form, wants: FormWants, language: Language) -> String {
    let form = form_name(form, language);
    match (wants, language) {
        (FormWants::Listing, Language::Danish) => format!(
            "Ikke blandt de ansættelsesformer, profilen åbner for: {form}. En ny vurdering kan åbne for den"
        ),
        (FormWants::Listing, Language::English) => format!(
            "Not among the placement forms the profile is open to: {form}. A new assessment may open it"
        ),
        (FormWants::Weeks { least, now }, Language::Danish) => {
            format!("Kræver {least} ugers ledighed, og profilen siger {now}: {form}")
        }
        (FormWants::Weeks { least, now }, Language::English) => {
            format!("Needs {least} weeks without work, and the profile says {now}: {form}")
        }
        (FormWants::Conditions, Language::Danish) => {
            format!("Betingelserne er ikke opfyldt ifølge profilen: {form}. En ny vurdering kan åbne for den")
        }
        (FormWants::Conditions, Language::English) => {
            format!("The conditions are not met by the profile: {form}. A new assessment may open it")
        }
        (FormWants::Group, Language::Danish) => {
            format!("Kræver en anden målgruppe eller en ny vurdering: {form}")
        }
        (FormWants::Group, Language::English) => {
            format!("Needs another target group or a new assessment: {form}")
        }
    }
}

fn shift(from: u16, to: u16, language: Language) -> String {
    let (day, from, to) = (weekday_name(from, language), clock(from), clock(to));
    match language {
        Language::Danish => format!(
            "Vagten {day} kl. {from}-{to} ligger uden for den tid, personen kan arbejde: en anden vagt ville åbne jobbet"
        ),
        Language::English => {
            format!("The shift {day} {from}-{to} lies outside the person's time: another shift would open it")
        }
    }
}

fn no_connection(mode: Option<TravelMode>, language: Language) -> String {
    let by = mode.map(|mode| mode_text(mode, language));
    match (by, language) {
        (Some(by), Language::Danish) => format!(
            "Der er ingen forbindelse, når vagten begynder eller slutter: en anden mødetid ville åbne jobbet, eller at turen kan tages {by}"
        ),
        (Some(by), Language::English) => format!(
            "There is no connection when the shift starts or ends: another hour would open it, or if the trip can be made {by}"
        ),
        (None, Language::Danish) => {
            "Der er ingen forbindelse, når vagten begynder eller slutter: en anden mødetid kan åbne jobbet"
                .to_owned()
        }
        (None, Language::English) => {
            "There is no connection when the shift starts or ends: another hour may open it".to_owned()
        }
    }
}

fn out_of_range(mode: Option<TravelMode>, language: Language) -> String {
    let far = pick(
        language,
        "Arbejdet ligger længere væk, end personens transportmidler rækker",
        "The work lies further away than the person's means of transport reach",
    );
    mode.map_or_else(
        || far.to_owned(),
        |mode| format!("{far}: {}", opened_by_mode(mode, language)),
    )
}

fn opened_by_mode(mode: TravelMode, language: Language) -> String {
    let by = mode_text(mode, language);
    match language {
        Language::Danish => format!("kan turen tages {by}, åbner jobbet"),
        Language::English => format!("if the trip can be made {by}, it opens"),
    }
}

fn too_long(daily: u16, allowed: u16, opened_by: Option<ProfileChange>, language: Language) -> String {
    let opens = match (opened_by, language) {
        (Some(ProfileChange::TravelWish(minutes)), Language::Danish) => {
            format!("vil personen rejse {minutes} minutter hver vej, åbner jobbet")
        }
        (Some(ProfileChange::TravelWish(minutes)), Language::English) => {
            format!("if the person would travel {minutes} minutes each way, it opens")
        }
        (Some(ProfileChange::Mode(mode)), _) => opened_by_mode(mode, language),
        (_, Language::Danish) => "et hurtigere transportmiddel eller hjemmedage ville åbne jobbet".to_owned(),
        (_, Language::English) => "faster transport or days at home would open it".to_owned(),
    };
    match language {
        Language::Danish => format!("{daily} minutters transport om dagen; grænsen er {allowed}: {opens}"),
        Language::English => format!("{daily} minutes of travel a day; the limit is {allowed}: {opens}"),
    }
}

/// The sentence that says what would open a failed gate.
pub(super) fn change(change: &GateChange<'_>, language: Language) -> String {
    match language {
        Language::Danish => change_danish(change),
        Language::English => change_english(change),
    }
}

fn change_danish(change: &GateChange<'_>) -> String {
    let language = Language::Danish;
    match change {
        GateChange::NoOffer => "Jobbet har intet tilbud at tage stilling til".to_owned(),
        GateChange::FormNotEligible { form, wants } => form_wanted(*form, *wants, language),
        GateChange::Duration { offered, allowed } => {
            format!("Tilbuddet varer {offered} uger; højst {allowed} er muligt: aftal en kortere periode")
        }
        GateChange::Hours { offered, wanted } => format!(
            "Jobbet begynder med {} timer om ugen; profilen rækker til {}",
            hours(*offered, language),
            hours(*wanted, language)
        ),
        GateChange::FormEnded(form) => format!("Loven har ikke længere formen: {}", form_name(*form, language)),
        GateChange::SchoolHours { school, wanted } => format!(
            "Skoleugerne er på {} timer; profilen rækker til {}",
            hours(*school, language),
            hours(*wanted, language)
        ),
        GateChange::HoursOfForm { offered, most } => format!(
            "Tilbuddet er på {} timer om ugen; formen tillader højst {}: aftal færre timer",
            hours(*offered, language),
            hours(*most, language)
        ),
        GateChange::Schedule => "Arbejdstiden ligger uden for den tid, personen kan arbejde: en anden vagt ville åbne jobbet".to_owned(),
        GateChange::Shift { from, to } => shift(*from, *to, language),
        GateChange::Days { offered, most } => format!("Vagterne falder på {offered} dage om ugen; profilen rækker til {most}"),
        GateChange::Rota => "Arbejdet går på skift over alle ugens dage, og profilen rækker ikke til dem alle".to_owned(),
        GateChange::NoConnection(mode) => no_connection(*mode, language),
        GateChange::OutOfRange(mode) => out_of_range(*mode, language),
        GateChange::TravelTooLong {
            daily,
            allowed,
            opened_by,
        } => too_long(*daily, *allowed, *opened_by, language),
        GateChange::Licence(names) => format!("Kræver kørekort: {}", listed(names)),
        GateChange::Authorisation { label, pending: true } => {
            format!("Kræver autorisation: {label}. Den er undervejs, og jobbet åbner, når den er givet")
        }
        GateChange::Authorisation { label, pending: false } => format!("Kræver autorisation: {label}"),
        GateChange::Demand { demands, by_schedule } => {
            let names: Vec<&str> = demands.iter().map(|&demand| demand_name(demand, language)).collect();
            let what = if *by_schedule && names.is_empty() { "en arbejdstid".to_owned() } else { and(&names, "og") };
            format!("Jobbet indebærer {what}, og her er der brug for hensyn: en aftale om det ville åbne jobbet")
        }
        GateChange::Danish { asked } => format!("Kræver dansk på niveau {} eller danskundervisning på stedet", level_code(*asked)),
        GateChange::Ratio => "Arbejdsgiveren har det antal støttede pladser, reglerne giver plads til: jobbet åbner, når en bliver ledig".to_owned(),
        GateChange::NoPlace => "Alle pladser er optaget: jobbet åbner, når en bliver ledig".to_owned(),
        GateChange::Vetoed => "Personen ønsker ikke at få dette vist".to_owned(),
        GateChange::OpensOn(date) => format!("Åbner {}", date_text(*date, language)),
        GateChange::ClosedOn(date) => format!("Lukkede {}", date_text(*date, language)),
        GateChange::Closed => "Stillingen er ikke åben".to_owned(),
        GateChange::Deferred(Some(date)) => {
            format!("Kommunen har sat anden hjælp først; ses på igen {}", date_text(*date, language))
        }
        GateChange::Deferred(None) => "Kommunen har sat anden hjælp først".to_owned(),
    }
}

fn change_english(change: &GateChange<'_>) -> String {
    let language = Language::English;
    match change {
        GateChange::NoOffer => "The vacancy has no offer to judge".to_owned(),
        GateChange::FormNotEligible { form, wants } => form_wanted(*form, *wants, language),
        GateChange::Duration { offered, allowed } => {
            format!(
                "The offer lasts {offered} weeks; at most {allowed} are possible: agree on a shorter period"
            )
        }
        GateChange::Hours { offered, wanted } => format!(
            "The job begins with {} hours a week; the profile reaches to {}",
            hours(*offered, language),
            hours(*wanted, language)
        ),
        GateChange::FormEnded(form) => {
            format!("The law no longer has this form: {}", form_name(*form, language))
        }
        GateChange::SchoolHours { school, wanted } => format!(
            "The weeks at school are of {} hours; the profile reaches to {}",
            hours(*school, language),
            hours(*wanted, language)
        ),
        GateChange::HoursOfForm { offered, most } => format!(
            "The offer is of {} hours a week; the form allows {} at most: agree on fewer",
            hours(*offered, language),
            hours(*most, language)
        ),
        GateChange::Schedule => {
            "The shifts lie outside the person's time: another shift would open it".to_owned()
        }
        GateChange::Shift { from, to } => shift(*from, *to, language),
        GateChange::Days { offered, most } => {
            format!("The shifts fall on {offered} days a week; the profile reaches to {most}")
        }
        GateChange::Rota => {
            "The work goes in turns over all days of the week, and the profile does not reach to all of them"
                .to_owned()
        }
        GateChange::NoConnection(mode) => no_connection(*mode, language),
        GateChange::OutOfRange(mode) => out_of_range(*mode, language),
        GateChange::TravelTooLong {
            daily,
            allowed,
            opened_by,
        } => too_long(*daily, *allowed, *opened_by, language),
        GateChange::Licence(names) => format!("Needs a driving licence: {}", listed(names)),
        GateChange::Authorisation { label, pending: true } => {
            format!("Needs an authorisation: {label}. It is pending, and the job opens when it is granted")
        }
        GateChange::Authorisation {
            label,
            pending: false,
        } => format!("Needs an authorisation: {label}"),
        GateChange::Demand { demands, by_schedule } => {
            let names: Vec<&str> = demands
                .iter()
                .map(|&demand| demand_name(demand, language))
                .collect();
            let what = if *by_schedule && names.is_empty() {
                "shifts".to_owned()
            } else {
                and(&names, "and")
            };
            format!(
                "The job involves {what}, where allowance is needed: an agreed accommodation would open it"
            )
        }
        GateChange::Danish { asked } => format!(
            "Needs Danish at level {} or Danish taught on site",
            level_code(*asked)
        ),
        GateChange::Ratio => {
            "The employer has as many subsidised places as there is room for: opens when one is free"
                .to_owned()
        }
        GateChange::NoPlace => "All places are taken: opens when one is free".to_owned(),
        GateChange::Vetoed => "The person does not want to be shown this".to_owned(),
        GateChange::OpensOn(date) => format!("Opens {date}"),
        GateChange::ClosedOn(date) => format!("Closed {date}"),
        GateChange::Closed => "The vacancy is not open".to_owned(),
        GateChange::Deferred(Some(date)) => {
            format!("The municipality has put other help first; looked at again {date}")
        }
        GateChange::Deferred(None) => "The municipality has put other help first".to_owned(),
    }
}
