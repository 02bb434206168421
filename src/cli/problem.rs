//! What could not be done, told on standard error: every problem, with its line marked.

use std::error::Error;
use std::fmt;
use std::io::{self, Write, stderr};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use goldenthread::text::problem::Problem;
use goldenthread::text::source::{Place, Texts};
use goldenthread::text::wording::{count, plain};
use goldenthread::text::wrap;

use super::exit::Exit;
use super::output::unfinished;
use super::screen::Screen;

/// What to say where standard output takes no more.
pub const STDOUT_FAILED: &str = "cannot write to standard output";

/// The most problems shown in full; the rest are counted.
const MOST_SHOWN: usize = 100;

/// The columns before a message, in which `error: ` stands.
const TITLE_AT: usize = 8;

/// The columns before advice, in which `  = help: ` stands and the numbers of lines.
const HELP_AT: usize = 14;

/// What was given cannot be used: every problem with it, and the texts that they point into.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The problems, in the order in which they are told.
    pub problems: Vec<Problem>,
    /// What they point into.
    pub texts: Texts,
}

impl Refused {
    /// Problems in these texts.
    pub fn new(problems: Vec<Problem>, texts: &Texts) -> Self {
        Self { problems, texts: texts.clone() }
    }
}

/// Refuses what was given where there are problems with it.
///
/// # Errors
///
/// All of them.
pub fn refuse(problems: Vec<Problem>, texts: &Texts) -> Result<(), Refused> {
    if problems.is_empty() { Ok(()) } else { Err(Refused::new(problems, texts)) }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.problems.iter().map(|problem| problem.one_line(&self.texts)).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl Error for Refused {}

/// Something that cannot be used for reasons that take a line each.
#[derive(Clone, Debug)]
pub struct Listed {
    /// What cannot be used.
    pub title: String,
    /// Why: a line each.
    pub lines: Vec<String>,
}

impl fmt::Display for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", plain(&self.title))?;
        for line in self.lines.iter().take(MOST_SHOWN) {
            write!(f, "\n  {}", plain(line))?;
        }
        match self.lines.len().saturating_sub(MOST_SHOWN) {
            0 => Ok(()),
            more => write!(f, "\n  and {} more", count(more, "problem")),
        }
    }
}

impl Error for Listed {}

/// Tells why a run ended early, and gives the status it ends with.
pub fn report(error: &anyhow::Error, screen: &Screen) -> Exit {
    if let Some(usage) = error.downcast_ref::<clap::Error>() {
        return match usage.print() {
            Ok(()) if usage.use_stderr() => Exit::Failed,
            Ok(()) => Exit::Done,
            Err(error) => report(&anyhow::Error::new(error).context(STDOUT_FAILED), screen),
        };
    }
    if let Some(refused) = error.downcast_ref::<Refused>() {
        say(&rendered(refused, screen));
        return Exit::Failed;
    }
    if let Some(listed) = error.downcast_ref::<Listed>() {
        say(&format!("error: {listed}\n"));
        return Exit::Failed;
    }
    let broken = |cause: &(dyn Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe)
    };
    let mut causes: Vec<String> = error.chain().map(|cause| said(&cause.to_string())).collect();
    if error.chain().any(broken) {
        // Whoever read as much as they wanted is done, but a file that was asked for as well is not there.
        let lost = unfinished::not_written();
        if lost.is_empty() {
            return Exit::Done;
        }
        let names: Vec<String> = lost.iter().map(|path| format!("`{}`", path.display())).collect();
        causes.push(format!("not written: {}", names.join(", ")));
    }
    say(&format!("error: {}\n", plain(&causes.join(": "))));
    Exit::Failed
}

