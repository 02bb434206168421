//! What a number stands for, by the format in which its cell shows it.

/// What a number in a cell stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shows {
    /// Itself.
    #[default]
    Number,
    /// Hundredths: 0.45 shows as 45%.
    Percent,
    /// A day, counted from the first of the calendar.
    Day,
    /// A time of day or a length of time.
    Time,
}

impl Shows {
    /// What a format that every workbook has stands for.
    pub(super) fn of_number(id: u32) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=17 | 22 | 27..=36 | 50..=58 => Self::Day,
            18..=21 | 45..=47 => Self::Time,
            _ => Self::Number,
        }
    }

    /// What the code of a format stands for, such as `dd/mm/yyyy` or `0.0%`.
    pub(super) fn of_code(code: &str) -> Self {
        let mut found = [false; 4];
        let [percent, day, time, month] = &mut found;
        let mut letters = code.chars();
        while let Some(letter) = letters.next() {
            match letter.to_ascii_lowercase() {
                // The first part is for numbers above zero.
                ';' => break,
                '\\' | '_' | '*' => drop(letters.next()),
                '"' => letters.by_ref().take_while(|letter| *letter != '"').for_each(drop),
                '[' => {
                    let within: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                    let is_length =
                        |part: &str| within.chars().all(|c| part.contains(c.to_ascii_lowercase()));
                    *time |= !within.is_empty() && ["h", "m", "s"].into_iter().any(is_length);
                }
                '%' => *percent = true,
                'd' | 'y' => *day = true,
                'h' | 's' => *time = true,
                'm' => *month = true,
                _ => {}
            }
        }
        match found {
            [true, ..] => Self::Percent,
            [_, true, ..] => Self::Day,
            [_, _, true, _] => Self::Time,
            [_, _, _, true] => Self::Day,
            _ => Self::Number,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shows;

    #[test]
    fn a_format_tells_days_and_hundredths_from_numbers() {
        for (code, shows) in [
            ("General", Shows::Number),
            ("0.00", Shows::Number),
            ("0%", Shows::Percent),
            ("0.0%;[Red]-0.0%", Shows::Percent),
            ("0\"%\"", Shows::Number),
            ("0\\%", Shows::Number),
            ("0;0%", Shows::Number),
            ("dd/mm/yyyy", Shows::Day),
            ("[$-809]d mmmm yyyy;@", Shows::Day),
            ("[$-F800]dddd, mmmm dd, yyyy", Shows::Day),
            ("mmm", Shows::Day),
            ("m/d/yy h:mm", Shows::Day),
            ("h:mm", Shows::Time),
            ("[h]:mm:ss", Shows::Time),
            ("[Red]0", Shows::Number),
            ("0 \"days\"", Shows::Number),
        ] {
            assert_eq!(Shows::of_code(code), shows, "{code}");
        }
    }
}
