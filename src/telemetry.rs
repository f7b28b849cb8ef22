//! The log of the process.

use crate::config::{LogConfig, LogFormat};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Why the process cannot be observed.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter of the log is not understood.
    #[error("settings: log.filter: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// Another log was started before.
    #[error("the log was started before")]
    Started(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Starts the log of the process, to standard error.
pub fn start_log(config: &LogConfig) -> Result<(), TelemetryError> {
    let filter = EnvFilter::try_new(&config.filter)?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match config.format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    }
    .map_err(TelemetryError::Started)
}