/// What the system says, without numbers and names that are for programmers.
pub fn said(text: &str) -> String {
    let said = text.split(" (os error").next().unwrap_or(text);
    let mut letters = said.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Writes to standard error. Where that is closed there is nobody left to tell.
pub fn say(text: &str) {
    let mut stream = stderr().lock();
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// Every problem as a person reads it.
fn rendered(refused: &Refused, screen: &Screen) -> String {
    let shown = refused.problems.get(..MOST_SHOWN).unwrap_or(&refused.problems);
    let renderer = if screen.error_colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = marked(shown, &refused.texts, renderer, screen.error_width(), screen.accessible, None);
    let total = refused.problems.len();
    if total > MOST_SHOWN {
        text.push_str(&format!("and {} more\n\n", count(total - MOST_SHOWN, "problem")));
    }
    if total > 1 {
        text.push_str(&format!("{} found; nothing was done\n", count(total, "problem")));
    } else {
        text.pop();
    }
    text
}

/// Problems with their lines marked, each followed by an empty line. `coded` gives what each is called before its code, where
/// the code can be looked up.
pub fn marked(
    problems: &[Problem],
    texts: &Texts,
    renderer: Renderer,
    width: usize,
    accessible: bool,
    coded: Option<Level<'_>>,
) -> String {
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(width).no_graphics(accessible);
    let wrap = |text: &str, before: usize| wrap::lines(text, width.saturating_sub(before)).join("\n");
    let mut text = String::new();
    for problem in problems {
        let before = if coded.is_some() { TITLE_AT + problem.code.len() + 4 } else { TITLE_AT };
        let title = wrap(&problem.message, before);
        let title = match &coded {
            Some(level) => level.clone().primary_title(title).id(problem.code),
            None => Level::ERROR.primary_title(title),
        };
        let mut group = Group::with_title(title);
        let help = problem.help.as_deref().map(|help| wrap(help, HELP_AT));
        let snippets = snippets(problem, texts, width);
        if snippets.is_empty() {
            text.push_str(&renderer.render(&[group]));
            text.extend(help.map(|help| format!("\nhelp: {}", help.replace('\n', "\n      "))));
        } else {
            group = group.elements(snippets).elements(help.map(|help| Level::HELP.message(help)));
            text.push_str(&renderer.render(&[group]));
        }
        text.push_str("\n\n");
    }
    text
}

/// One snippet for each text that a problem points into, the main place first.
fn snippets<'t>(
    problem: &'t Problem,
    texts: &'t Texts,
    width: usize,
) -> Vec<Snippet<'t, annotate_snippets::Annotation<'t>>> {
    let main = problem.place.map(|place| (place, None));
    let also = problem.also.iter().map(|(place, caption)| (*place, Some(caption.as_str())));
    let mut snippets: Vec<(u32, Snippet<'t, _>)> = Vec::new();
    for (place, caption) in main.into_iter().chain(also) {
        let Some(text) = texts.get(place.text) else { continue };
        let kind = if caption.is_none() { AnnotationKind::Primary } else { AnnotationKind::Context };
        let content = text.content.strip_prefix(MARK).unwrap_or(&text.content);
        let skipped = text.content.len() - content.len();
        let annotation = kind.span(span(content, place, skipped, width)).label(caption.map(plain));
        let at = snippets.iter().position(|(index, _)| *index == place.text).unwrap_or_else(|| {
            snippets.push((place.text, Snippet::source(content).path(plain(&text.name))));
            snippets.len() - 1
        });
        let (index, snippet) = snippets.remove(at);
        snippets.insert(at, (index, snippet.annotation(annotation)));
    }
    snippets.into_iter().map(|(_, snippet)| snippet).collect()
}

/// A byte-order mark, which is no part of the first line.
const MARK: char = '\u{feff}';

/// The columns that the numbers of lines and the ends of a line that is cut take up beside what is marked.
const BESIDE: usize = 20;

/// The bytes to mark: within one line and what fits on the screen, and on the boundaries of characters. `skipped` bytes come
/// before the content.
fn span(content: &str, place: Place, skipped: usize, width: usize) -> std::ops::Range<usize> {
    let floor = |at: usize| {
        let mut at = at.saturating_sub(skipped).min(content.len());
        while !content.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(place.start as usize);
    let end = floor(place.end as usize).max(start);
    let most = width.saturating_sub(BESIDE).max(BESIDE);
    let fits = content[start..end].char_indices().nth(most).map_or(end, |(at, _)| start + at);
    let line = content[start..fits].find('\n').map_or(fits, |length| start + length);
    start..line.max(start)
}
