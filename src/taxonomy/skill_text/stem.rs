//! A light stemmer for the words of skills, Danish and English at once.
//!
//! It takes off inflections (plural, definite, genitive, verb forms) and the endings that make a noun of a verb
//! (`svejse`, `svejsning`), since adverts name the same work by either. Words are folded before. What matters is only that
//! forms of one word meet; a stem need not be a word.

/// Letters that must be left of a word.
const LEAST_STEM: usize = 4;
/// The shortest word that is stemmed at all.
const SHORTEST_STEMMED: usize = 5;
/// Words from this length on do not double their last consonant, or meet their other forms by their stem.
const LONGEST_DOUBLING: usize = 9;

/// Endings with what stands in their place; the first that fits is taken, after an `s` of genitive or plural. Verbs in
/// `-ere` keep their `er`, so that `servere` and `servering` meet and `server` stays apart.
const ENDINGS: [(&str, &str); 32] = [
    ("kkenerne", "kk"),
    ("kkenet", "kk"),
    ("kkener", "kk"),
    ("erende", "er"),
    ("erede", "er"),
    ("erer", "er"),
    ("eret", "er"),
    ("ere", "er"),
    ("elserne", ""),
    ("elsen", ""),
    ("elser", ""),
    ("else", ""),
    ("hederne", "hed"),
    ("heden", "hed"),
    ("heder", "hed"),
    ("hed", "hed"),
    ("iteterne", "itet"),
    ("iteten", "itet"),
    ("iteter", "itet"),
    ("itet", "itet"),
    ("erne", ""),
    ("eren", ""),
    ("ende", ""),
    ("ene", ""),
    ("ede", ""),
    ("ie", "y"),
    ("er", ""),
    ("en", ""),
    ("et", ""),
    ("e", ""),
    ("igt", "ig"),
    ("ivt", "iv"),
];
/// Endings of nouns made of verbs; an `n` after a consonant belongs to the ending (`svejs-ning`, but `betjen-ing`).
const VERBAL_NOUNS: [&str; 4] = ["ingerne", "ingen", "inger", "ing"];

/// The stem of a folded word.
pub(super) fn stem(word: &str) -> String {
    if !can_be_stemmed(word) {
        return word.to_owned();
    }
    let single = word.strip_suffix('s').filter(|rest| rest.len() >= LEAST_STEM);
    let singular = single
        .filter(|rest| !rest.ends_with(['s', 'u', 'i']))
        .unwrap_or(word);
    let mut stem = of_verbal_noun(singular).unwrap_or_else(|| without_ending(singular));
    // `stillads` has lost its `s` as if it were an ending; so does `stilladser`.
    if stem.len() > LEAST_STEM && stem.ends_with('s') && !stem.ends_with("ss") {
        stem.pop();
    }
    drop_weak_vowel(&mut stem);
    stem
}

/// The stem of its other forms, if the word may be one that doubles its last consonant before a vowel: `pluk` and
/// `plukning`, `plukke`.
pub(super) fn doubled(word: &str, stem: &str) -> Option<String> {
    let [.., vowel, last] = stem.as_bytes() else {
        return None;
    };
    let is_single = |ending: &str| ending.is_empty() || ending.starts_with("ning");
    let doubles = stem.len() < LONGEST_DOUBLING
        && word.strip_prefix(stem).is_some_and(is_single)
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && is_vowel(*vowel)
        && !is_vowel(*last);
    doubles.then(|| format!("{stem}{}", char::from(*last)))
}

fn can_be_stemmed(word: &str) -> bool {
    word.len() >= SHORTEST_STEMMED && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn of_verbal_noun(word: &str) -> Option<String> {
    let rest = VERBAL_NOUNS
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|rest| rest.len() >= LEAST_STEM && has_vowel(rest))?;
    let verb = match rest.as_bytes() {
        [.., before, b'n'] if !is_vowel(*before) && *before != b'n' => &rest[..rest.len() - 1],
        _ => rest,
    };
    Some(verb.to_owned())
}

fn without_ending(word: &str) -> String {
    let fits = ENDINGS.iter().find_map(|(ending, instead)| {
        let rest = word.strip_suffix(ending)?;
        let enough = rest.len() + instead.len() >= LEAST_STEM && rest.len() >= LEAST_STEM - 1;
        (enough && has_vowel(rest)).then_some((rest, *instead))
    });
    fits.map_or_else(|| word.to_owned(), |(rest, instead)| [rest, instead].concat())
}

/// `kørsel` meets `kørslen`, `regel` meets `regler`.
fn drop_weak_vowel(stem: &mut String) {
    if let [.., before, b'e', b'l'] = stem.as_bytes()
        && stem.len() > LEAST_STEM
        && !is_vowel(*before)
    {
        stem.truncate(stem.len() - 2);
        stem.push('l');
    }
}

fn has_vowel(text: &str) -> bool {
    text.bytes().any(is_vowel)
}

const fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

#[cfg(test)]
mod tests {
    use super::super::super::normalise::fold;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forms_of_one_word_meet() {
        for forms in [
            "truck trucken trucks truckens",
            "kørsel kørslen kørsler kørslerne",
            "svejse svejser svejsning svejsningen svejsninger svejsende",
            "servere serverer serverede servering serveringen",
            "planlægge planlægger",
            "maskine maskiner maskinen maskinerne maskinernes",
            "kasse kasser kassen kasserne",
            "certifikat certifikater certifikatet certifikaterne",
            "uddannelse uddannelsen uddannelser",
            "færdighed færdigheder færdighederne færdigheden",
            "regel regler reglerne",
            "stillads stilladser stilladserne",
            "selvstændig selvstændige selvstændigt",
            "driving drive drives",
            "cleaning clean cleans",
            "licence licences",
        ] {
            let stems: Vec<String> = forms.split(' ').map(|form| stem(&fold(form))).collect();
            assert!(stems.iter().all(|stem| *stem == stems[0]), "{forms:?}: {stems:?}");
        }
    }

    #[test]
    fn words_that_only_look_alike_stay_apart() {
        for (one, other) in [
            ("server", "servere"),
            ("sort", "sortere"),
            ("lager", "lag"),
            ("foder", "fod"),
            ("program", "progress"),
            ("dig", "digger"),
        ] {
            assert_ne!(stem(one), stem(other), "{one} and {other}");
        }
    }

    #[test]
    fn a_word_that_doubles_its_last_consonant_meets_its_other_forms() {
        for (word, other) in [
            ("pluk", "plukke"),
            ("bus", "busser"),
            ("kok", "kokke"),
            ("program", "programmer"),
            ("bygning", "bygge"),
            ("planlaegning", "planlaegge"),
        ] {
            assert_eq!(doubled(word, &stem(word)), Some(stem(other)), "{word}");
        }
        assert_ne!(stem(&fold("læse")), stem(&fold("læsse")));
        assert_eq!(doubled("kode", "kode"), None);
    }

    proptest! {
        #[test]
        fn any_word_has_a_stem_that_is_no_longer(word in "\\PC{1,20}|[a-z]{1,20}") {
            let stem = stem(&word);
            prop_assert!(!stem.is_empty() && stem.len() <= word.len());
        }
    }
}
