//! From a text to what it says, or to the one thing that keeps it from being read.

use std::ops::Range;

use toml::de::{DeTable, DeValue, Error};

use super::written::{Placing, Section};
use crate::text::problem::Problem;
use crate::text::source::{Place, Texts};

/// What to do about a date.
pub const DATE_HELP: &str = "it is a date that exists, such as 2026-11-30";

/// The longest text, in bytes: places in it are counted by four bytes.
const LONGEST: usize = u32::MAX as usize;

/// A text that is TOML.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// All of it.
    pub root: Section,
    /// What is wrong with single values: a key that is given twice, a day that does not exist.
    pub slips: Vec<Problem>,
}

/// Reads a text. A byte-order mark is no part of it.
///
/// # Errors
///
/// The first place at which the text is not TOML. What follows it cannot be told from what was meant, so that nothing else is.
pub fn parse(texts: &Texts, text: u32) -> Result<Parsed, Problem> {
    let whole = texts.get(text).map_or("", |text| text.content.as_str());
    if whole.len() > LONGEST {
        return Err(Problem::new("too-many", format!("a text has at most {LONGEST} bytes")));
    }
    let content = whole.strip_prefix('\u{feff}').unwrap_or(whole);
    let placing = Placing { text, before: whole.len() - content.len() };
    let (table, errors) = DeTable::parse_recoverable(content);
    let first = |error: &&Error| error.span().map_or(0, |span| span.start);
    if let Some(error) = errors.iter().filter(|error| !is_slip(error)).min_by_key(first) {
        let problem = Problem::new("not-toml", error.message()).at(placing.at(span(error)));
        let in_list = error.message().contains("array");
        return Err(if in_list { problem.help("is a `]` or a comma missing before it?") } else { problem });
    }
    let mut slips: Vec<Problem> = Vec::new();
    let mut is_mixed = false;
    for error in &errors {
        let here = span(error);
        let slip = match (is_repeat(error), Header::of(content, here.start)) {
            // What stands below a header that is given twice was put together with what stands below the first.
            (true, None) if is_mixed => continue,
            (true, None) => repeated_key(content, table.get_ref(), here, placing),
            (true, Some(header)) => {
                is_mixed = true;
                header.repeated(content, placing)
            }
            (false, _) => Problem::new("not-toml", error.message()).help(DATE_HELP).at(placing.at(here)),
        };
        if slips.iter().all(|known| known.place != slip.place) {
            slips.push(slip);
        }
    }
    Ok(Parsed { root: placing.section(table.get_ref(), table.span()), slips })
}

fn span(error: &Error) -> Range<usize> {
    error.span().unwrap_or(0..0)
}

/// Whether an error leaves no doubt about the rest of the text.
fn is_slip(error: &Error) -> bool {
    let of_a_moment = ["invalid date", "invalid time", "invalid offset"];
    is_repeat(error) || of_a_moment.iter().any(|start| error.message().starts_with(start))
}

fn is_repeat(error: &Error) -> bool {
    error.message() == "duplicate key"
}

/// A key that is given twice.
fn repeated_key(content: &str, table: &DeTable<'_>, span: Range<usize>, placing: Placing) -> Problem {
    let key = content.get(span.clone()).unwrap_or_default().trim_matches(['"', '\'']);
    let first = earlier(content, table, key, span.start);
    twice(key, placing.at(span), first.map(|first| placing.at(first))).help("give it once")
}

fn twice(name: &str, here: Place, first: Option<Place>) -> Problem {
    let problem = Problem::new("given-twice", format!("`{name}` is given twice")).at(here);
    match first {
        Some(first) => problem.and_at(first, "given here first"),
        None => problem,
    }
}

/// The line above a table that names it.
struct Header<'c> {
    name: &'c str,
    /// Where the name is.
    place: Range<usize>,
    /// Whether it is one of a list.
    is_list: bool,
}

impl<'c> Header<'c> {
    /// The header in the line of a place.
    fn of(content: &'c str, at: usize) -> Option<Self> {
        let start = content.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
        let line = content.get(start..)?.lines().next()?;
        let is_list = line.trim_start().starts_with("[[");
        let inner = line.trim_start().strip_prefix(if is_list { "[[" } else { "[" })?;
        let name = inner.split(']').next()?.trim();
        let first = start + line.find(name)?;
        Some(Self { name, place: first..first + name.len(), is_list })
    }

