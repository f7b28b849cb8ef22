//! Folds the many ways of writing one title or skill into one.

/// Marks of gender in job titles, each between blanks or brackets; compared in lower case.
const GENDER_MARKS: [&str; 22] = [
    "m/k",
    "k/m",
    "m/k/x",
    "m/f",
    "f/m",
    "m/f/d",
    "f/m/d",
    "m/w/d",
    "w/m/d",
    "m/f/x",
    "f/m/x",
    "h/f",
    "m/v",
    "v/m",
    "m / k",
    "k / m",
    "m / f",
    "m / f / d",
    "m/k/d",
    "d/m/k",
    "d/f/m",
    "m/d/f",
];

/// Lower case, `æ ø å` as `ae oe aa`, accents dropped, everything that is no letter, digit, `+` or
/// `#` turned into one blank. `"SOSU-hjælper"` and `"sosu hjaelper"` fold alike.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 4);
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            folded.push(character.to_ascii_lowercase());
        } else if matches!(character, '+' | '#') {
            folded.push(character);
        } else if character.is_alphanumeric() {
            for lower in character.to_lowercase() {
                push_letter(&mut folded, lower);
            }
        } else if is_inside_a_word(character) {
            push_combining(&mut folded, character);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Soft hyphens, zero-width blanks, combining accents and apostrophes do not part words.
fn is_inside_a_word(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{300}'..='\u{36f}' | '\'' | '’')
}

/// Letters written in two parts (`a` and a ring) fold like those written in one.
fn push_combining(folded: &mut String, mark: char) {
    match mark {
        '\u{30a}' if folded.ends_with('a') => folded.push('a'),
        '\u{308}' if folded.ends_with(['a', 'o']) => folded.push('e'),
        _ => {}
    }
}

fn push_letter(folded: &mut String, lower: char) {
    match lower {
        'æ' | 'ä' => folded.push_str("ae"),
        'ø' | 'ö' => folded.push_str("oe"),
        'å' => folded.push_str("aa"),
        'à' | 'á' | 'â' | 'ã' => folded.push('a'),
        'è' | 'é' | 'ê' | 'ë' => folded.push('e'),
        'ì' | 'í' | 'î' | 'ï' => folded.push('i'),
        'ò' | 'ó' | 'ô' | 'õ' => folded.push('o'),
        'ù' | 'ú' | 'û' | 'ü' => folded.push('u'),
        'ñ' => folded.push('n'),
        'ç' => folded.push('c'),
        'ß' => folded.push_str("ss"),
        other if is_inside_a_word(other) => {}
        other => folded.push(other),
    }
}

/// `text` in lower case without marks such as `m/k` and `(m/f/d)`.
pub(crate) fn without_gender_marks(text: &str) -> String {
    let mut cleaned = text.to_lowercase();
    if !cleaned.contains('/') {
        return cleaned;
    }
    for mark in GENDER_MARKS {
        while let Some(start) = find_between_breaks(&cleaned, mark) {
            cleaned.replace_range(start..start + mark.len(), " ");
        }
    }
    cleaned
}

/// Where `mark` stands with no letter, digit or slash on either side.
fn find_between_breaks(text: &str, mark: &str) -> Option<usize> {
    let is_break = |neighbour: Option<char>| {
        neighbour.is_none_or(|character| !character.is_alphanumeric() && character != '/')
    };
    text.match_indices(mark).map(|(start, _)| start).find(|&start| {
        is_break(text[..start].chars().next_back()) && is_break(text[start + mark.len()..].chars().next())
    })
}

/// Danish and English endings of plural, definite and genitive forms, and what stands in the
/// dictionary form instead. Longer ones first.
const ENDINGS: [(&str, &str); 16] = [
    ("maend", "mand"),
    ("erne", ""),
    ("erne", "e"),
    ("erne", "er"),
    ("ene", ""),
    ("ene", "e"),
    ("ies", "y"),
    ("men", "man"),
    ("er", ""),
    ("er", "e"),
    ("en", ""),
    ("en", "e"),
    ("es", ""),
    ("et", ""),
    ("s", ""),
    ("e", ""),
];

/// Dictionary forms that the last word of `folded` may be an inflection of, likeliest first.
/// They are guesses, to be looked up.
pub(crate) fn dictionary_forms(folded: &str) -> impl Iterator<Item = String> {
    ENDINGS.iter().flat_map(move |(ending, instead)| {
        let stem = folded
            .strip_suffix(ending)
            .filter(|stem| last_word_chars(stem) >= 3);
        let plain = stem.map(|stem| format!("{stem}{instead}"));
        let single = stem
            .filter(|stem| instead.is_empty() && ends_in_double_consonant(stem))
            .map(|stem| stem[..stem.len() - 1].to_owned());
        plain.into_iter().chain(single)
    })
}

fn last_word_chars(text: &str) -> usize {
    text.rsplit(' ').next().map_or(0, str::len)
}

/// `"kokk"` of `"kokke"`: the consonant was doubled by the ending.
fn ends_in_double_consonant(stem: &str) -> bool {
    matches!(stem.as_bytes(), [.., a, b] if a == b && a.is_ascii_lowercase() && !b"aeiouy".contains(a))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_fold_alike() {
        assert_eq!(fold("SOSU-hjælper"), "sosu hjaelper");
        assert_eq!(
            fold("  Social- og  sundhedsassistent "),
            "social og sundhedsassistent"
        );
        assert_eq!(fold("Aarhus"), fold("Århus"));
        assert_eq!(fold("Café-medarbejder"), "cafe medarbejder");
        assert_eq!(fold("C# / C++"), "c# c++");
        assert_eq!(
            fold("rengo\u{308}rings\u{ad}assistent"),
            fold("rengøringsassistent")
        );
        assert_eq!(fold("Ma\u{30a}lere"), fold("målere"));
    }

    #[test]
    fn gender_marks_go() {
        assert_eq!(fold(&without_gender_marks("Kok m/k")), "kok");
        assert_eq!(fold(&without_gender_marks("Developer (m/f/d)")), "developer");
        assert_eq!(fold(&without_gender_marks("kok/køkkenleder")), "kok koekkenleder");
        assert_eq!(fold(&without_gender_marks("HF/VUC-lærer")), "hf vuc laerer");
    }

    #[test]
    fn inflections_lead_to_the_dictionary_form() {
        for (inflected, wanted) in [
            ("lagermedarbejdere", "lagermedarbejder"),
            ("kokke", "kok"),
            ("sygeplejersker", "sygeplejerske"),
            ("paedagogerne", "paedagog"),
            ("nurses", "nurse"),
            ("arbejdsmaend", "arbejdsmand"),
            ("kontorassistenter", "kontorassistent"),
        ] {
            assert!(
                dictionary_forms(inflected).any(|form| form == wanted),
                "{inflected}"
            );
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in ".{0,60}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            let _ = without_gender_marks(&text);
            let _ = dictionary_forms(&once).count();
        }
    }
}
