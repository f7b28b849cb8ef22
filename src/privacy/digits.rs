//! Groups of digits in text and what stands between them: the raw material of the detectors.

/// What stands between a group of digits and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// More than one character, or one that does not join numbers.
    Apart,
    /// A space, also one that does not break.
    Space,
    /// A hyphen or a dash, with or without spaces around it.
    Hyphen,
    /// A full stop or a slash.
    Mark,
}

/// A run of ASCII digits, as byte positions.
#[derive(Debug, Clone, Copy)]
pub(super) struct DigitGroup {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) gap: Gap,
}

impl DigitGroup {
    pub(super) const fn len(self) -> usize {
        self.end - self.start
    }
}

/// All digit groups outside UUIDs, whose random digits would otherwise look like anything.
pub(super) fn digit_groups(text: &str) -> Vec<DigitGroup> {
    let bytes = text.as_bytes();
    let mut groups: Vec<DigitGroup> = Vec::new();
    let mut position = 0;
    while let Some(offset) = bytes[position..].iter().position(u8::is_ascii_digit) {
        let start = position + offset;
        if let Some(end) = end_of_uuid_around(bytes, start) {
            position = end;
            continue;
        }
        let length = bytes[start..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let gap = groups
            .last()
            .map_or(Gap::Apart, |last| gap_of(&text[last.end..start]));
        groups.push(DigitGroup {
            start,
            end: start + length,
            gap,
        });
        position = start + length;
    }
    groups
}

fn gap_of(between: &str) -> Gap {
    match between {
        " " | "\u{a0}" => Gap::Space,
        "." | "/" => Gap::Mark,
        _ if between.len() <= 8 => match between.trim_matches([' ', '\u{a0}']) {
            "-" | "\u{2010}" | "\u{2011}" | "\u{2012}" | "\u{2013}" => Gap::Hyphen,
            _ => Gap::Apart,
        },
        _ => Gap::Apart,
    }
}

/// Where the UUID around this position ends, when there is one.
fn end_of_uuid_around(bytes: &[u8], position: usize) -> Option<usize> {
    let part_of_uuid = |byte: &u8| byte.is_ascii_hexdigit() || *byte == b'-';
    let before = bytes[..position]
        .iter()
        .rev()
        .take(36)
        .take_while(|byte| part_of_uuid(byte))
        .count();
    let after = bytes[position..]
        .iter()
        .take(37)
        .take_while(|byte| part_of_uuid(byte))
        .count();
    let token = &bytes[position - before..position + after];
    let is_uuid = match token.len() {
        32 => !token.contains(&b'-'),
        36 => [8, 13, 18, 23].iter().all(|&index| token[index] == b'-'),
        _ => false,
    };
    is_uuid.then_some(position + after)
}
