//! Ten people are interviewed from the first question to the plan, each in a wide and a narrow terminal and in numbered lines.
//! What is known of them is in a case file; whatever else is asked is answered "not known".

use std::path::{Path, PathBuf};

use goldenthread::case::{Case, read};
use goldenthread::catalogue::{Answer, Answers, Catalogue, Fact, FactId};
use goldenthread::text::source::Texts;

use crate::terminal::{Terminal, at_a_terminal_of};

/// The most keys for the man who was violent to his partner, without what is typed as text.
const MOST_KEYS: usize = 60;

/// The rows of every terminal here.
const ROWS: usize = 24;

/// Everybody, by the case file about them.
fn personas() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let examples = std::fs::read_dir(root.join("examples")).unwrap();
    let mut found: Vec<PathBuf> = examples
        .map(|folder| folder.unwrap().path())
        .filter(|folder| folder.join("case.toml").is_file() && !folder.ends_with("08-presumed-answers"))
        .filter(|folder| !folder.ends_with("09-interview") && !folder.ends_with("10-import"))
        .map(|folder| folder.join("case.toml"))
        .collect();
    let more = std::fs::read_dir(root.join("tests/integration/personas")).unwrap();
    found.extend(more.map(|file| file.unwrap().path()));
    found.sort();
    found
}

/// What is known of a person.
fn known(catalogue: &Catalogue, path: &Path) -> Case {
    let mut texts = Texts::default();
    let index = texts.add(path.display().to_string(), std::fs::read_to_string(path).unwrap());
    let today = jiff::civil::date(2026, 10, 5);
    read::case(catalogue, &texts, index, today).unwrap_or_else(|_| panic!("{}", path.display())).case
}

/// What an interview took.
#[derive(Debug, Default)]
struct Taken {
    prompts: usize,
    questions: usize,
    /// Keys pressed, without the letters typed.
    keys: usize,
    letters: usize,
}

/// Somebody who answers.
struct Person<'c> {
    catalogue: &'c Catalogue,
    case: Case,
    /// Whether rows are numbered and answers typed as lines.
    by_lines: bool,
    taken: Taken,
}

impl Person<'_> {
    /// The question that is put, by the words in which it may be put.
    fn asked(&self, screen: &str) -> Option<FactId> {
        let flat = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        let put = |fact: &Fact| {
            let words = [Some(&fact.question), fact.proposing.as_ref()];
            words.into_iter().flatten().filter_map(|words| flat.rfind(words.as_str())).max()
        };
        let all = self.catalogue.vocabulary.iter();
        all.filter_map(|(id, fact)| Some((put(fact)?, id))).max().map(|(_, id)| id)
    }

    /// Answers what is asked.
    fn answers(&mut self, terminal: &mut Terminal, asked: FactId) {
        self.taken.questions += 1;
        let fact = self.catalogue.fact(asked);
        let key = |value: &u16| fact.values()[usize::from(*value)].key.clone();
        match self.case.answer(&self.catalogue.vocabulary, asked) {
            None => self.line(terminal, "not known"),
            Some(Answer::AnyOf(values)) if values.is_empty() => self.line(terminal, "none"),
            Some(Answer::AnyOf(values)) if self.by_lines => {
                let keys: Vec<String> = values.iter().map(key).collect();
                if fact.lists_offers {
                    self.line(terminal, "some");
                    self.taken.prompts += 1;
                    terminal.next_line(self.taken.prompts);
                }
                self.line(terminal, &keys.join(", "));
            }
            Some(Answer::AnyOf(values)) => {
                if fact.lists_offers {
                    self.line(terminal, "some");
                }
                values.iter().map(key).for_each(|key| self.line(terminal, &key));
                self.press(terminal, "\r");
            }
            Some(Answer::Unavailable) if matches!(fact.answers, Answers::Number { .. }) => {
                self.line(terminal, "unavailable");
            }
            Some(Answer::Unavailable) => self.line(terminal, fact.unavailable.as_deref().unwrap_or_default()),
            Some(Answer::OneOf(value)) => self.line(terminal, &key(&value)),
            Some(Answer::Number(number)) => self.line(terminal, &number.to_string()),
            Some(Answer::YesNo(yes)) => self.line(terminal, if yes { "yes" } else { "no" }),
        }
    }

    /// Whether nothing is known that is not as it usually is.
    fn is_as_usual(&self) -> bool {
        let vocabulary = &self.catalogue.vocabulary;
        vocabulary.iter().all(|(id, fact)| match (&fact.presume, self.case.answer(vocabulary, id)) {
            (Some(presumption), Some(answer)) => presumption.answer == answer,
            _ => true,
        })
    }

    fn line(&mut self, terminal: &mut Terminal, text: &str) {
        self.taken.letters += text.chars().count();
        terminal.press(text);
        self.press(terminal, "\r");
    }

    fn press(&mut self, terminal: &mut Terminal, key: &str) {
        self.taken.keys += 1;
        terminal.press(key);
    }

    /// Is interviewed to the end.
    fn is_interviewed(&mut self, terminal: &mut Terminal) {
        const REPLIES: [(&str, &str); 7] = [
            ("Take the usual answers", ""),
            ("What next?", "f"),
            ("Save the answers before", "n"),
            ("Check these answers.", "show"),
            ("Some offers turn on your judgement.", "leave"),
            ("These answers do not agree.", "leave"),
            ("in a row that are not known", "y"),
        ];
        let mut prompt = String::new();
        loop {
            self.taken.prompts += 1;
            prompt = if self.by_lines {
                terminal.next_line(self.taken.prompts)
            } else {
                terminal.next_prompt(&prompt)
            };
            assert!(self.by_lines || prompt.lines().count() < ROWS, "higher than the screen:\n{prompt}");
            match REPLIES.iter().find(|(question, _)| prompt.contains(question)) {
                Some(("What next?", key)) if !self.by_lines => return self.press(terminal, key),
                Some(("Take the usual answers", _)) => {
                    let reply = if self.is_as_usual() { "y" } else { "n" };
                    if self.by_lines { self.line(terminal, reply) } else { self.press(terminal, reply) }
                }
                Some((question, reply)) => {
                    if self.by_lines || reply.len() > 1 {
                        self.line(terminal, reply);
                    } else {
                        self.press(terminal, reply);
                    }
                    if *question == "What next?" {
                        return;
                    }
                }
                None => {
                    let asked = self.asked(&prompt).unwrap_or_else(|| panic!("no question in:\n{prompt}"));
                    self.answers(terminal, asked);
                }
            }
        }
    }
}

