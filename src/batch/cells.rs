//! The cells of one row of CSV, in memory used again.

use csv_core::{ReadRecordResult, Reader};

use super::split::BYTE_ORDER_MARK;

/// The cells of a row, without the quotation marks around them.
#[derive(Debug)]
pub(super) struct RowCells {
    reader: Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
}

impl Default for RowCells {
    fn default() -> Self {
        Self { reader: Reader::new(), text: Vec::new(), ends: Vec::new(), count: 0 }
    }
}

impl Clone for RowCells {
    /// Memory of its own, for other rows: a clone of a reader would tell no cells apart.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl RowCells {
    /// Reads a row, which stands without its line end.
    pub(super) fn read(&mut self, row: &[u8]) {
        self.reader.reset();
        self.count = 0;
        // RowCells are never longer than what they are read from.
        self.text.resize(row.len().max(self.text.len()), 0);
        let (mut read, mut written) = (0, 0);
        loop {
            // The reader drops a byte-order mark that it is given at the start, as at that of a file; here it is part of a cell.
            let is_mark = read == 0 && row.starts_with(BYTE_ORDER_MARK);
            let input = row.get(read..if is_mark { 1 } else { row.len() }).unwrap_or_default();
            let text = self.text.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(self.count..).unwrap_or_default();
            let (found, taken, put, ended) = self.reader.read_record(input, text, ends);
            read += taken;
            written += put;
            self.count += ended;
            match found {
                ReadRecordResult::OutputEndsFull => self.ends.resize((2 * self.ends.len()).max(64), 0),
                // After the last byte, an empty input says that the row ends there.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull | ReadRecordResult::Record | ReadRecordResult::End => return,
            }
        }
    }

    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Each cell in turn.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let ends = self.ends.get(..self.count).unwrap_or_default();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts.zip(ends).map(|(start, end)| self.text.get(start..*end).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::RowCells;

    fn read(cells: &mut RowCells, row: &str) -> Vec<String> {
        cells.read(row.as_bytes());
        cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
    }

    #[test]
    fn a_clone_reads_rows_of_its_own() {
        assert_eq!(read(&mut RowCells::default().clone(), "A1,30"), ["A1", "30"]);
    }

    #[test]
    fn a_row_is_read_afresh_whatever_came_before_it() {
        let cells = &mut RowCells::default();
        assert_eq!(read(cells, "\u{feff}A1,\u{feff}"), ["\u{feff}A1", "\u{feff}"]);
        assert_eq!(read(cells, "\u{feff}"), ["\u{feff}"]);
        assert_eq!(
            read(cells, "A1,\"say \"\"no\"\", he said\",,\"two\nlines\""),
            ["A1", "say \"no\", he said", "", "two\nlines"]
        );
        assert_eq!(read(cells, "\"A2"), ["A2"]);
        assert_eq!(read(cells, "A3,"), ["A3", ""]);
        let wide: Vec<String> = (0..200).map(|cell| cell.to_string()).collect();
        assert_eq!(read(cells, &wide.join(",")), wide);
        assert_eq!(read(cells, ""), Vec::<String>::new());
    }
}
