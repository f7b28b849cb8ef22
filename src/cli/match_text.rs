//! A match list as text for the terminal.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use foothold::domain::lists::Form;
use serde_json::Value;
use std::fmt::Write;

/// Reasons shown in a row of the table.
const REASONS_IN_A_ROW: usize = 3;
/// Width of the table in columns.
const WIDTH: u16 = 130;

/// The list as a table: rank, score, title, place, minutes, hours, form and the weightiest reasons.
pub fn table(reply: &Value) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH)
        .set_header([
            "#", "Point", "Stilling", "Sted", "Min.", "Timer", "Form", "Hvorfor",
        ]);
    let matches = reply["matches"].as_array().map_or(&[][..], Vec::as_slice);
    for pair in matches {
        table.add_row([
            pair["rank"].to_string(),
            points(&pair["score"]),
            title(pair),
            place(pair),
            minutes(pair),
            hours(pair),
            form(&pair["offer"]["form"]),
            reasons(pair)
                .into_iter()
                .take(REASONS_IN_A_ROW)
                .collect::<Vec<_>>()
                .join("\n"),
        ]);
    }
    for column in [0, 1, 4, 5] {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let relation = if reply["total"]["relation"] == "gte" {
        "mindst "
    } else {
        ""
    };
    format!(
        "{table}\n{} vist af {relation}{}; regelsæt {}",
        matches.len(),
        reply["total"]["value"],
        text(&reply["ruleset"]["id"])
    )
}

/// One match with all its reasons.
pub fn story(pair: &Value) -> String {
    let mut story = format!(
        "{}. {} - {} point\n",
        pair["rank"],
        title(pair),
        points(&pair["score"])
    );
    let _ = writeln!(
        story,
        "   {}, {} min. {}, {} timer, {}",
        place(pair),
        minutes(pair),
        way(&pair["axes"]["mobility"]["travel"]["mode"]),
        hours(pair),
        form(&pair["offer"]["form"]),
    );
    for reason in reasons(pair) {
        let _ = writeln!(story, "   - {reason}");
    }
    story
}

/// Micro-points as the 0 to 1000 that people read.
fn points(score: &Value) -> String {
    score
        .as_u64()
        .map_or_else(|| "?".to_owned(), |score| (score / 1000).to_string())
}

fn title(pair: &Value) -> String {
    let vacancy = &pair["vacancy"];
    match vacancy["employer"].as_str() {
        Some(employer) => format!("{} ({employer})", text(&vacancy["title"])),
        None => text(&vacancy["title"]),
    }
}

fn place(pair: &Value) -> String {
    let place = &pair["vacancy"]["place"];
    match place["code"].as_str() {
        Some(code) => format!("{code} {}", text(&place["label"])).trim_end().to_owned(),
        None => "-".to_owned(),
    }
}

fn minutes(pair: &Value) -> String {
    text(&pair["axes"]["mobility"]["travel"]["minutes"])
}

fn hours(pair: &Value) -> String {
    let hours = &pair["offer"]["hours_per_week"];
    match (hours["min"].as_f64(), hours["max"].as_f64()) {
        (Some(min), Some(max)) if min < max => format!("{min}-{max}"),
        (Some(min), _) => min.to_string(),
        _ => "-".to_owned(),
    }
}

fn way(mode: &Value) -> String {
    let words = match mode.as_str() {
        Some("walk") => "til fods",
        Some("bicycle") => "på cykel",
        Some("moped") => "på knallert",
        Some("car") => "i bil",
        Some("transit") => "med bus eller tog",
        _ => return text(mode),
    };
    words.to_owned()
}

fn form(code: &Value) -> String {
    let words = match code.as_str().and_then(Form::from_code) {
        Some(Form::OrdinaryJob) => "ordinært job",
        Some(Form::PartTime) => "deltid",
        Some(Form::PaidHours) => "løntimer",
        Some(Form::Apprenticeship) => "lære",
        Some(Form::AdultApprenticeship) => "voksenlære",
        Some(Form::FlexJob) => "fleksjob",
        Some(Form::Igu) => "IGU",
        Some(Form::WageSubsidyPrivate | Form::WageSubsidyPublic) => "løntilskud",
        Some(Form::Hybrid) => "praktik med løntimer",
        Some(Form::InternshipPrivate | Form::InternshipPublic) => "praktik",
        Some(Form::CommunityWork) => "nytteindsats",
        None => return text(code),
    };
    words.to_owned()
}

/// Texts of the reasons, the weightiest first.
fn reasons(pair: &Value) -> Vec<String> {
    let reasons = pair["reasons"].as_array().map_or(&[][..], Vec::as_slice);
    let mut weighed: Vec<(i64, String)> = reasons
        .iter()
        .map(|reason| {
            (
                reason["contribution"].as_i64().unwrap_or(0),
                text(&reason["text"]),
            )
        })
        .collect();
    weighed.sort_by_key(|(contribution, _)| -contribution);
    weighed.into_iter().map(|(_, text)| text).collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "-".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn reply() -> Value {
        json!({
            "total": {"value": 7, "relation": "gte"},
            "ruleset": {"id": "2026.1"},
            "matches": [{
                "rank": 1,
                "score": 747_500,
                "vacancy": {"title": "Lagermedarbejder", "employer": "Egekvist",
                            "place": {"code": "5220", "label": "Odense SØ"}},
                "offer": {"form": "ordinary_job", "hours_per_week": {"min": 30.0, "max": 37.0}},
                "axes": {"mobility": {"travel": {"mode": "bicycle", "minutes": 22}}},
                "reasons": [{"text": "lidt", "contribution": 1}, {"text": "meget", "contribution": 9}],
            }],
        })
    }

    #[test]
    fn the_table_shows_what_counts() {
        let table = table(&reply());
        for part in [
            "747",
            "Lagermedarbejder (Egekvist)",
            "5220 Odense SØ",
            "22",
            "30-37",
            "meget",
            "mindst 7",
        ] {
            assert!(table.contains(part), "{part} is missing in\n{table}");
        }
    }

    #[test]
    fn the_story_begins_with_the_weightiest_reason() {
        let story = story(&reply()["matches"][0]);
        assert!(story.find("meget") < story.find("lidt"), "{story}");
        assert!(table(&json!({})).contains("0 vist"));
    }
}
