//! Loads the shipped catalogue when the program is built, so that a catalogue with a problem does not build and a finished
//! one costs next to nothing to open.

// These modules are the library's own; each is used in part here.
#![allow(dead_code, unused_imports, reason = "the modules are shared with the library, which uses the rest")]
// It is not the library: it reads the catalogue's files and writes what the library carries.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "catalogue/mod.rs"]
mod catalogue;
#[path = "entry/mod.rs"]
mod entry;
#[path = "ids/mod.rs"]
mod ids;
#[path = "outcome.rs"]
mod outcome;
/// As the library has it, but for what only messages to people need.
mod text {
    pub mod problem;
    pub mod source;
    pub mod wording;
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("catalogue");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=src/build.rs");
    let mut paths = Vec::new();
    find(&folder, &folder, &mut paths)?;
    paths.sort();
    let mut texts = text::source::Texts::default();
    let mut files = Vec::new();
    let mut listing = String::from("&[\n");
    for path in &paths {
        let full = folder.join(path);
        println!("cargo::rerun-if-changed={}", full.display());
        let text = texts.add(format!("catalogue/{path}"), fs::read_to_string(&full)?);
        files.push(catalogue::CatalogueFile { path: path.clone(), text });
        writeln!(listing, "    ({path:?}, include_str!({:?})),", full.display().to_string())?;
    }
    listing.push(']');
    let loaded = match catalogue::load_history(&files, &texts) {
        Ok(loaded) => loaded,
        Err(problems) => {
            for problem in &problems {
                eprintln!("{}", problem.one_line(&texts));
            }
            return Err(format!("the catalogue has {} problem(s)", problems.len()).into());
        }
    };
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("catalogue.bin"), loaded.pack()?)?;
    fs::write(out.join("catalogue_files.rs"), listing)?;
    Ok(())
}

/// Every TOML file below a folder, as paths with `/`.
fn find(root: &Path, folder: &Path, paths: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(root, &path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let relative = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            paths.push(relative);
        }
    }
    Ok(())
}
