//! What of a table is in force on a day: every table can say `from`, its first day, and `until`, the first day on which it no
//! longer holds. Where one table or one value is expected there may be several with days of their own, one for each time.

use jiff::civil::Date;

use super::Faults;
use super::keys::{KeyTakes, Keys};
use super::written::{Keyed, Section, WrittenContent, WrittenItem};
use crate::text::problem::Problem;

/// The first day on which a table is in force.
pub const FROM: &str = "from";

/// The first day on which it no longer is.
pub const UNTIL: &str = "until";

/// The value of a table that stands for one value at one time.
pub const VALUE: &str = "value";

impl Section {
    /// A day that a key gives.
    fn day(&self, key: &str) -> Option<Date> {
        if let WrittenContent::Day(day) = self.get(key)?.content { Some(day) } else { None }
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn is_in_force(&self, day: Date) -> bool {
        self.day(FROM).is_none_or(|from| from <= day) && self.day(UNTIL).is_none_or(|until| day < until)
    }

    /// Notes every day on which something begins or ends in it, in what is no part of the file apart.
    pub fn days_into(&self, declared: &Keys, days: &mut Vec<Date>) {
        days.extend(self.day(FROM).into_iter().chain(self.day(UNTIL)));
        for keyed in &self.keyed {
            match declared.takes(&keyed.key) {
                Some(KeyTakes::Apart(_)) | None => {}
                Some(KeyTakes::One(inner) | KeyTakes::Many(inner) | KeyTakes::Always(inner)) => {
                    keyed.item.tables().for_each(|table| table.days_into(inner, days));
                }
                Some(_) => keyed.item.tables().for_each(|value| {
                    days.extend(value.day(FROM).into_iter().chain(value.day(UNTIL)));
                }),
            }
        }
    }

    /// The table as it stands on a day, without what is no part of the file. What holds twice on the day, where there may be one,
    /// is noted.
    #[must_use]
    pub fn on(&self, day: Date, declared: &Keys, faults: &Faults) -> Self {
        let keyed = self.keyed.iter().filter_map(|keyed| {
            let item = match declared.takes(&keyed.key) {
                Some(KeyTakes::Many(inner)) => keyed.item.tables_on(day, inner, faults),
                Some(KeyTakes::One(inner)) => {
                    only(keyed, keyed.item.tables_on(day, inner, faults), day, faults)?
                }
                Some(KeyTakes::Always(inner)) => keyed.item.each_on(day, inner, faults),
                Some(KeyTakes::Apart(_)) => return None,
                None => keyed.item.clone(),
                Some(_) if keyed.item.is_dated() => value(keyed, day, faults)?,
                Some(_) => keyed.item.clone(),
            };
            Some(Keyed { key: keyed.key.clone(), place: keyed.place, item })
        });
        Self { keyed: keyed.collect(), place: self.place }
    }
}

impl WrittenItem {
    /// Whether it is a list of tables, each a value for a time.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        let WrittenContent::List(items) = &self.content else { return false };
        let is_value =
            |item: &Self| matches!(&item.content, WrittenContent::Table(table) if table.has(VALUE));
        !items.is_empty() && items.iter().all(is_value)
    }

    /// Its tables, each as it stands on a day.
    fn each_on(&self, day: Date, inner: &Keys, faults: &Faults) -> Self {
        let on = |item: &Self| match &item.content {
            WrittenContent::Table(table) => {
                Self { content: WrittenContent::Table(table.on(day, inner, faults)), place: item.place }
            }
            _ => item.clone(),
        };
        Self { content: WrittenContent::List(self.each().iter().map(on).collect()), place: self.place }
    }

    /// Its tables that are in force on a day, each as it stands then.
    fn tables_on(&self, day: Date, inner: &Keys, faults: &Faults) -> Self {
        let on = |item: &Self| match &item.content {
            WrittenContent::Table(table) if table.is_in_force(day) => {
                Some(Self { content: WrittenContent::Table(table.on(day, inner, faults)), place: item.place })
            }
            WrittenContent::Table(_) => None,
            _ => Some(item.clone()),
        };
        Self { content: WrittenContent::List(self.each().iter().filter_map(on).collect()), place: self.place }
    }
}

