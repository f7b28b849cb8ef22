//! The words that say how a skill is meant: asked, good to have, or not asked.

use super::super::normalise::fold;
use super::stem::stem;
use super::words::Word;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Words of patterns from this length on stand for their other forms too.
const LONG_WORD: usize = 8;

/// How skills are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    /// Must be had.
    Required,
    /// Good to have, or taught on the job.
    Optional,
    /// Need not be had.
    Negated,
}

/// Which skills of its clause a cue speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Those after it: `krav om …`.
    After,
    /// Those in the next few words: `uden …`.
    Near,
    /// Those before it, if there are any, else those after it: `… er en fordel`, `det er en fordel, at …`.
    Either,
}

/// A cue, or words that look like one and are none.
pub(super) type Cue = Option<(Stance, Reach)>;

/// Negated words that deny nothing of a skill, or deny it of something else.
const NO_CUE: &str = "ikke kun|ikke blot|ikke bare|ikke alene|ikke mindst|ikke bange|ikke bleg|ikke udelukkende|\
    ikke undvære|ikke i tvivl|ingen tvivl|ingen problem|uden for|uden problemer|uden tvivl|uden videre|uden at|\
    ikke vente|ikke tøve|tøv ikke|vent ikke|ikke mere end|ikke under|ikke over|ikke så|\
    not only|not just|not least|not merely|not afraid|not hesitate|dont hesitate|no doubt|no problem|no later|no matter|\
    no longer than|without doubt|without further|vil gerne|vi gerne|plus at";
const NOT_AFTER: &str = "ikke|ingen|intet|hverken|slipper for|behøver ikke|kræver ikke|kræver vi ikke|kræver ingen|\
    kræver intet|kræves ingen|ikke krav om|ikke krav til|ingen krav om|ingen krav til|intet krav om|ikke et krav om|\
    forventer ikke|forventer vi ikke|stiller ikke krav|stiller ingen krav|no|not|neither|dont|doesnt|isnt|arent|wont|\
    do not|does not|need not|not require|not need|not expect|no need for|no requirement for|not looking for";
const NOT_NEAR: &str = "uden|without";
const NOT_EITHER: &str = "kræves ikke|kræves der ikke|behøves ikke|behøver du ikke|behøver man ikke|forudsættes ikke|\
    forventes ikke|forventes der ikke|ingen nødvendighed|intet krav|ingen krav|ingen betingelse|ingen forudsætning|\
    ikke afgørende|ikke vigtigt|er ligegyldig|er ligegyldigt|no requirement|not important|not expected";
/// What may follow a negation so that the two together say that something is not asked.
const NEGATIONS: &str = "ikke|ej|not|isnt|arent|hverken";
const FILLINGS: &str =
    "|et|en|noget|nogen|a|an|strictly|absolutely|et absolut|et decideret|strengt|længere|altid|always|at all";
const REQUIREMENTS: &str = "krav|nødvendig|nødvendigt|nødvendige|påkrævet|påkrævede|krævet|betingelse|forudsætning|must|\
    required|necessary|needed|requirement|mandatory|essential|prerequisite|demand|obligatorisk|obligatoriske|et must";
const OPTIONAL_EITHER: &str = "fordel|fordele|et plus|a plus|stort plus|big plus|gerne|meget gerne|ønskelig|ønskeligt|\
    ønskelige|foretrækkes|foretrækker|velkomment|advantage|advantageous|asset|preferred|preferably|desirable|desired|\
    beneficial|nice to have|bonus|en bonus|helst|ideally|appreciated|med fordel|fint hvis|fint om|great if|ønskes|værdsættes|er velkommen";
const OPTIONAL_AFTER: &str = "oplæring i|oplæres i|oplært i|oplærer dig i|lære dig|lærer dig|lærer du|lærer vi dig|\
    kursus i|kurser i|undervisning i|uddannelse i|mulighed for at få|mulighed for at tage|hjælper dig med at få|\
    training in|trained in|train you in|teach you|you learn|you will learn|learn|courses in|help you get";
const REQUIRED_AFTER: &str = "kræver|kræver vi|skal|krav om|krav til|must|require|requires|requiring|forudsætter|need|needs|\
    need to|have to|has to|requirements|forventer|forventer vi|expect|expects|betingelse|forudsætning";
const REQUIRED_EITHER: &str = "krav|kræves|nødvendig|nødvendigt|nødvendige|påkrævet|påkrævede|required|necessary|mandatory|\
    essential|a must|et must|forudsættes|needed|forventes|obligatorisk|obligatoriske|requirement|prerequisite";

struct Pattern {
    words: Vec<String>,
    cue: Cue,
}

/// Patterns by the stem of their first word, longer ones first.
static PATTERNS: LazyLock<HashMap<String, Vec<Pattern>>> = LazyLock::new(|| {
    let lists = [
        (NO_CUE, None),
        (NOT_AFTER, Some((Stance::Negated, Reach::After))),
        (NOT_NEAR, Some((Stance::Negated, Reach::Near))),
        (NOT_EITHER, Some((Stance::Negated, Reach::Either))),
        (OPTIONAL_EITHER, Some((Stance::Optional, Reach::Either))),
        (OPTIONAL_AFTER, Some((Stance::Optional, Reach::After))),
        (REQUIRED_AFTER, Some((Stance::Required, Reach::After))),
        (REQUIRED_EITHER, Some((Stance::Required, Reach::Either))),
    ];
    let plain = lists
        .into_iter()
        .flat_map(|(list, cue)| list.split('|').map(move |phrase| (phrase.to_owned(), cue)));
    let denied = NEGATIONS.split('|').flat_map(|negation| {
        FILLINGS.split('|').flat_map(move |filling| {
            REQUIREMENTS.split('|').map(move |requirement| {
                let phrase = format!("{negation} {filling} {requirement}");
                (phrase, Some((Stance::Negated, Reach::Either)))
            })
        })
    });
    let mut patterns: HashMap<String, Vec<Pattern>> = HashMap::new();
    for (phrase, cue) in plain.chain(denied) {
        let words: Vec<String> = fold(&phrase).split(' ').map(str::to_owned).collect();
        let first = stem(&words[0]);
        patterns.entry(first).or_default().push(Pattern { words, cue });
    }
    for same_first in patterns.values_mut() {
        same_first.sort_by_key(|pattern| std::cmp::Reverse(pattern.words.len()));
    }
    patterns
});

/// Whether it is the word of a pattern or, of a long one, its definite or plural: `forudsætningen`. Verbs are told apart
/// by their endings (`kræver`, `kræves`), so stems would not do.
fn is_form_of(said: &str, word: &str) -> bool {
    said.strip_prefix(word).is_some_and(|ending| {
        ending.is_empty()
            || (word.len() >= LONG_WORD
                && matches!(ending, "e" | "t" | "en" | "et" | "er" | "erne" | "ene" | "s"))
    })
}

/// The cue that begins at a word, and how many words it takes.
pub(super) fn cue_at(text: &[Word], at: usize) -> Option<(Cue, usize)> {
    let same_first = PATTERNS.get(text.get(at)?.stem.as_str())?;
    let fits = |pattern: &&Pattern| {
        let mut said = text[at..].iter();
        pattern
            .words
            .iter()
            .all(|word| said.next().is_some_and(|said| is_form_of(&said.folded, word)))
    };
    let pattern = same_first.iter().find(fits)?;
    Some((pattern.cue, pattern.words.len()))
}
