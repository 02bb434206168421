//! The smallest pieces of JSON: strings, numbers, lists.

use super::wording::is_hidden;

/// A JSON string. Control characters and those that could turn a line round are escaped, so the output is safe to show.
pub fn text(out: &mut Vec<u8>, value: &str) {
    out.push(b'"');
    escaped(out, value);
    out.push(b'"');
}

/// What stands between the quotation marks of a JSON string.
pub(crate) fn escaped(out: &mut Vec<u8>, value: &str) {
    let plain = |byte: &u8| matches!(byte, b' '..=b'~') & (*byte != b'"') & (*byte != b'\\');
    // Nearly every text is plain; this reads many bytes at a time.
    if value.as_bytes().iter().fold(true, |all, byte| all & plain(byte)) {
        out.extend_from_slice(value.as_bytes());
        return;
    }
    let mut copied = 0;
    for (at, c) in value.char_indices() {
        let escape: &[u8] = match c {
            '"' => b"\\\"",
            '\\' => b"\\\\",
            '\n' => b"\\n",
            '\r' => b"\\r",
            '\t' => b"\\t",
            ' '..='~' => continue,
            c if c.is_control() || is_hidden(c) => {
                out.extend_from_slice(&value.as_bytes()[copied..at]);
                copied = at + c.len_utf8();
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    out.extend_from_slice(format!("\\u{unit:04x}").as_bytes());
                }
                continue;
            }
            _ => continue,
        };
        out.extend_from_slice(&value.as_bytes()[copied..at]);
        out.extend_from_slice(escape);
        copied = at + c.len_utf8();
    }
    out.extend_from_slice(&value.as_bytes()[copied..]);
}

/// A whole number, in digits.
pub(crate) fn number(out: &mut Vec<u8>, value: u32) {
    let mut digits = [0; 10];
    let mut at = digits.len();
    let mut rest = value;
    loop {
        at -= 1;
        digits[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

pub(crate) fn truth(out: &mut Vec<u8>, holds: bool) {
    out.extend_from_slice(if holds { b"true" } else { b"false" });
}

pub(crate) fn list<T>(
    out: &mut Vec<u8>,
    items: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut Vec<u8>, T),
) {
    out.push(b'[');
    for (index, item) in items.into_iter().enumerate() {
        comma(out, index);
        write(out, item);
    }
    out.push(b']');
}

/// What parts an item from the one before it.
pub(crate) fn comma(out: &mut Vec<u8>, index: usize) {
    if index > 0 {
        out.push(b',');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_reads_back_as_it_was_and_is_safe_to_show() {
        for value in [
            "",
            "plain ~ text",
            "\"quoted\" \\ back",
            "a\tb\r\nc",
            "it’s – ß",
            "a\u{1b}[31m\u{202e}\u{e0001}\u{7f}",
        ] {
            let mut out = Vec::new();
            text(&mut out, value);
            assert_eq!(serde_json::from_slice::<String>(&out).unwrap_or_default(), value);
            let shown = String::from_utf8_lossy(&out);
            assert!(!shown.contains(|c: char| c.is_control() || is_hidden(c)), "{shown}");
        }
    }
}