    /// What is said where it cannot stand beside what stands before it.
    fn repeated(&self, content: &str, placing: Placing) -> Problem {
        let (name, here) = (self.name, placing.at(self.place.clone()));
        let Some(first) = self.earlier(content) else { return twice(name, here, None).help("give it once") };
        let before = placing.at(first.place);
        let mixed = |what: &str| {
            Problem::new("given-twice", format!("`[{name}]` is one table, and a list of them {what}"))
                .help(format!("write `[[{name}]]` here too"))
        };
        match (first.is_list, self.is_list) {
            (false, true) => mixed("follows").at(before).and_at(here, "the list"),
            (true, false) => mixed("stands before").at(here).and_at(before, "the list"),
            _ => twice(name, here, Some(before))
                .help(format!("give it once; where there may be several, write `[[{name}]]` each time")),
        }
    }

    /// The nearest before it of the same name: one of the other sort, where there is one.
    fn earlier(&self, content: &'c str) -> Option<Self> {
        let mut nearest = None;
        let mut at = self.place.start;
        while let Some(end) = content.get(..at).and_then(|before| before.rfind('\n')) {
            at = end;
            match Self::of(content, at).filter(|other| other.name == self.name) {
                Some(other) if other.is_list != self.is_list => return Some(other),
                found => nearest = nearest.or(found),
            }
        }
        nearest
    }
}

/// Where a key stands that is nearest before a place, leaving out what inline tables hold that end before it.
fn earlier(content: &str, table: &DeTable<'_>, key: &str, at: usize) -> Option<Range<usize>> {
    let mut nearest: Option<Range<usize>> = None;
    let mut waiting = vec![table];
    while let Some(table) = waiting.pop() {
        for (name, value) in table {
            let place = name.span();
            let nearer = nearest.as_ref().is_none_or(|known| known.start < place.start);
            if name.get_ref() == key && place.start < at && nearer {
                nearest = Some(place);
            }
            let is_closed = |span: Range<usize>| span.end <= at && content[span].starts_with('{');
            match value.get_ref() {
                DeValue::Table(inner) if !is_closed(value.span()) => waiting.push(inner),
                DeValue::Array(items) => waiting.extend(
                    items
                        .iter()
                        .filter_map(|item| item.get_ref().as_table().filter(|_| !is_closed(item.span()))),
                ),
                _ => {}
            }
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::text::source::Texts;

    /// What is said of a text: `line:column message (help)` for each problem.
    fn said(content: &str) -> Vec<String> {
        let mut texts = Texts::default();
        let text = texts.add("a.toml", content);
        let problems = match parse(&texts, text) {
            Ok(parsed) => parsed.slips,
            Err(problem) => vec![problem],
        };
        problems.iter().map(|problem| problem.one_line(&texts)).collect()
    }

    #[test]
    fn a_text_that_is_not_toml_is_told_once_at_its_first_fault() {
        let missing = "a = [\"b\"\nc = { d = 1 }\ne = 2022-02-30\nf = 1\nf = 2\n";
        assert_eq!(
            said(missing),
            [
                "a.toml:2:1: missing comma between array elements, expected `,` (is a `]` or a comma missing before it?)"
            ]
        );
    }

    #[test]
    fn a_key_that_is_given_twice_is_told_with_the_first() {
        assert_eq!(said("a = 1\nb = { a = 2 }\na = 3"), ["a.toml:3:1: `a` is given twice (give it once)"]);
    }

    #[test]
    fn one_table_before_a_list_of_them_is_told_once_where_the_bracket_is_missing() {
        let list = "[x]\n[[x.rule]]\na = 1\n";
        assert_eq!(said(list), [""; 0]);
        let one = "[x]\n[x.rule]\na = 1\n[[x.rule]]\na = 2\n[[x.rule]]\na = 3\n";
        assert_eq!(
            said(one),
            ["a.toml:2:2: `[x.rule]` is one table, and a list of them follows (write `[[x.rule]]` here too)"]
        );
        let middle = "[[rule]]\na = 1\n[rule]\na = 2\n[[rule]]\na = 3\n";
        assert_eq!(
            said(middle),
            [
                "a.toml:3:2: `[rule]` is one table, and a list of them stands before (write `[[rule]]` here too)"
            ]
        );
        let each = "[rule]\na = 1\n[rule]\na = 2\n";
        assert_eq!(
            said(each),
            [
                "a.toml:3:2: `rule` is given twice (give it once; where there may be several, write `[[rule]]` each time)"
            ]
        );
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text_and_moves_no_place() {
        assert_eq!(said("\u{feff}a = 1\nb = 2022-13-01"), said("a = 1\nb = 2022-13-01"));
        assert_eq!(said("\u{feff}a = [1"), said("a = [1"));
    }
}
