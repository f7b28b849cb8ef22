//! Zone-to-zone minutes by mode and time band, and the places they lie between.
