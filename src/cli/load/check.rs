//! Whether lists made with bounds are those that scoring every vacancy gives.

use super::client::{Client, Target};
use anyhow::{Context, ensure};
use serde::Serialize;
use serde_json::Value;
use std::fmt::Write;

/// The parts of an answer that need every vacancy scored, so that nothing is bounded away.
pub const EXHAUSTIVE: [&str; 2] = ["total", "not_now"];

/// Items that a list lacks are shown for this many lists at most.
const MOST_SHOWN: usize = 5;

/// An item of a list: the vacancy and its score in micro-points.
type Item = (String, u64);

/// What comparing lists gave.
#[derive(Debug, Default, Serialize)]
pub struct Comparison {
    pub lists: usize,
    /// Lists with the same vacancies and scores in the same order.
    pub identical: usize,
    /// Items of the exhaustive lists.
    pub items: usize,
    /// Those of them that stand in the list made with bounds.
    pub found: usize,
    /// Share of the exhaustive lists' items that was found; 1 when there are none.
    pub recall: f64,
    /// Numbers of the first profiles whose lists differ, from 0.
    pub differing: Vec<usize>,
}

impl Comparison {
    fn add(&mut self, bounded: &[Item], exhaustive: &[Item]) {
        let found = |item: &&Item| bounded.iter().any(|other| other.0 == item.0);
        if bounded == exhaustive {
            self.identical += 1;
        } else if self.differing.len() < MOST_SHOWN {
            self.differing.push(self.lists);
        }
        self.lists += 1;
        self.items += exhaustive.len();
        self.found += exhaustive.iter().filter(found).count();
        self.recall = if self.items == 0 {
            1.0
        } else {
            self.found as f64 / self.items as f64
        };
    }

    /// Whether every list was the same.
    pub const fn all_identical(&self) -> bool {
        self.identical == self.lists
    }

    /// One figure a line.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut line = |name: &str, value: String| {
            let _ = writeln!(text, "{name:<24}{value}");
        };
        line("lists compared", self.lists.to_string());
        line("identical", self.identical.to_string());
        line("items", self.items.to_string());
        line("recall", format!("{:.6}", self.recall));
        if !self.differing.is_empty() {
            line("differing profiles", format!("{:?}", self.differing));
        }
        text
    }
}

/// Asks for every pair of requests, with bounds and without, and compares the lists.
pub async fn compare(
    target: Target,
    pairs: impl Iterator<Item = (Vec<u8>, Vec<u8>)>,
) -> anyhow::Result<Comparison> {
    let mut client = Client::connect(target).await?;
    let mut comparison = Comparison::default();
    for (bounded, exhaustive) in pairs {
        let bounded = list(&mut client, &bounded).await?;
        let exhaustive = list(&mut client, &exhaustive).await?;
        comparison.add(&bounded, &exhaustive);
    }
    Ok(comparison)
}

async fn list(client: &mut Client, request: &[u8]) -> anyhow::Result<Vec<Item>> {
    let (reply, body) = client.fetch(request).await?;
    ensure!(reply.status == 200, "a list was answered with {}", reply.status);
    items(&serde_json::from_slice(&body)?).context("the answer is no match list")
}

fn items(answer: &Value) -> Option<Vec<Item>> {
    let item = |item: &Value| {
        let id = item["vacancy"]["id"].as_str()?.to_owned();
        Some((id, item["score"].as_u64()?))
    };
    answer["matches"].as_array()?.iter().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(ids: &[&str]) -> Vec<Item> {
        ids.iter().map(|id| ((*id).to_owned(), 1)).collect()
    }

    #[test]
    fn recall_is_the_share_of_what_scoring_everything_gives() {
        let mut comparison = Comparison::default();
        comparison.add(&of(&["a", "b", "c"]), &of(&["a", "b", "c"]));
        assert!(comparison.all_identical());
        comparison.add(&of(&["a", "x", "y"]), &of(&["a", "b", "c"]));
        assert_eq!((comparison.items, comparison.found), (6, 4));
        assert!((comparison.recall - 4.0 / 6.0).abs() < 1e-12);
        assert_eq!((comparison.lists, comparison.identical), (2, 1));
        assert_eq!(comparison.differing, [1]);
    }

    #[test]
    fn order_and_scores_count_too() {
        let mut comparison = Comparison::default();
        comparison.add(&of(&["b", "a"]), &of(&["a", "b"]));
        comparison.add(&[("a".to_owned(), 2)], &of(&["a"]));
        assert_eq!((comparison.found, comparison.identical), (3, 0));
        assert!((comparison.recall - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn nothing_to_find_is_found_in_full() {
        let mut comparison = Comparison::default();
        comparison.add(&[], &[]);
        assert!(comparison.all_identical() && (comparison.recall - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn items_are_vacancies_with_scores() {
        let answer = json!({"matches": [{"vacancy": {"id": "va_1"}, "score": 5}]});
        assert_eq!(items(&answer), Some(vec![("va_1".to_owned(), 5)]));
        assert_eq!(items(&json!({"matches": []})), Some(vec![]));
        assert_eq!(items(&json!({"problem": 1})), None);
    }
}
