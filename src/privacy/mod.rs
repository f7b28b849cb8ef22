//! What keeps people from being recognised: detectors for personal data in text.

mod digits;
pub mod guard;
