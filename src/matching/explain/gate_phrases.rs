//! What would open a failed gate, in Danish and English.

use super::changes::level_code;
use super::words::{danish_date, form_name, hours, pick};
use crate::domain::language::Language;
use crate::domain::lists::{Demand, Form};
use jiff::civil::Date;

/// What would open a failed gate.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum GateChange<'k> {
    NoOffer,
    FormNotEligible(Form),
    FormEnded(Form),
    Duration { offered: u16, allowed: u16 },
    Hours { offered: u16, wanted: u16 },
    SchoolHours { school: u16, wanted: u16 },
    HoursOfForm { offered: u16, most: u16 },
    Schedule,
    NoConnection,
    TravelTooLong { daily: u16, allowed: u16 },
    Licence(Vec<&'k str>),
    Authorisation { label: &'k str, pending: bool },
    Demand { demands: Vec<Demand>, by_schedule: bool },
    Danish { asked: u8 },
    Ratio,
    NoPlace,
    Vetoed,
    OpensOn(Date),
    ClosedOn(Date),
    Closed,
    Deferred(Option<Date>),
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

/// Names as a list in a sentence: "støj og kørsel", "støj, kørsel og natarbejde".
fn and(names: &[&str], and: &str) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [front @ .., last] => format!("{} {and} {last}", front.join(", ")),
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
        GateChange::FormNotEligible(form) => {
            format!("Kræver en anden målgruppe eller en ny vurdering: {}", form_name(*form, language))
        }
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
        GateChange::NoConnection => {
            "Der er ingen forbindelse, når vagten begynder eller slutter: en anden mødetid eller eget transportmiddel ville åbne jobbet".to_owned()
        }
        GateChange::TravelTooLong { daily, allowed } => {
            format!(
                "{daily} minutters transport om dagen; højst {allowed} er muligt: et hurtigere transportmiddel eller hjemmedage ville åbne jobbet"
            )
        }
        GateChange::Licence(labels) => format!("Kræver {}", labels.join(", ")),
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
        GateChange::FormNotEligible(form) => {
            format!("Needs another target group or a new assessment: {}", form_name(*form, language))
        }
        GateChange::Duration { offered, allowed } => {
            format!("The offer lasts {offered} weeks; at most {allowed} are possible: agree on a shorter period")
        }
        GateChange::Hours { offered, wanted } => format!(
            "The job begins with {} hours a week; the profile reaches to {}",
            hours(*offered, language),
            hours(*wanted, language)
        ),
        GateChange::FormEnded(form) => format!("The law no longer has this form: {}", form_name(*form, language)),
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
        GateChange::Schedule => "The shifts lie outside the person's time: another shift would open it".to_owned(),
        GateChange::NoConnection => {
            "There is no connection when the shift starts or ends: another hour or own transport would open it".to_owned()
        }
        GateChange::TravelTooLong { daily, allowed } => {
            format!(
                "{daily} minutes of travel a day; at most {allowed} are possible: faster transport or days at home would open it"
            )
        }
        GateChange::Licence(labels) => format!("Needs {}", labels.join(", ")),
        GateChange::Authorisation { label, pending: true } => {
            format!("Needs an authorisation: {label}. It is pending, and the job opens when it is granted")
        }
        GateChange::Authorisation { label, pending: false } => format!("Needs an authorisation: {label}"),
        GateChange::Demand { demands, by_schedule } => {
            let names: Vec<&str> = demands.iter().map(|&demand| demand_name(demand, language)).collect();
            let what = if *by_schedule && names.is_empty() { "shifts".to_owned() } else { and(&names, "and") };
            format!("The job involves {what}, where allowance is needed: an agreed accommodation would open it")
        }
        GateChange::Danish { asked } => format!("Needs Danish at level {} or Danish taught on site", level_code(*asked)),
        GateChange::Ratio => "The employer has as many subsidised places as there is room for: opens when one is free".to_owned(),
        GateChange::NoPlace => "All places are taken: opens when one is free".to_owned(),
        GateChange::Vetoed => "The person does not want to be shown this".to_owned(),
        GateChange::OpensOn(date) => format!("Opens {date}"),
        GateChange::ClosedOn(date) => format!("Closed {date}"),
        GateChange::Closed => "The vacancy is not open".to_owned(),
        GateChange::Deferred(Some(date)) => format!("The municipality has put other help first; looked at again {date}"),
        GateChange::Deferred(None) => "The municipality has put other help first".to_owned(),
    }
}
