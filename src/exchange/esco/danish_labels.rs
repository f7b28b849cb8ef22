//! Danish labels of concepts from a table of their own, `uri` and `label_da`, tab separated: the first of a
//! concept is its preferred one.

use super::concepts::Concepts;
use crate::domain::language::Language;
use crate::exchange::official::{OfficialError, Problems, unreadable};
use crate::taxonomy::esco::release::CONCEPTS;
use std::path::Path;

pub(super) fn read(
    path: &Path,
    concepts: &mut Concepts,
    problems: &mut Problems,
) -> Result<(), OfficialError> {
    let text = std::fs::read_to_string(path).map_err(|source| unreadable(path, source))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let file = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let mut lines = (1..).zip(text.lines());
    let header: Vec<&str> = lines
        .next()
        .map_or(Vec::new(), |(_, line)| line.split('\t').map(str::trim).collect());
    let place = |column: &str| header.iter().position(|name| *name == column);
    let (Some(uri_at), Some(label_at)) = (place("uri"), place("label_da")) else {
        let message = format!(
            "the columns uri and label_da are needed; the file has {}",
            header.join(", ")
        );
        problems.add(file, 1, "", message);
        return Ok(());
    };
    for (line, content) in lines.filter(|(_, content)| !content.trim().is_empty()) {
        let cells: Vec<&str> = content.split('\t').map(str::trim).collect();
        let (Some(&uri), Some(&label)) = (cells.get(uri_at), cells.get(label_at)) else {
            problems.add(
                file,
                line,
                "",
                format!("{} cells, expected {}", cells.len(), header.len()),
            );
            continue;
        };
        let Some(tail) = uri.strip_prefix(CONCEPTS) else {
            problems.add(
                file,
                line,
                "uri",
                format!("`{uri}` is no address below {CONCEPTS}"),
            );
            continue;
        };
        if label.is_empty() {
            problems.add(file, line, "label_da", "is empty");
            continue;
        }
        match concepts.names_mut(tail) {
            Some(names) => names.add(label, Language::Danish),
            None if is_group_of_isco(tail) => {}
            None => concepts.labels_without_concept += 1,
        }
    }
    Ok(())
}

/// Groups above the unit groups have labels too, which nothing asks for.
fn is_group_of_isco(tail: &str) -> bool {
    tail.starts_with("isco/C")
}
