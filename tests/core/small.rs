//! Small catalogues made for one rule: the files beside this one, and whatever offers a test writes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use goldenthread::catalogue::{Catalogue, CatalogueFile, load};
use goldenthread::text::problem::Problem;
use goldenthread::text::source::Texts;

use crate::world::World;

/// The files of a catalogue, by path.
#[derive(Clone)]
pub struct Files(pub BTreeMap<String, String>);

/// One offer in TOML. It is open everywhere, has no criterion and takes one stated session, unless told otherwise.
#[derive(Clone)]
pub struct Offer {
    id: String,
    head: String,
    delivery: String,
    windows: Vec<String>,
    tables: String,
}

/// An offer of a kind that works on targets.
pub fn offer(id: &str, kind: &str, targets: &[&str]) -> Offer {
    let head = format!(
        "id = \"{id}\"\nname = \"{id}\"\nkind = \"{kind}\"\naudience = \"People\"\nsummary = \"Helps.\"\n\
         targets = {targets:?}\nsource = {{ id = \"guide\", heading = \"{id}\" }}\n"
    );
    Offer {
        id: id.to_owned(),
        head,
        delivery: "sessions = 1".to_owned(),
        windows: Vec::new(),
        tables: String::new(),
    }
}

impl Offer {
    /// Adds keys at the top, such as `option = true`.
    pub fn with(mut self, keys: &str) -> Self {
        writeln!(self.head, "{keys}").unwrap();
        self
    }

    /// Adds a criterion.
    pub fn asks(mut self, id: &str, when: &str) -> Self {
        write!(
            self.tables,
            "\n[[criterion]]\nid = \"{id}\"\nsays = \"Holds: {id}.\"\nwhen = {when}\n\
             source = {{ id = \"guide\", heading = \"{id}\" }}\n"
        )
        .unwrap();
        self
    }

    /// Gives the criterion added last an exception.
    pub fn unless(mut self, when: &str) -> Self {
        write!(
            self.tables,
            "[criterion.exception]\nwhen = {when}\nsays = \"Justify it.\"\n\
             source = {{ id = \"guide\", heading = \"Exceptions\" }}\n"
        )
        .unwrap();
        self
    }

    /// How long it takes: `sessions = 3`, `weeks = 4`, and `assumed = true` where no source states it.
    pub fn takes(mut self, delivery: &str) -> Self {
        self.delivery = delivery.replace("; ", "\n");
        self
    }

    /// Adds a window in which it is in force, such as `from = 2022-01-01`.
    pub fn open(mut self, window: &str) -> Self {
        self.windows.push(window.replace("; ", "\n"));
        self
    }

    /// It may not stand beside these kinds.
    pub fn not_beside(self, kinds: &[&str]) -> Self {
        self.table(&format!("[not-beside]\nkinds = {kinds:?}\nsays = \"Not beside.\"\nsource = {{ id = \"guide\", heading = \"Beside\" }}"))
    }

    /// A rule of its own for its phase.
    pub fn phase(self, phase: &str, rule: &str) -> Self {
        self.table(&format!(
            "[[phase]]\nphase = \"{phase}\"\n{rule}\nsource = {{ id = \"guide\", heading = \"Phases\" }}"
        ))
    }

    /// Adds any table.
    pub fn table(mut self, table: &str) -> Self {
        write!(self.tables, "\n{table}\n").unwrap();
        self
    }

    pub fn text(&self) -> String {
        let mut text = self.head.clone();
        let everywhere = [String::new()];
        let windows = if self.windows.is_empty() { &everywhere[..] } else { &self.windows };
        if !self.tables.contains("[never-in-force]") {
            for window in windows {
                write!(
                    text,
                    "\n[[availability]]\n{window}\nsource = {{ id = \"guide\", heading = \"Dates\" }}\n"
                )
                .unwrap();
            }
        }
        write!(
            text,
            "\n[delivery]\n{}\nformat = \"One to one\"\nsource = {{ id = \"guide\", heading = \"Length\" }}\n{}",
            self.delivery, self.tables
        )
        .unwrap();
        text
    }
}

/// The files of a small catalogue with these offers, in that order.
pub fn files(offers: &[Offer]) -> Files {
    let ids: Vec<&str> = offers.iter().map(|offer| offer.id.as_str()).collect();
    let mut files = BTreeMap::from([
        (
            "catalogue.toml".to_owned(),
            format!("name = \"Small\"\nversion = \"1\"\ndate = 2022-12-01\noffers = {ids:?}\n"),
        ),
        ("sources.toml".to_owned(), include_str!("small/sources.toml").to_owned()),
        ("facts.toml".to_owned(), include_str!("small/facts.toml").to_owned()),
        ("targets.toml".to_owned(), include_str!("small/targets.toml").to_owned()),
        ("policy.toml".to_owned(), include_str!("small/policy.toml").to_owned()),
        ("cautions.toml".to_owned(), include_str!("small/cautions.toml").to_owned()),
        ("sheet.toml".to_owned(), include_str!("../../catalogue/sheet.toml").to_owned()),
    ]);
    for offer in offers {
        files.insert(format!("offers/{}.toml", offer.id), offer.text());
    }
    Files(files)
}

/// A small catalogue with these offers, in that order.
pub fn small(offers: &[Offer]) -> World {
    files(offers).world()
}

impl Files {
    /// Puts `new` in the place of the first `old`, which must be there.
    pub fn replace(mut self, path: &str, old: &str, new: &str) -> Self {
        let text = self.0.get_mut(path).unwrap_or_else(|| panic!("there is no {path}"));
        assert!(text.contains(old), "{path} does not contain {old:?}");
        *text = text.replacen(old, new, 1);
        self
    }

    /// Puts an offer in the place of the one of its id.
    pub fn with(mut self, offer: &Offer) -> Self {
        self.0.insert(format!("offers/{}.toml", offer.id), offer.text());
        self
    }

    /// Adds to the end of a file.
    pub fn append(mut self, path: &str, more: &str) -> Self {
        let text = self.0.entry(path.to_owned()).or_default();
        text.push('\n');
        text.push_str(more);
        text.push('\n');
        self
    }

    pub fn texts(&self) -> (Vec<CatalogueFile>, Texts) {
        let mut texts = Texts::default();
        let files = self
            .0
            .iter()
            .map(|(path, text)| CatalogueFile { path: path.clone(), text: texts.add(path, text) })
            .collect();
        (files, texts)
    }

    pub fn load(&self) -> Result<Catalogue, (Vec<Problem>, Texts)> {
        let (files, texts) = self.texts();
        load(&files, &texts).map_err(|problems| (problems, texts))
    }

    pub fn world(&self) -> World {
        match self.load() {
            Ok(catalogue) => World::new(catalogue),
            Err((problems, texts)) => {
                let lines: Vec<String> = problems.iter().map(|p| p.one_line(&texts)).collect();
                panic!("the catalogue does not load:\n{}", lines.join("\n"));
            }
        }
    }
}
