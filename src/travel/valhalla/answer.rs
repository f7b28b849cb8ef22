//! Answers of a Valhalla server, in the short form that is asked for and in the long one of older servers.

use super::questions::Question;
use serde::Deserialize;

/// Ten days; no way in a country takes longer.
const LONGEST_SECONDS: f64 = 864_000.0;

/// Seconds from each source to each target, row by row; nothing where no road connects them.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer(pub Vec<Option<f64>>);

/// Why an answer is not taken.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// It is not the JSON of a matrix.
    #[error("the answer is no matrix: {0}")]
    NoMatrix(#[from] serde_json::Error),
    /// Too few or too many times.
    #[error("the answer has {found} {what}, asked were {expected}")]
    Shape {
        /// Rows, or times in a row.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many were asked for.
        expected: usize,
    },
    /// A time that cannot be.
    #[error("the answer has a time of {seconds} seconds, expected 0 to {LONGEST_SECONDS}")]
    Time {
        /// The time as it came.
        seconds: f64,
    },
}

#[derive(Deserialize)]
struct Body {
    sources_to_targets: Matrix,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Matrix {
    Short { durations: Vec<Vec<Option<f64>>> },
    Long(Vec<Vec<Pair>>),
}

#[derive(Deserialize)]
struct Pair {
    time: Option<f64>,
}

/// What a server says when it cannot answer.
#[derive(Deserialize)]
struct Refusal {
    error_code: u32,
}

/// Valhalla's codes for places of which no road leads to the others, and for a place that has no road near it.
const UNCONNECTED: u32 = 170;
const NO_ROAD: u32 = 171;

impl Answer {
    /// Reads the answer to a question.
    ///
    /// # Errors
    /// It is no matrix, has another shape than the question, or a time that cannot be.
    pub fn read(question: &Question, body: &[u8]) -> Result<Self, AnswerError> {
        let body: Body = serde_json::from_slice(body)?;
        let rows: Vec<Vec<Option<f64>>> = match body.sources_to_targets {
            Matrix::Short { durations } => durations,
            Matrix::Long(rows) => rows
                .into_iter()
                .map(|row| row.into_iter().map(|pair| pair.time).collect())
                .collect(),
        };
        let shape = |what, found, expected| {
            if found == expected {
                Ok(())
            } else {
                Err(AnswerError::Shape {
                    what,
                    found,
                    expected,
                })
            }
        };
        shape("rows", rows.len(), question.sources.len())?;
        for row in &rows {
            shape("times in a row", row.len(), question.targets.len())?;
        }
        let times: Vec<Option<f64>> = rows.into_iter().flatten().collect();
        let wrong = |time: &f64| !(0.0..=LONGEST_SECONDS).contains(time);
        match times.iter().flatten().copied().find(wrong) {
            Some(seconds) => Err(AnswerError::Time { seconds }),
            None => Ok(Self(times)),
        }
    }

    /// Whether a refusal says that a place of the question has no road near it, or none to the others. A server without a
    /// map of a place says the second even of the place alone.
    pub fn is_without_road(body: &[u8]) -> bool {
        serde_json::from_slice::<Refusal>(body)
            .is_ok_and(|refusal| [UNCONNECTED, NO_ROAD].contains(&refusal.error_code))
    }
}
