//! Minutes by car, bicycle and on foot from the matrix API of a Valhalla server.
//!
//! Pure: [`questions`] says what to ask, [`Answer::read`] reads what came back, [`Collected`] makes a table of
//! it. Who carries questions to a server is not known here.
//!
//! Only pairs within a bound for the means are asked, since a server refuses matrices over long distances; farther pairs and
//! ways within a zone keep the built-in minutes. To the time on the road come the minutes to set out and to park,
//! as in the built-in network. A moped keeps the built-in minutes: no costing of Valhalla drives as one does in Denmark.

mod answer;
mod collected;
mod questions;

pub use answer::{Answer, AnswerError};
pub use collected::Collected;
pub use questions::{Costing, Question, questions};

#[cfg(test)]
mod tests;
