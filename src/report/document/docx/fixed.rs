//! The parts that are the same for every document, but for its title and language.

use std::io;

use super::super::Language;
use super::in_language;
use super::part::Part;

pub const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const RELATIONSHIP: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const THEME_TYPE: &str = "application/vnd.openxmlformats-officedocument.theme+xml";
const PACKAGE_TYPE: &str = "application/vnd.openxmlformats-package";

/// The parts beside the document's body, each with what it is and the identifier by which the body refers to it.
const BESIDE: [(&str, &str, &str); 7] = [
    ("rId1", "styles", "styles.xml"),
    ("rId2", "numbering", "numbering.xml"),
    ("rId3", "settings", "settings.xml"),
    ("rId4", "endnotes", "endnotes.xml"),
    (FOOTER, "footer", "footer1.xml"),
    ("rId6", "fontTable", "fontTable.xml"),
    ("rId7", "theme", "theme/theme1.xml"),
];

/// The font of all words: plain, and on every machine or with a twin of the same measures.
pub const FONT: &str = "Arial";
/// The identifier by which the body refers to its footer.
pub const FOOTER: &str = "rId5";

/// The colours and the font that Word offers beside those of the styles.
pub const THEME: &[u8] = include_bytes!("theme.xml");

pub fn content_types() -> io::Result<Vec<u8>> {
    let root = [("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")];
    Part::of("Types", &root, |part| {
        let relationships = format!("{PACKAGE_TYPE}.relationships+xml");
        part.leaf("Default", &[("Extension", "rels"), ("ContentType", &relationships)]);
        part.leaf("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        let mut part_type = |name: &str, of: &str| {
            part.leaf("Override", &[("PartName", name), ("ContentType", of)]);
        };
        part_type("/word/document.xml", &format!("{TYPE}.document.main+xml"));
        for (_, kind, file) in BESIDE {
            let of = if kind == "theme" { THEME_TYPE.to_owned() } else { format!("{TYPE}.{kind}+xml") };
            part_type(&format!("/word/{file}"), &of);
        }
        part_type("/docProps/core.xml", &format!("{PACKAGE_TYPE}.core-properties+xml"));
        part_type(
            "/docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        );
    })
}

pub fn package_relationships() -> io::Result<Vec<u8>> {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relationships(&[
        ("rId1", &format!("{RELATIONSHIP}/officeDocument"), "word/document.xml"),
        ("rId2", core, "docProps/core.xml"),
        ("rId3", &format!("{RELATIONSHIP}/extended-properties"), "docProps/app.xml"),
    ])
}

pub fn document_relationships() -> io::Result<Vec<u8>> {
    let kinds = BESIDE.map(|(id, kind, file)| (id, format!("{RELATIONSHIP}/{kind}"), file));
    relationships(&kinds.each_ref().map(|(id, kind, file)| (*id, kind.as_str(), *file)))
}

fn relationships(all: &[(&str, &str, &str)]) -> io::Result<Vec<u8>> {
    Part::of("Relationships", &[("xmlns", RELATIONSHIPS)], |part| {
        for (id, kind, target) in all {
            part.leaf("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
        }
    })
}

/// What the file says of itself: its title and language. It names no author and no day, because the program knows of none.
pub fn core_properties(title: &str, language: Language) -> io::Result<Vec<u8>> {
    let root = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    Part::of("cp:coreProperties", &root, |part| {
        part.words("dc:title", &[], title);
        part.words("dc:language", &[], language.tag());
    })
}

pub fn app_properties() -> io::Result<Vec<u8>> {
    let root = [("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")];
    Part::of("Properties", &root, |part| part.words("Application", &[], "Goldenthread"))
}

pub fn settings(language: Language) -> io::Result<Vec<u8>> {
    Part::of("w:settings", &[("xmlns:w", WORD)], |part| {
        part.leaf("w:zoom", &[("w:percent", "100")]);
        part.value("w:defaultTabStop", "567");
        part.value("w:characterSpacingControl", "doNotCompress");
        part.within("w:endnotePr", &[], |part| {
            part.value("w:numFmt", "decimal");
            part.leaf("w:endnote", &[("w:id", "-1")]);
            part.leaf("w:endnote", &[("w:id", "0")]);
        });
        part.within("w:compat", &[], |part| {
            part.leaf(
                "w:compatSetting",
                &[
                    ("w:name", "compatibilityMode"),
                    ("w:uri", "http://schemas.microsoft.com/office/word"),
                    ("w:val", "15"),
                ],
            );
        });
        part.value("w:themeFontLang", language.tag());
        part.value("w:decimalSymbol", ".");
        part.value("w:listSeparator", ",");
    })
}

/// The one font, and what to take for it where it is missing.
pub fn fonts() -> io::Result<Vec<u8>> {
    Part::of("w:fonts", &[("xmlns:w", WORD)], |part| {
        part.within("w:font", &[("w:name", FONT)], |part| {
            part.value("w:altName", "Liberation Sans");
            part.value("w:panose1", "020B0604020202020204");
            part.value("w:charset", "00");
            part.value("w:family", "swiss");
            part.value("w:pitch", "variable");
        });
    })
}

/// The title, and which page of how many.
pub fn footer(title: &str, language: Language) -> io::Result<Vec<u8>> {
    Part::of("w:ftr", &[("xmlns:w", WORD)], |part| {
        part.within("w:p", &[], |part| {
            part.within("w:pPr", &[], |part| part.value("w:pStyle", "Footer"));
            let spaced = [("xml:space", "preserve")];
            part.within("w:r", &[], |part| part.words("w:t", &[], title));
            part.within("w:r", &[], |part| part.leaf("w:tab", &[]));
            part.within("w:r", &[], |part| {
                part.words("w:t", &spaced, in_language(language, "Page ", "Tudalen "));
            });
            field(part, " PAGE ", "1", &|_| {});
            part.within("w:r", &[], |part| part.words("w:t", &spaced, in_language(language, " of ", " o ")));
            field(part, " NUMPAGES ", "1", &|_| {});
        });
    })
}

/// A field and what stands for it until it is worked out. Only what is written in this program may be an instruction.
pub fn field(part: &mut Part, instruction: &'static str, shown: &str, looks: &dyn Fn(&mut Part)) {
    field_of(part, instruction, shown, looks);
}

/// A field that repeats the mark of an endnote.
pub fn repeated_mark(part: &mut Part, bookmark: &str, shown: &str, looks: &dyn Fn(&mut Part)) {
    field_of(part, &format!(" NOTEREF {bookmark} \\f "), shown, looks);
}

fn field_of(part: &mut Part, instruction: &str, shown: &str, looks: &dyn Fn(&mut Part)) {
    let mut run = |inside: &dyn Fn(&mut Part)| {
        part.within("w:r", &[], |part| {
            looks(part);
            inside(part);
        });
    };
    run(&|part| part.leaf("w:fldChar", &[("w:fldCharType", "begin")]));
    run(&|part| part.words("w:instrText", &[("xml:space", "preserve")], instruction));
    run(&|part| part.leaf("w:fldChar", &[("w:fldCharType", "separate")]));
    run(&|part| part.words("w:t", &[], shown));
    run(&|part| part.leaf("w:fldChar", &[("w:fldCharType", "end")]));
}

/// The list of bullets.
pub const BULLETS: usize = 1;
/// The first of the numbered lists, each of which begins at 1.
pub const NUMBERED: usize = 2;

/// How lists are marked.
pub fn numbering(lists: usize) -> io::Result<Vec<u8>> {
    Part::of("w:numbering", &[("xmlns:w", WORD)], |part| {
        marks(part, "0", "bullet", "\u{2022}");
        marks(part, "1", "decimal", "%1.");
        for id in BULLETS..NUMBERED + lists {
            part.within("w:num", &[("w:numId", &id.to_string())], |part| {
                part.value("w:abstractNumId", if id == BULLETS { "0" } else { "1" });
                if id >= NUMBERED {
                    part.within("w:lvlOverride", &[("w:ilvl", "0")], |part| {
                        part.value("w:startOverride", "1");
                    });
                }
            });
        }
    })
}

fn marks(part: &mut Part, id: &str, format: &str, text: &str) {
    part.within("w:abstractNum", &[("w:abstractNumId", id)], |part| {
        part.value("w:multiLevelType", "singleLevel");
        part.within("w:lvl", &[("w:ilvl", "0")], |part| {
            part.value("w:start", "1");
            part.value("w:numFmt", format);
            part.value("w:lvlText", text);
            part.value("w:lvlJc", "left");
            part.within("w:pPr", &[], |part| part.leaf("w:ind", &[("w:left", "397"), ("w:hanging", "397")]));
        });
    });
}
