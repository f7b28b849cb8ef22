//! Foothold.
fn main() {}
