//! Turns the HTML of adverts into plain text: tags go, entities become characters, paragraphs and
//! list items stay apart. Nothing is ever kept as markup, so nothing needs to be trusted.

/// Tags after which a new line begins.
const BLOCKS: &[&str] = &[
    "p",
    "br",
    "div",
    "ul",
    "ol",
    "li",
    "tr",
    "table",
    "section",
    "article",
    "header",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "blockquote",
    "dl",
    "dt",
    "dd",
];
/// Elements whose content is not text.
const HIDDEN: &[&str] = &["script", "style", "template", "head", "noscript"];
/// Entities by name, as they occur in Danish adverts.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("aelig", 'æ'),
    ("AElig", 'Æ'),
    ("oslash", 'ø'),
    ("Oslash", 'Ø'),
    ("aring", 'å'),
    ("Aring", 'Å'),
    ("auml", 'ä'),
    ("Auml", 'Ä'),
    ("ouml", 'ö'),
    ("Ouml", 'Ö'),
    ("uuml", 'ü'),
    ("Uuml", 'Ü'),
    ("eacute", 'é'),
    ("Eacute", 'É'),
    ("egrave", 'è'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("oacute", 'ó'),
    ("ccedil", 'ç'),
    ("szlig", 'ß'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("rdquo", '”'),
    ("ldquo", '“'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("euro", '€'),
    ("pound", '£'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("sect", '§'),
    ("times", '×'),
    ("frac12", '½'),
    ("acute", '´'),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
];
/// Longest name or number between `&` and `;`.
const LONGEST_ENTITY: usize = 10;

/// The text of a piece of HTML.
pub fn to_plain_text(html: &str) -> String {
    let mut text = PlainText::default();
    let mut rest = html;
    while let Some(position) = rest.find(['<', '&']) {
        text.push_str(&rest[..position]);
        rest = &rest[position..];
        rest = if rest.starts_with('<') {
            text.take_tag(rest)
        } else {
            text.take_entity(rest)
        };
    }
    text.push_str(rest);
    text.finish()
}

/// Text in the making: spaces run together, and line breaks wait until a word follows.
#[derive(Default)]
struct PlainText {
    text: String,
    space: bool,
    breaks: usize,
}

impl PlainText {
    fn push_str(&mut self, part: &str) {
        part.chars().for_each(|letter| self.push(letter));
    }

    fn push(&mut self, letter: char) {
        if letter.is_whitespace() || letter.is_control() {
            self.space = true;
            return;
        }
        // Soft hyphens and zero-width marks only tear words apart.
        if matches!(letter, '\u{ad}' | '\u{200b}' | '\u{feff}') {
            return;
        }
        if !self.text.is_empty() {
            if self.breaks > 0 {
                self.text.push_str(if self.breaks > 1 { "\n\n" } else { "\n" });
            } else if self.space {
                self.text.push(' ');
            }
        }
        (self.space, self.breaks) = (false, 0);
        self.text.push(letter);
    }

    fn finish(self) -> String {
        self.text
    }

    /// Reads the tag at the beginning of `html` and answers what follows it.
    fn take_tag<'h>(&mut self, html: &'h str) -> &'h str {
        if let Some(comment) = html.strip_prefix("<!--") {
            return after(comment, "-->");
        }
        let inner = &html[1..];
        let closing = inner.starts_with('/');
        let named = inner.strip_prefix('/').unwrap_or(inner);
        let begins_a_tag =
            named.starts_with(|letter: char| letter.is_ascii_alphabetic()) || inner.starts_with(['!', '?']);
        if !begins_a_tag {
            self.push('<');
            return inner;
        }
        let name: String = named
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .take(12)
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
        let rest = after(inner, ">");
        if HIDDEN.contains(&name.as_str()) && !closing {
            return after_element(rest, &name);
        }
        if BLOCKS.contains(&name.as_str()) {
            let wanted = match name.as_str() {
                "br" => self.breaks + 1,
                "p" if !closing => 2,
                _ => 1,
            };
            self.breaks = self.breaks.max(wanted).min(2);
            if name == "li" && !closing {
                self.push('-');
                self.space = true;
            }
        }
        rest
    }

    /// Reads the entity at the beginning of `html` and answers what follows it.
    fn take_entity<'h>(&mut self, html: &'h str) -> &'h str {
        let inner = &html[1..];
        let end = inner
            .bytes()
            .take(LONGEST_ENTITY + 1)
            .position(|byte| byte == b';');
        let decoded = end.and_then(|end| decode(inner.get(..end)?).map(|letter| (letter, end)));
        let Some((letter, end)) = decoded else {
            self.push('&');
            return inner;
        };
        self.push(letter);
        &inner[end + 1..]
    }
}

fn decode(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return ENTITIES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|&(_, letter)| letter);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32)
}

/// What follows the first `end`; nothing when there is none.
fn after<'h>(html: &'h str, end: &str) -> &'h str {
    html.find(end)
        .map_or("", |position| &html[position + end.len()..])
}

/// What follows the end of the element `name`.
fn after_element<'h>(html: &'h str, name: &str) -> &'h str {
    let mut rest = html;
    while let Some(position) = rest.find("</") {
        rest = &rest[position + 2..];
        if rest
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
        {
            return after(rest, ">");
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paragraphs_and_lists_stay_apart() {
        for (html, text) in [
            (
                "<p>Kom  i <strong>gang</strong>&nbsp;nu</p>\n<p>I morgen</p>",
                "Kom i gang nu\n\nI morgen",
            ),
            ("<ul><li>pluk</li><li>pak</li></ul>", "- pluk\n- pak"),
            ("a<br/>b<br>c", "a\nb\nc"),
            (
                "l&oslash;n &lt; 200 &amp; frokost &#230;&#xE5;",
                "løn < 200 & frokost æå",
            ),
            ("x<script>alert('</p>')</script>y<!-- z -->", "xy"),
            ("3 < 4 & 5 > 2 &ukendt; &", "3 < 4 & 5 > 2 &ukendt; &"),
            ("<p title='", ""),
            ("plain", "plain"),
            ("", ""),
        ] {
            assert_eq!(to_plain_text(html), text, "{html}");
        }
    }

    proptest! {
        #[test]
        fn any_text_becomes_text_without_control_characters(html in "(\\PC|[<>/&;!#x\u{0}-\u{9f}]|<p>|</script>){0,80}") {
            let text = to_plain_text(&html);
            prop_assert!(!text.chars().any(|letter| letter.is_control() && letter != '\n'));
        }
    }
}
