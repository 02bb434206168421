//! Where a cell stands in its sheet, as spreadsheet programs say it.

use crate::text::wording::plain;

/// Where the columns of a sheet that was read stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetPlace {
    name: String,
    columns: Vec<u32>,
}

impl SheetPlace {
    /// The columns that were read of a sheet, each as it is counted in the sheet from 0.
    pub(super) fn new(name: &str, columns: Vec<u32>) -> Self {
        let name = plain(name);
        let is_bare = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
            && !name.starts_with(|first: char| first.is_numeric());
        let name = if is_bare { name } else { format!("'{}'", name.replace('\'', "''")) };
        Self { name, columns }
    }

    /// The column of the sheet, from 1, in which a column that was read stands; `read` counts from 0.
    #[must_use]
    pub fn column(&self, read: usize) -> usize {
        let last = self.columns.last().map_or(0, |last| *last as usize + 1);
        let beyond = || last + read.saturating_sub(self.columns.len());
        self.columns.get(read).map_or_else(beyond, |column| *column as usize) + 1
    }

    /// The name of a cell: `Caseload!F12`. `row` counts from 1, and `read`, the column that was read, from 0.
    #[must_use]
    pub fn cell(&self, row: u64, read: usize) -> String {
        format!("{}!{}{row}", self.name, letters(self.column(read)))
    }
}

/// The letters of a column that is counted from 1: `A`, `Z`, `AA`.
pub(super) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheet_programs_name_them() {
        let columns = [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA"), (16_384, "XFD")];
        for (column, name) in columns {
            assert_eq!(letters(column), name);
        }
        let named = |name: &str| SheetPlace::new(name, vec![1, 5]).cell(12, 1);
        assert_eq!(named("Caseload"), "Caseload!F12");
        assert_eq!(named("Team A's cases"), "'Team A''s cases'!F12");
        assert_eq!(named("2026"), "'2026'!F12");
        assert_eq!(named("a\u{1b}[2Jb"), "'a[2Jb'!F12");
    }
}
