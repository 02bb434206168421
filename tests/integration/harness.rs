//! Builds a run of the program in a folder of its own, and keeps what came out.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// The program that the tests run: the one built with them, or the one that `GOLDENTHREAD_TEST_PROGRAM` names, such as the
/// installed one.
pub fn program() -> PathBuf {
    let named = std::env::var_os("GOLDENTHREAD_TEST_PROGRAM").filter(|path| !path.is_empty());
    let path = named.unwrap_or_else(|| env!("CARGO_BIN_EXE_goldenthread").into());
    std::path::absolute(path).unwrap()
}

/// A run to be made.
pub struct Run {
    folder: TempDir,
    command: Command,
}

/// What came out.
pub struct Ran {
    pub folder: TempDir,
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A run with these words after the program's name.
pub fn run<S: AsRef<std::ffi::OsStr>>(words: impl IntoIterator<Item = S>) -> Run {
    let folder = TempDir::new().unwrap();
    let mut command = Command::new(program());
    command.args(words);
    Run { command: alone(command, &folder), folder }
}

/// A command in a folder that nothing set outside reaches.
fn alone(mut command: Command, folder: &TempDir) -> Command {
    command.current_dir(folder.path()).env("XDG_CONFIG_HOME", folder.path().join("config"));
    for name in [
        "GOLDENTHREAD_CATALOGUE",
        "GOLDENTHREAD_FORMAT",
        "GOLDENTHREAD_REGION",
        "NO_COLOR",
        "ACCESSIBLE",
        "COLUMNS",
        "TERM",
    ] {
        command.env_remove(name);
    }
    command
}

/// A man in London with a theft, of whom enough is known for a plan.
pub const THEFT: &str = r#"
as-of = 2022-12-01
region = "london"
gender = "male"
age = 34
sentence = "community-order"
offence = ["acquisitive"]
needs = ["finance"]
"#;

/// A man in London who was violent to somebody else, for whom unpaid work is an option to accept.
pub const UNPAID_WORK: &str = r#"
as-of = 2022-12-01
region = "london"
gender = "male"
age = 34
sentence = "community-order"
offence = ["general-violence"]
purposes = ["punishment"]
seriousness = "low"
needs = ["finance"]
"#;

/// The case file of every example that has one.
pub fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().join("case.toml"));
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

/// The day that is today where something is written about an example: 20 October 2026, as `SOURCE_DATE_EPOCH`.
pub const EXAMPLES_DAY: &str = "1792454400";

/// What the program writes about a case file.
pub fn written(case: &Path, words: &[&str]) -> String {
    let mut all = vec!["--case".to_owned(), case.display().to_string()];
    all.extend(words.iter().map(|word| (*word).to_owned()));
    run(all).env("SOURCE_DATE_EPOCH", EXAMPLES_DAY).done().stdout
}

impl Run {
    /// A file in the folder that the program runs in.
    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Makes a file this long, filled with nothing.
    pub fn with_length(self, name: &str, bytes: u64) -> Self {
        let file = fs::OpenOptions::new().write(true).open(self.folder.path().join(name)).unwrap();
        file.set_len(bytes).unwrap();
        self
    }

    /// A link to another file of the folder.
    #[cfg(unix)]
    pub fn with_link(self, name: &str, to: &str) -> Self {
        std::os::unix::fs::symlink(to, self.folder.path().join(name)).unwrap();
        self
    }

    /// Another name for a file of the folder.
    pub fn with_hard_link(self, name: &str, to: &str) -> Self {
        fs::hard_link(self.folder.path().join(to), self.folder.path().join(name)).unwrap();
        self
    }

    /// Takes a file away.
    pub fn without(self, name: &str) -> Self {
        fs::remove_file(self.folder.path().join(name)).unwrap();
        self
    }

    /// Gives a file rights of its own.
    #[cfg(unix)]
    pub fn with_mode(self, name: &str, mode: u32) -> Self {
        use std::os::unix::fs::PermissionsExt as _;
        let rights = fs::Permissions::from_mode(mode);
        fs::set_permissions(self.folder.path().join(name), rights).unwrap();
        self
    }

    /// The shipped catalogue as `catalogue` in the folder that the program runs in, with changes: each names a file, what
    /// stands in it, and what is to stand there.
    pub fn catalogue(mut self, changes: &[(&str, &str, &str)]) -> Self {
        let copy = self.folder.path().join("catalogue");
        copy_folder(&shipped(), &copy);
        for (name, old, new) in changes {
            let path = copy.join(name);
            let text = fs::read_to_string(&path).unwrap_or_default();
            assert!(text.contains(old), "{name} does not have {old:?}");
            fs::write(path, text.replacen(old, new, 1)).unwrap();
        }
        self.command.env("GOLDENTHREAD_CATALOGUE", "catalogue");
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn stdin(mut self, content: impl Into<Vec<u8>>) -> Self {
        self.command.write_stdin(content);
        self
    }

    /// Runs these words in place of its own as a shell reads them.
    #[cfg(unix)]
    pub fn shell(mut self, words: &str) -> Ran {
        let line = format!("'{}' {words}", program().display());
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(line);
        self.command = alone(shell, &self.folder);
        self.ran()
    }

    /// The names in the folder that the program runs in, hidden ones too.
    pub fn names(&self) -> Vec<String> {
        names(&self.folder)
    }

    /// Runs it.
    pub fn ran(mut self) -> Ran {
        let output = self.command.output().unwrap();
        Ran {
            folder: self.folder,
            status: output.status.code().expect("a status, not a signal"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
        }
    }

    /// Runs it, and expects it to be done.
    #[track_caller]
    pub fn done(self) -> Ran {
        let ran = self.ran();
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        ran
    }

    /// Runs it, and expects it to be refused, with nothing on standard output.
    #[track_caller]
    pub fn refused(self) -> Ran {
        let ran = self.ran();
        assert_eq!(ran.status, 2, "{}{}", ran.stdout, ran.stderr);
        assert_eq!(ran.stdout, "");
        assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
        ran
    }
}

impl Ran {
    /// Expects texts on standard error, in this order.
    #[track_caller]
    pub fn says(&self, texts: &[&str]) {
        let mut rest = self.stderr.as_str();
        for text in texts {
            let at =
                rest.find(text).unwrap_or_else(|| panic!("no {text:?} in its turn in:\n{}", self.stderr));
            rest = &rest[at + text.len()..];
        }
    }

    /// The plan, where it was written as JSON.
    pub fn plan(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap()
    }

    /// A file in the folder the program ran in.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    /// The names in the folder the program ran in, hidden ones too.
    pub fn names(&self) -> Vec<String> {
        names(&self.folder)
    }
}

fn names(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The folder of the shipped catalogue.
pub fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue")
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
