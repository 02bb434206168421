//! Rows of CSV that are safe to open in a spreadsheet.

use std::borrow::Cow;

use super::wording::plain;

/// One row of CSV.
pub fn record<S: AsRef<str>>(out: &mut Vec<u8>, cells: &[S], raw: bool) {
    for (index, text) in cells.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        cell(out, text.as_ref(), raw);
    }
    out.extend_from_slice(b"\r\n");
}

/// One cell of CSV. Control characters are left out, and unless it is `raw` an apostrophe goes before what a spreadsheet would
/// take for a formula.
pub fn cell(out: &mut Vec<u8>, text: &str, raw: bool) {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']);
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let text = if is_plain { Cow::Borrowed(text) } else { Cow::Owned(plain(text)) };
    let guard = if is_formula && !raw { "'" } else { "" };
    let is_quoted = text.contains(['"', ',', ';', '\'']) || text.starts_with(' ') || text.ends_with(' ');
    out.extend_from_slice(if is_quoted { b"\"" } else { b"" });
    out.extend_from_slice(guard.as_bytes());
    doubled(out, text.as_bytes());
    out.extend_from_slice(if is_quoted { b"\"" } else { b"" });
}

/// A text with each quotation mark in it doubled.
fn doubled(out: &mut Vec<u8>, text: &[u8]) {
    let start = out.len();
    // Each byte becomes two at most, so there is always room.
    out.resize(start + 2 * text.len(), 0);
    let room = out.get_mut(start..).unwrap_or_default();
    let (_, _, written) = csv_core::quote(text, room, b'"', b'\\', true);
    out.truncate(start + written);
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_that_a_spreadsheet_would_take_for_a_formula_is_defused_unless_machines_alone_read_it() {
        let written = |text: &str, raw: bool| {
            let mut out = Vec::new();
            cell(&mut out, text, raw);
            String::from_utf8_lossy(&out).into_owned()
        };
        assert_eq!(written("=1+1", false), "'=1+1");
        assert_eq!(written("-5,\"x\"", false), "\"'-5,\"\"x\"\"\"");
        assert_eq!(written("=1+1", true), "=1+1");
        assert_eq!(written("a\u{1b}[2J\nb", false), "a[2J b");
    }
}
