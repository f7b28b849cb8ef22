//! Refusals of the use cases as text for the terminal.

use foothold::service::error::ServiceError;
use std::fmt::Write;

/// The error with every field that was not accepted on a line of its own.
pub fn explained(error: ServiceError) -> anyhow::Error {
    let ServiceError::Invalid(fields) = &error else {
        return error.into();
    };
    let mut text = String::from("this is not accepted:");
    for field in fields {
        let place = if field.pointer.is_empty() {
            "/"
        } else {
            &field.pointer
        };
        let _ = write!(text, "\n  {place}: {}", field.message);
        if !field.did_you_mean.is_empty() {
            let _ = write!(text, " (did you mean {}?)", field.did_you_mean.join(", "));
        }
    }
    anyhow::anyhow!(text)
}
