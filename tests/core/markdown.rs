//! Markdown, read as CommonMark with GitHub's extensions: whatever stands in a report's texts, its parts are those of the report.

use std::sync::LazyLock;

use comrak::nodes::{AstNode, NodeList, NodeValue};
use comrak::{Arena, Options, parse_document};
use goldenthread::catalogue::Catalogue;
use goldenthread::embedded;
use goldenthread::report::document::{Block, Column, Document, Language, Level, Table, Text, markdown};
use goldenthread::text::passage::Passage;
use goldenthread::text::wording::plain;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::people::cases;

static SHIPPED: LazyLock<Catalogue> = LazyLock::new(|| embedded::catalogue().unwrap());

/// What means something in Markdown, at the start of a line or within it.
const PIECES: [&str; 58] = [
    "# ",
    "## x",
    "- ",
    "+ ",
    "* ",
    "1. ",
    "2) ",
    "10.",
    "=",
    "===",
    "---",
    "- - -",
    "***",
    "___",
    "> ",
    "    ",
    "\t",
    "```",
    "~~~",
    "`",
    "``a``",
    "*a*",
    "**",
    "_b_",
    "~~c~~",
    "[d](e)",
    "[d]: http://e.f",
    "[^1]",
    "[^1]: g",
    "![h](i)",
    "[ ] j",
    "[x] k",
    "<b>",
    "<!-- l -->",
    "<script>",
    "</p>",
    "<http://m.n>",
    "https://o.p/q",
    "ftp://r.s",
    "www.t.u",
    "WWW.v.w",
    "a@b.co.uk",
    "mailto:a@b.c",
    "&amp;",
    "&#35;",
    "&lt;b&gt;",
    "|",
    "| a | b |",
    "|---|",
    ":--",
    "\\",
    "\\\\|",
    "!",
    "$x$",
    "\n",
    "\n\n",
    "words",
    " and more ",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => "[ -~]{0,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 1..8)
        .prop_map(|pieces| pieces.concat())
        .prop_filter("a text says something", |text| !plain(text).trim().is_empty())
}

/// A text in runs of each sort.
fn texts() -> impl Strategy<Value = Text<'static>> {
    let source = &SHIPPED.offers[0].criteria[0].source[..];
    (text(), text(), 0..5u8).prop_map(move |(first, second, sort)| match sort {
        0 => first.into(),
        1 => Text::strong(first).and(" ").and(second),
        2 => Passage::quoted(&first).into(),
        3 => Text::from(first).cited(source),
        _ => Text::from(first).and(Passage::quoted(&second)).cited(source).and(" ").and(Text::strong(second)),
    })
}

fn blocks() -> impl Strategy<Value = Block<'static>> {
    let some = || prop::collection::vec(texts(), 1..4);
    let column = |heading| Column { heading, figures: false, share: 1 };
    prop_oneof![
        texts().prop_map(|text| Block::Heading(Level::Section, text)),
        texts().prop_map(|text| Block::Heading(Level::Item, text)),
        texts().prop_map(|text| Block::Heading(Level::Detail, text)),
        texts().prop_map(Block::Paragraph),
        some().prop_map(Block::Notice),
        some().prop_map(Block::List),
        some().prop_map(Block::Numbered),
        prop::collection::vec(text(), 1..3).prop_map(Block::Lines),
        texts().prop_map(Block::Imprint),
        (text(), text(), texts(), texts()).prop_map(move |(one, other, name, cell)| {
            Block::Table(Table {
                caption: String::new(),
                columns: vec![column(one), column(other)],
                rows: vec![vec![name.clone(), cell.clone()], vec![cell, name]],
            })
        }),
    ]
}

/// The parts that a report is to have, in order.
fn expected(blocks: &[Block<'_>]) -> Vec<String> {
    let mut parts = vec!["heading 1".to_owned()];
    for block in blocks {
        match block {
            Block::Heading(Level::Section, _) => parts.push("heading 2".to_owned()),
            Block::Heading(Level::Item, _) => parts.push("heading 3".to_owned()),
            Block::Heading(Level::Detail, _) => parts.push("heading 4".to_owned()),
            Block::Paragraph(_) => parts.push("paragraph".to_owned()),
            Block::Notice(texts) => parts.extend(texts.iter().map(|_| "paragraph".to_owned())),
            Block::List(texts) => parts.push(format!("list of {}", texts.len())),
            Block::Numbered(texts) => parts.push(format!("numbered list of {}", texts.len())),
            Block::Lines(lines) => parts.push(format!("list of {}", lines.len())),
            Block::Table(table) => parts.push(format!("table of {}", table.rows.len() + 1)),
            Block::Picture(_) => {}
            Block::Imprint(_) => parts.extend(["rule".to_owned(), "paragraph".to_owned()]),
        }
    }
    parts
}

/// The parts that a reader of Markdown finds, in order, and what it finds in their texts that no report has.
fn found<'a>(root: &'a AstNode<'a>) -> (Vec<String>, Vec<String>) {
    let mut parts = Vec::new();
    for node in root.children() {
        let items = node.children().count();
        match &node.data.borrow().value {
            NodeValue::Heading(heading) => parts.push(format!("heading {}", heading.level)),
            NodeValue::Paragraph => parts.push("paragraph".to_owned()),
            NodeValue::List(NodeList { list_type: comrak::nodes::ListType::Bullet, .. }) => {
                parts.push(format!("list of {items}"));
            }
            NodeValue::List(_) => parts.push(format!("numbered list of {items}")),
            NodeValue::Table(_) => parts.push(format!("table of {items}")),
            NodeValue::ThematicBreak => parts.push("rule".to_owned()),
            NodeValue::FootnoteDefinition(_) => {}
            other => parts.push(format!("{other:?}")),
        }
    }
    let strange = root.descendants().filter_map(|node| match &node.data.borrow().value {
        NodeValue::Document
        | NodeValue::Heading(_)
        | NodeValue::Paragraph
        | NodeValue::List(_)
        | NodeValue::Item(_)
        | NodeValue::Table(_)
        | NodeValue::TableRow(_)
        | NodeValue::TableCell
        | NodeValue::ThematicBreak
        | NodeValue::FootnoteDefinition(_)
        | NodeValue::FootnoteReference(_)
        | NodeValue::Text(_)
        | NodeValue::Escaped
        | NodeValue::Strong => None,
        other => Some(format!("{other:?}")),
    });
    (parts, strange.collect())
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.math_dollars = true;
    options
}

#[test]
fn whatever_is_written_in_a_report_its_parts_are_its_own() {
    let report = (text(), prop::collection::vec(blocks(), 0..6));
    let tried = TestRunner::new(cases(1500)).run(&report, |(title, blocks)| {
        let expected = expected(&blocks);
        let report = Document { title, language: Language::English, catalogue: &SHIPPED, blocks };
        let written = markdown::text(&report);
        let arena = Arena::new();
        let (parts, strange) = found(parse_document(&arena, &written, &options()));
        prop_assert_eq!(parts, expected, "{}", written);
        prop_assert!(strange.is_empty(), "{:?} in\n{}", strange, written);
        Ok(())
    });
    tried.unwrap_or_else(|why| panic!("{why}"));
}
