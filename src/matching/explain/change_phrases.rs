//! What a single change would do, in Danish and English.

use super::changes::{ProfileChange, level_code};
use super::item_phrases::{education_name, language_name};
use super::words::{LicenceName, hours, mode_text, pick};
use crate::domain::language::Language;
use crate::matching::plan::Plan;

/// With a change made, the job stands at a place.
pub fn lifted(plan: &Plan<'_>, change: ProfileChange, rank: usize, language: Language) -> String {
    let with = with(plan, change, language);
    match language {
        Language::Danish => format!("{with} står jobbet som nummer {rank}"),
        Language::English => format!("{with}, the job stands as number {rank}"),
    }
}

/// "With …": how a sentence about a change begins.
fn with(plan: &Plan<'_>, change: ProfileChange, language: Language) -> String {
    let taxonomy = &plan.knowledge.taxonomy;
    let danish = language == Language::Danish;
    let with = pick(language, "Med", "With");
    match change {
        ProfileChange::TravelWish(minutes) if danish => {
            format!("Med op til {minutes} minutters rejse hver vej")
        }
        ProfileChange::TravelWish(minutes) => format!("With up to {minutes} minutes of travel each way"),
        ProfileChange::HoursLeast(minutes) if danish => {
            format!("Med ned til {} timer om ugen", hours(minutes, language))
        }
        ProfileChange::HoursLeast(minutes) => {
            format!("With down to {} hours a week", hours(minutes, language))
        }
        ProfileChange::HoursMost(minutes) if danish => {
            format!("Med op til {} timer om ugen", hours(minutes, language))
        }
        ProfileChange::HoursMost(minutes) => format!("With up to {} hours a week", hours(minutes, language)),
        ProfileChange::DaysMost(days) if danish => format!("Med op til {days} dage om ugen"),
        ProfileChange::DaysMost(days) => format!("With up to {days} days a week"),
        ProfileChange::Mode(mode) if danish => format!("Kan turen tages {},", mode_text(mode, language)),
        ProfileChange::Mode(mode) => format!("If the trip can be made {}", mode_text(mode, language)),
        ProfileChange::Language { code, level } => {
            let name = language_name(code, language);
            format!(
                "{with} {name} {} {}",
                pick(language, "på niveau", "at level"),
                level_code(level)
            )
        }
        ProfileChange::Certificate(ix) => {
            let name = taxonomy.certificates.label(ix, language);
            format!("{with} {} {name}", pick(language, "beviset", "the certificate"))
        }
        ProfileChange::Skill(ix) => {
            let name = taxonomy.skills.label(ix, language);
            format!("{with} {} {name}", pick(language, "kompetencen", "the skill"))
        }
        ProfileChange::Licence(ix) => {
            let (code, label) = (taxonomy.licences.code(ix), taxonomy.licences.label(ix, language));
            let name = LicenceName { code, label };
            format!("{with} {} {name}", pick(language, "kørekort", "driving licence"))
        }
        ProfileChange::Education(rank) => {
            let name =
                super::changes::education_level(rank).map_or("", |level| education_name(level, language));
            format!("{with} {name}")
        }
        ProfileChange::Authorisation(ix) => {
            let name = taxonomy.authorisations.label(ix, language);
            format!(
                "{with} {} {name}",
                pick(language, "autorisationen", "the authorisation")
            )
        }
    }
}