/// The one table of a list; nothing where there is none.
fn only(keyed: &Keyed, item: WrittenItem, day: Date, faults: &Faults) -> Option<WrittenItem> {
    let WrittenContent::List(items) = item.content else { return Some(item) };
    let mut items = items.into_iter();
    let first = items.next()?;
    for other in items {
        twice(&keyed.key, day, &first, &other, faults);
    }
    Some(first)
}

/// The one value of a list of values for a time; nothing where none is in force.
fn value(keyed: &Keyed, day: Date, faults: &Faults) -> Option<WrittenItem> {
    let mut tables = keyed.item.tables().filter(|table| table.is_in_force(day));
    let first = tables.next()?.get(VALUE)?;
    for other in tables.filter_map(|table| table.get(VALUE)) {
        twice(&keyed.key, day, first, other, faults);
    }
    Some(first.clone())
}

fn twice(key: &str, day: Date, first: &WrittenItem, other: &WrittenItem, faults: &Faults) {
    faults.report(
        Problem::new("overlapping-dates", format!("`{key}` says two things on {day}"))
            .at(other.place)
            .and_at(first.place, "the first of them")
            .help("let one end (`until`) on the day on which the next begins (`from`)"),
    );
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails where it cannot go on")]
mod tests {
    use super::*;
    use crate::entry::parse;
    use crate::text::source::Texts;

    static RULE: Keys = Keys { name: "rule", keys: &[("id", KeyTakes::Text), ("says", KeyTakes::Text)] };
    static FILE: Keys = Keys {
        name: "file",
        keys: &[
            ("name", KeyTakes::Text),
            ("rule", KeyTakes::Many(&RULE)),
            ("only", KeyTakes::One(&RULE)),
            ("window", KeyTakes::Always(&RULE)),
        ],
    };

    const TEXT: &str = r#"
        name = [{ value = "old", until = 2025-11-01 }, { value = "new", from = 2025-11-01 }]
        only = [{ id = "a", until = 2025-01-01 }, { id = "b", from = 2025-01-01 }]
        [[rule]]
        id = "always"
        [[rule]]
        id = "late"
        from = 2025-06-11
        [[window]]
        id = "ended"
        until = 2022-01-01
    "#;

    /// The file as it stands on a day, its rules by id, and what was noted.
    fn on(text: &str, day: &str) -> (Section, Vec<String>, usize) {
        let mut texts = Texts::default();
        let text = texts.add("a.toml", text);
        let parsed = parse(&texts, text).unwrap();
        let faults = Faults::default();
        let section = parsed.root.on(day.parse().unwrap(), &FILE, &faults);
        let ids = |key: &str| -> Vec<String> {
            let tables = section.get(key).into_iter().flat_map(WrittenItem::tables);
            tables.filter_map(|table| table.get("id")?.text().map(str::to_owned)).collect()
        };
        let found = [ids("rule"), ids("only"), ids("window")].concat();
        (section, found, faults.into_problems().len())
    }

    #[test]
    fn a_table_is_in_force_from_its_first_day_and_up_to_the_day_before_it_ends() {
        assert_eq!(on(TEXT, "2024-12-31").1, ["always", "a", "ended"]);
        assert_eq!(on(TEXT, "2025-01-01").1, ["always", "b", "ended"]);
        assert_eq!(on(TEXT, "2025-06-11").1, ["always", "late", "b", "ended"]);
    }

    #[test]
    fn a_value_with_days_is_the_one_of_its_time() {
        let name = |day| on(TEXT, day).0.get("name").and_then(|item| item.text().map(str::to_owned));
        assert_eq!(name("2025-10-31").as_deref(), Some("old"));
        assert_eq!(name("2025-11-01").as_deref(), Some("new"));
    }

    #[test]
    fn what_says_two_things_on_one_day_is_noted() {
        let both = "only = [{ id = \"a\" }, { id = \"b\", from = 2025-01-01 }]";
        assert_eq!(on(both, "2024-12-31").2, 0);
        assert_eq!(on(both, "2025-01-01").2, 1);
    }

    #[test]
    fn every_day_of_change_is_known_but_those_of_what_stands_apart() {
        let mut texts = Texts::default();
        let text = texts.add("a.toml", TEXT);
        let mut days = Vec::new();
        parse(&texts, text).unwrap().root.days_into(&FILE, &mut days);
        days.sort_unstable();
        days.dedup();
        let days: Vec<String> = days.iter().map(ToString::to_string).collect();
        assert_eq!(days, ["2022-01-01", "2025-01-01", "2025-06-11", "2025-11-01"]);
    }
}
