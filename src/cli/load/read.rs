//! Reads texts of a size that a person could have written.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read, stdin};
use std::path::Path;

use goldenthread::text::problem::{Problem, nearest};
use goldenthread::text::source::{Place, Texts};

use crate::cli::problem::{said, say};

/// The most bytes of one case or catalogue file: a megabyte.
pub const MOST_BYTES: u64 = 1 << 20;

/// Reads a file, or standard input where the path is `-`, keeps its text, and gives the text's index.
///
/// # Errors
///
/// Where there is no such file, it cannot be read, is too long or is not UTF-8, with the place where it stops being so.
pub fn text(path: &Path, texts: &mut Texts) -> Result<u32, Problem> {
    if path == Path::new("-") {
        if stdin().is_terminal() {
            say("reading the case from standard input; end it with Ctrl-D\n");
        }
        return decode("standard input", read(&mut stdin().lock(), 0, "standard input")?, texts);
    }
    let name = path.display().to_string();
    let failed = |error: &io::Error| cannot_read(path, &name, error);
    let found = fs::metadata(path).map_err(|error| failed(&error))?;
    if found.is_dir() {
        return Err(Problem::new("is-folder", format!("`{name}` is a folder")).help("name a file"));
    }
    if found.is_file() && found.len() > MOST_BYTES {
        return Err(too_long(&name));
    }
    let mut file = File::open(path).map_err(|error| failed(&error))?;
    decode(&name, read(&mut file, found.len(), &name)?, texts)
}

fn read(from: &mut dyn Read, expected: u64, name: &str) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected.min(MOST_BYTES)).unwrap_or(0) + 1);
    from.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| {
        Problem::new("cannot-read", format!("cannot read `{name}`: {}", said(&error.to_string())))
    })?;
    if bytes.len() as u64 > MOST_BYTES { Err(too_long(name)) } else { Ok(bytes) }
}

fn too_long(name: &str) -> Problem {
    Problem::new("too-long", format!("`{name}` has more than 1 MiB (1,048,576 bytes)"))
        .help("a case takes a few lines; for many cases at once there is `goldenthread batch`")
}

fn cannot_read(path: &Path, name: &str, error: &io::Error) -> Problem {
    if error.kind() != io::ErrorKind::NotFound {
        return Problem::new("cannot-read", format!("cannot read `{name}`: {}", said(&error.to_string())));
    }
    let problem = Problem::new("no-file", format!("there is no file `{name}`"));
    match neighbour(path) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("look at the spelling, and at the folder you are in"),
    }
}

/// The file in the same folder whose name is nearest.
fn neighbour(path: &Path) -> Option<String> {
    let folder = path.parent()?;
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let names: Vec<String> = fs::read_dir(listed)
        .ok()?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .take(1000)
        .collect();
    let near = nearest(path.file_name()?.to_str()?, names.iter().map(String::as_str))?;
    Some(folder.join(near).display().to_string())
}

/// Keeps bytes as a text, or says where they stop being UTF-8.
fn decode(name: &str, bytes: Vec<u8>, texts: &mut Texts) -> Result<u32, Problem> {
    match String::from_utf8(bytes) {
        Ok(content) => Ok(texts.add(name, content)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let byte = bytes.get(at).copied().unwrap_or(0);
            let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
            let found = if wide { "it looks like UTF-16" } else { "it may be Windows-1252 or Latin-1" };
            // Up to the fault the text is as it was, so the place holds in it.
            let text = texts.add(name, String::from_utf8_lossy(bytes));
            let start = u32::try_from(at).unwrap_or(u32::MAX);
            let place = Place { text, start, end: start.saturating_add(3) };
            Err(Problem::new("not-utf-8", format!("byte 0x{byte:02X} is not UTF-8"))
                .at(place)
                .help(format!("{found}: save the file as UTF-8")))
        }
    }
}
