//! Where something stands in JSON, and what has to stand there: `requirements[code=F].length`, `custodial=true`.

use serde::{Deserialize, Serialize};

/// One or more paths, of which the first that leads to something counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// The paths, the better first.
    pub paths: Vec<Path>,
}

/// The way from the top of a shape to a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Path {
    /// As it is written.
    pub written: String,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// To the value of a key.
    Key(String),
    /// To each entry of a list.
    Each,
    /// To each entry of a list whose key has this value.
    EachWith(String, String),
    /// To each value, whatever its key.
    Values,
    /// To each key whose value is not empty.
    Names,
}

/// What has to hold of a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// Where it stands.
    pub path: Path,
    /// What has to stand there.
    pub is: Wanted,
}

/// What has to stand somewhere. Texts are compared as tables compare them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// Something.
    Anything,
    /// This.
    Is(String),
    /// Something that begins so.
    Begins(String),
}

impl Spot {
    /// Paths parted by `|`.
    ///
    /// # Errors
    ///
    /// What is wrong with one of them.
    pub fn read(written: &str) -> Result<Self, String> {
        let paths = written.split('|').map(|path| Path::read(path.trim())).collect::<Result<_, _>>()?;
        Ok(Self { paths })
    }
}

impl Path {
    /// A path: keys parted by dots, with `[]` for each entry of a list, `[key=value]` for some of them, `*` for every value and
    /// `#` for every key that has something.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn read(written: &str) -> Result<Self, String> {
        let mut steps = Vec::new();
        for part in written.split('.') {
            let (key, rest) = part.split_at(part.find('[').unwrap_or(part.len()));
            match key {
                "" if rest.is_empty() => return Err(format!("`{written}` has an empty step")),
                "" => {}
                "*" => steps.push(Step::Values),
                "#" => steps.push(Step::Names),
                key => steps.push(Step::Key(key.to_owned())),
            }
            if rest.is_empty() {
                continue;
            }
            let inner = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            steps.push(match inner.map(|inner| (inner, inner.split_once('='))) {
                Some(("", _)) => Step::Each,
                Some((_, Some((key, value)))) => Step::EachWith(key.to_owned(), value.to_owned()),
                _ => return Err(format!("`{part}` is neither `key[]` nor `key[other=value]`")),
            });
        }
        Ok(Self { written: written.to_owned(), steps })
    }
}

impl Requirement {
    /// `path`, `path=value` or `path^=beginning`.
    ///
    /// # Errors
    ///
    /// What is wrong with the path.
    pub fn read(written: &str) -> Result<Self, String> {
        // An equals sign in square brackets belongs to the path.
        let after = written.rfind(']').map_or(0, |at| at + 1);
        let Some(equals) = written[after..].find('=').map(|at| at + after) else {
            return Ok(Self { path: Path::read(written)?, is: Wanted::Anything });
        };
        let (path, value) = (&written[..equals], written[equals + 1..].to_owned());
        Ok(match path.strip_suffix('^') {
            Some(path) => Self { path: Path::read(path)?, is: Wanted::Begins(value) },
            None => Self { path: Path::read(path)?, is: Wanted::Is(value) },
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_path_leads_through_keys_and_lists() {
        let key = |key: &str| Step::Key(key.to_owned());
        let path = Path::read("requirements[code=F].length").unwrap();
        let with = Step::EachWith("code".to_owned(), "F".to_owned());
        assert_eq!(path.steps, [key("requirements"), with, key("length")]);
        assert_eq!(Path::read("a[].Known Adult.*").unwrap().steps.len(), 4);
        assert_eq!(Path::read("[]").unwrap().steps, [Step::Each]);
        for bad in ["", "a..b", "a[b", "a[b]"] {
            assert!(Path::read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_requirement_asks_for_something_for_this_or_for_a_beginning() {
        let wanted = |written: &str| Requirement::read(written).unwrap().is;
        assert_eq!(wanted("a[b=c].d"), Wanted::Anything);
        assert_eq!(wanted("custodial=true"), Wanted::Is("true".to_owned()));
        assert_eq!(wanted("releaseType^=released"), Wanted::Begins("released".to_owned()));
    }
}
