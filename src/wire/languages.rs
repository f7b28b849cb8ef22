//! Languages by their ISO 639-1 codes, and the names by which the most common are given.

use super::reader::nearest;
use super::vocabulary::Unknown;

/// All codes of ISO 639-1.
const CODES: &[&str] = &[
    "aa", "ab", "ae", "af", "ak", "am", "an", "ar", "as", "av", "ay", "az", "ba", "be", "bg", "bi", "bm",
    "bn", "bo", "br", "bs", "ca", "ce", "ch", "co", "cr", "cs", "cu", "cv", "cy", "da", "de", "dv", "dz",
    "ee", "el", "en", "eo", "es", "et", "eu", "fa", "ff", "fi", "fj", "fo", "fr", "fy", "ga", "gd", "gl",
    "gn", "gu", "gv", "ha", "he", "hi", "ho", "hr", "ht", "hu", "hy", "hz", "ia", "id", "ie", "ig", "ii",
    "ik", "io", "is", "it", "iu", "ja", "jv", "ka", "kg", "ki", "kj", "kk", "kl", "km", "kn", "ko", "kr",
    "ks", "ku", "kv", "kw", "ky", "la", "lb", "lg", "li", "ln", "lo", "lt", "lu", "lv", "mg", "mh", "mi",
    "mk", "ml", "mn", "mr", "ms", "mt", "my", "na", "nb", "nd", "ne", "ng", "nl", "nn", "no", "nr", "nv",
    "ny", "oc", "oj", "om", "or", "os", "pa", "pi", "pl", "ps", "pt", "qu", "rm", "rn", "ro", "ru", "rw",
    "sa", "sc", "sd", "se", "sg", "si", "sk", "sl", "sm", "sn", "so", "sq", "sr", "ss", "st", "su", "sv",
    "sw", "ta", "te", "tg", "th", "ti", "tk", "tl", "tn", "to", "tr", "ts", "tt", "tw", "ty", "ug", "uk",
    "ur", "uz", "ve", "vi", "vo", "wa", "wo", "xh", "yi", "yo", "za", "zh", "zu",
];

/// Names of common languages in Danish and English.
const NAMES: &[(&str, &str)] = &[
    ("dansk", "da"),
    ("danish", "da"),
    ("engelsk", "en"),
    ("english", "en"),
    ("tysk", "de"),
    ("german", "de"),
    ("svensk", "sv"),
    ("swedish", "sv"),
    ("norsk", "no"),
    ("norwegian", "no"),
    ("fransk", "fr"),
    ("french", "fr"),
    ("spansk", "es"),
    ("spanish", "es"),
    ("arabisk", "ar"),
    ("arabic", "ar"),
    ("polsk", "pl"),
    ("polish", "pl"),
    ("tyrkisk", "tr"),
    ("turkish", "tr"),
    ("ukrainsk", "uk"),
    ("ukrainian", "uk"),
    ("russisk", "ru"),
    ("russian", "ru"),
    ("rumænsk", "ro"),
    ("romanian", "ro"),
    ("somali", "so"),
    ("farsi", "fa"),
    ("persisk", "fa"),
    ("kurdisk", "ku"),
    ("tigrinya", "ti"),
    ("vietnamesisk", "vi"),
    ("kinesisk", "zh"),
    ("grønlandsk", "kl"),
    ("islandsk", "is"),
    ("færøsk", "fo"),
    ("italiensk", "it"),
    ("hollandsk", "nl"),
    ("portugisisk", "pt"),
];

/// The code of a language given by code or name.
pub(super) fn language_code(text: &str) -> Result<&'static str, Unknown> {
    let lower = text.to_lowercase();
    let by_code = CODES
        .binary_search(&lower.as_str())
        .ok()
        .map(|index| CODES[index]);
    let by_name = || {
        NAMES
            .iter()
            .find(|(name, _)| *name == lower)
            .map(|&(_, code)| code)
    };
    by_code.or_else(by_name).ok_or_else(|| {
        let names: Vec<&str> = NAMES.iter().map(|&(name, _)| name).collect();
        nearest(&lower, &names)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_read_by_code_and_by_name() {
        assert!(CODES.is_sorted());
        assert_eq!(language_code("da"), Ok("da"));
        assert_eq!(language_code("Engelsk"), Ok("en"));
        assert!(
            language_code("engelks")
                .unwrap_err()
                .did_you_mean
                .contains(&"engelsk".to_owned())
        );
        assert!(language_code("xx").is_err());
        assert!(NAMES.iter().all(|(_, code)| CODES.contains(code)));
    }
}