/// Interviews one person, and gives what that took and all that was said.
fn interviewed(path: &Path, columns: u16, by_lines: bool) -> (Taken, String) {
    let history = goldenthread::embedded::history().unwrap();
    let case = known(history.latest().unwrap(), path);
    let catalogue = history.on(case.as_of).unwrap();
    let day = case.as_of.to_string();
    let mut words = vec!["--interview", "--as-of", day.as_str()];
    if by_lines {
        words.extend(["--accessible", "--no-color"]);
    }
    let mut terminal = at_a_terminal_of(columns, &words, &[]);
    let mut person = Person { catalogue, case, by_lines, taken: Taken::default() };
    person.is_interviewed(&mut terminal);
    assert_eq!(terminal.ends(), 0, "{}", path.display());
    let transcript = terminal.transcript();
    assert!(transcript.contains("In short: "), "{}", path.display());
    assert!(!transcript.contains("given beforehand"), "{}", path.display());
    (person.taken, transcript)
}

/// What a person is called: the folder of an example, or else the file.
fn name(path: &Path) -> String {
    let of_example = path.file_name().is_some_and(|name| name == "case.toml");
    let name = if of_example { path.parent().and_then(Path::file_name) } else { path.file_stem() };
    name.unwrap_or_default().to_string_lossy().into_owned()
}

/// Interviews every person, and prints what each took.
fn all_interviewed(columns: u16, by_lines: bool) -> Vec<(String, Taken, String)> {
    let personas = personas();
    assert_eq!(personas.len(), 10);
    let mut all = Vec::new();
    for path in personas {
        let (taken, transcript) = interviewed(&path, columns, by_lines);
        println!("{columns} columns, by lines {by_lines}: {}: {taken:?}", name(&path));
        all.push((name(&path), taken, transcript));
    }
    all
}

#[test]
fn ten_people_are_interviewed_on_a_screen_of_eighty_columns_with_few_keys() {
    let all = all_interviewed(80, false);
    let (_, taken, _) = all.iter().find(|(name, ..)| name.starts_with("01-")).unwrap();
    assert!(taken.keys <= MOST_KEYS, "{taken:?}");
}

#[test]
fn ten_people_are_interviewed_on_a_screen_of_sixty_columns() {
    all_interviewed(60, false);
}

#[test]
fn ten_people_are_interviewed_in_numbered_lines_as_the_transcripts_in_the_examples_show() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/personas");
    for (name, _, transcript) in all_interviewed(80, true) {
        let file = kept.join(format!("{name}.txt"));
        let held: String = transcript.lines().flat_map(|line| [line.trim_end(), "\n"]).collect();
        if std::env::var_os("KEEP_TRANSCRIPTS").is_some() {
            std::fs::write(&file, &held).unwrap();
        }
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        let hint = "run this test with KEEP_TRANSCRIPTS=1 to keep what is said now";
        assert!(kept == held, "{}: {hint}\n--- held\n{held}", file.display());
    }
}
