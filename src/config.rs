//! Settings: compiled-in defaults, overridden by a file, overridden by the environment.

use config::{Environment, File, FileFormat, Source};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The commented defaults; they are the documentation of every setting.
pub const DEFAULTS: &str = include_str!("config/default.toml");

/// Longest that records of match lists may be kept, in days: ten years.
const MOST_KEEP_DAYS: u32 = 3660;

/// Prefix of environment variables that override settings.
const PREFIX: &str = "FOOTHOLD_";

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file is missing or malformed, or a key or value is not known.
    #[error("settings: {0}")]
    Unreadable(#[from] config::ConfigError),
    /// A value that no service can run with.
    #[error("settings: {key}: {problem}")]
    Unusable {
        /// The setting.
        key: &'static str,
        /// What is wrong with it.
        problem: String,
    },
}

/// All settings.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// How requests are answered.
    pub server: ServerConfig,
    /// Who is let in.
    pub auth: AuthConfig,
    /// Where records are kept.
    pub store: StoreConfig,
    /// Where the index lies.
    pub index: IndexConfig,
    /// How long records of match lists are kept.
    pub records: RecordsConfig,
    /// How much is searched at once.
    pub search: SearchConfig,
    /// What is logged.
    pub log: LogConfig,
}

/// How requests are answered.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ServerConfig {
    /// Address to listen on.
    pub host: String,
    /// Port; 0 takes any free one.
    pub port: u16,
    /// Threads that answer; 0 is one for every core.
    pub workers: usize,
    /// Longest wait of `refresh=wait`.
    pub refresh_timeout_seconds: u64,
    /// How long running requests may go on after a stop.
    pub shutdown_seconds: u64,
}

/// Who is let in.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AuthConfig {
    /// SHA-256 hashes of keys, in hexadecimal.
    pub keys: Vec<String>,
    /// File with more hashes; empty is none.
    pub keys_file: String,
    /// Everybody is let in.
    pub open: bool,
}

/// Where records are kept.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct StoreConfig {
    /// The SQLite file.
    pub file: PathBuf,
    /// Connections that read at the same time.
    pub readers: u32,
}

/// How long records of match lists are kept.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RecordsConfig {
    /// Days; then they are deleted.
    pub keep_days: u32,
}

/// Where the index lies.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct IndexConfig {
    /// Folder of the index; disposable.
    pub directory: PathBuf,
    /// Folder that overrides built-in tables; empty is none.
    pub tables: PathBuf,
}

/// How much is searched at once.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SearchConfig {
    /// Searches at the same time; 0 is one for every core.
    pub parallel: usize,
    /// Searches that wait.
    pub queue: usize,
}

/// What is logged.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LogConfig {
    /// Directives of the filter.
    pub filter: String,
    /// How lines look.
    pub format: LogFormat,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Config {
    /// The settings of the defaults, then `file`, then the process's environment.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        Self::from_sources(file, std::env::vars())
    }

    /// The settings with nothing overridden.
    pub fn defaults() -> Result<Self, ConfigError> {
        Self::from_sources(None, std::iter::empty())
    }

    fn from_sources(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut builder =
            config::Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml).required(true));
        if let Some(path) = file {
            builder = builder.add_source(File::from(path).format(FileFormat::Toml).required(true));
        }
        let settings: Self = builder
            .add_source(overrides(environment))
            .build()?
            .try_deserialize()?;
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let unusable = |key, problem: &str| {
            Err(ConfigError::Unusable {
                key,
                problem: problem.to_owned(),
            })
        };
        if self.server.host.parse::<std::net::IpAddr>().is_err() {
            return unusable("server.host", "an IP address is wanted, such as 127.0.0.1 or ::1");
        }
        if self.store.readers == 0 {
            return unusable("store.readers", "at least 1");
        }
        if !(1..=MOST_KEEP_DAYS).contains(&self.records.keep_days) {
            return unusable(
                "records.keep_days",
                "1 to 3660 days; 183 is the least the law asks of logs",
            );
        }
        Ok(())
    }

    /// The settings as they are in force, as TOML, with the hashes of keys cut short.
    pub fn masked(&self) -> String {
        let mut shown = self.clone();
        for key in &mut shown.auth.keys {
            let start: String = key.chars().take(8).collect();
            *key = format!("{start}…");
        }
        toml::to_string_pretty(&shown).unwrap_or_default()
    }
}

impl ServerConfig {
    /// Where to listen.
    ///
    /// # Errors
    /// When the host is no IP address.
    pub fn address(&self) -> Result<SocketAddr, ConfigError> {
        let host = self.host.parse().map_err(|_| ConfigError::Unusable {
            key: "server.host",
            problem: "an IP address is wanted".to_owned(),
        })?;
        Ok(SocketAddr::new(host, self.port))
    }

    /// Longest wait of `refresh=wait`.
    pub const fn refresh_timeout(&self) -> Duration {
        Duration::from_secs(self.refresh_timeout_seconds)
    }
}

/// Only names with a section, `FOOTHOLD_SECTION__KEY`, are settings; others belong to the command line.
fn overrides(environment: impl Iterator<Item = (String, String)>) -> impl Source + Send + Sync + 'static {
    let ours: HashMap<String, String> = environment
        .filter(|(name, _)| name.strip_prefix(PREFIX).is_some_and(|rest| rest.contains("__")))
        .collect();
    Environment::with_prefix("FOOTHOLD")
        .prefix_separator("_")
        .separator("__")
        .try_parsing(true)
        .list_separator(",")
        .with_list_parse_key("auth.keys")
        .ignore_empty(true)
        .source(Some(ours))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let pairs: Vec<(String, String)> = pairs
            .iter()
            .map(|&(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        Config::from_sources(None, pairs.into_iter())
    }

    #[test]
    fn the_environment_overrides_the_defaults() {
        let config = with(&[
            ("FOOTHOLD_SERVER__PORT", "9191"),
            ("FOOTHOLD_AUTH__KEYS", "aa,bb"),
            ("FOOTHOLD_CONFIG", "elsewhere.toml"),
        ])
        .expect("good settings");
        assert_eq!(config.server.port, 9191);
        assert_eq!(config.auth.keys, ["aa", "bb"]);
        assert_eq!(config.store, Config::defaults().expect("defaults").store);
    }

    #[test]
    fn an_unknown_key_is_named() {
        let error = with(&[("FOOTHOLD_SERVER__PROT", "1")]).expect_err("a slip");
        assert!(error.to_string().contains("prot"), "{error}");
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_refused() {
        assert!(with(&[("FOOTHOLD_SERVER__PORT", "many")]).is_err());
        assert!(with(&[("FOOTHOLD_SERVER__HOST", "example.org")]).is_err());
        assert!(with(&[("FOOTHOLD_LOG__FORMAT", "xml")]).is_err());
    }

    #[test]
    fn hashes_of_keys_are_not_printed() {
        let config = with(&[("FOOTHOLD_AUTH__KEYS", "0123456789abcdef")]).expect("good settings");
        assert!(!config.masked().contains("0123456789"));
        assert!(config.masked().contains("01234567…"));
    }
}
