//! A list of figures, each with how it was computed.

use serde::Serialize;

/// A figure and what it means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// How much, with its unit.
    pub value: String,
    /// How it was computed, in a sentence.
    pub how: String,
}

/// The figures of one evaluation, and the cases worth a look.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// What was evaluated, over which tables and data.
    pub title: String,
    /// The figures in the order they were taken.
    pub figures: Vec<Figure>,
    /// Single cases that a reader should see: the largest errors, the misses.
    pub cases: Vec<String>,
}

impl Report {
    /// An empty report.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// Adds a figure.
    pub fn figure(&mut self, name: impl Into<String>, value: impl Into<String>, how: impl Into<String>) {
        self.figures.push(Figure {
            name: name.into(),
            value: value.into(),
            how: how.into(),
        });
    }

    /// Adds a case.
    pub fn case(&mut self, case: impl Into<String>) {
        self.cases.push(case.into());
    }

    /// The report as lines of text.
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n", self.title);
        for figure in &self.figures {
            text.push_str(&format_figure(figure));
        }
        for case in &self.cases {
            text.push_str("  - ");
            text.push_str(case);
            text.push('\n');
        }
        text
    }
}

fn format_figure(figure: &Figure) -> String {
    format!("  {:<44} {:>12}  {}\n", figure.name, figure.value, figure.how)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_reads_as_text_line_by_line() {
        let mut report = Report::new("titles, built-in tables");
        report.figure(
            "accuracy@1",
            "0.81",
            "share of titles whose first unit group is the right one",
        );
        report.case("smed: 7221 expected, 7213 given");
        let text = report.to_text();
        assert_eq!(text.lines().count(), 3);
        assert!(text.contains("accuracy@1") && text.ends_with("7213 given\n"));
    }
}
