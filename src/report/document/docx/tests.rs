use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::super::{Block, Column, Document, Language, Level, Table, Text};
use super::{Print, write};
use crate::catalogue::Catalogue;
use crate::embedded;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// A document with one part of each kind.
fn one_of_each(catalogue: &Catalogue) -> Document<'_> {
    let mut sources =
        catalogue.offers.iter().flat_map(|offer| &offer.criteria).map(|one| one.source.as_slice());
    let (first, second) = (sources.next().unwrap_or(&[]), sources.nth(20).unwrap_or(&[]));
    let column = |heading: &str, figures, share| Column { heading: heading.to_owned(), figures, share };
    Document {
        title: "Intervention plan".to_owned(),
        language: Language::English,
        catalogue,
        blocks: vec![
            Block::Paragraph(Text::from("For a community order.").cited(first)),
            Block::Notice(vec!["The practitioner decides what to propose.".into()]),
            Block::Heading(Level::Section, "The sequence".into()),
            Block::Table(Table {
                caption: "The steps of the plan, in order".to_owned(),
                columns: vec![column("Step", true, 1), column("What", false, 4), column("Weeks", false, 2)],
                rows: vec![
                    vec!["1".into(), "Building Better Relationships".into(), "1 to 24".into()],
                    vec!["2".into(), Text::default(), "25 to 30".into()],
                ],
            }),
            Block::Heading(Level::Item, "Step 1: Building Better Relationships".into()),
            Block::Paragraph(Text::strong("For it:").and(" He is 18 or over.").cited(first).cited(second)),
            Block::List(vec!["one".into(), Text::from("two").cited(second)]),
            Block::Numbered(vec!["first".into(), "second".into()]),
            Block::Numbered(vec!["first again".into()]),
            Block::Lines(vec!["Prepared by".to_owned(), "Checked by".to_owned()]),
        ],
    }
}

/// The parts of the package by their names, each as text.
fn parts(document: &Document<'_>, print: Print) -> Result<Vec<(String, String)>, Box<dyn std::error::Error>> {
    let mut package = ZipArchive::new(Cursor::new(write(document, print)?))?;
    let mut parts = Vec::new();
    for index in 0..package.len() {
        let mut part = package.by_index(index)?;
        let name = part.name()?.into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text)?;
        parts.push((name, text));
    }
    Ok(parts)
}

fn with(blocks: Vec<Block<'static>>, check: impl Fn(&str) -> Outcome) -> Outcome {
    let history = embedded::history()?;
    let catalogue = history.on(jiff::civil::date(2022, 12, 1))?;
    let document = Document { blocks, ..one_of_each(catalogue) };
    let parts = parts(&document, Print::Usual)?;
    let (_, body) = parts.iter().find(|(name, _)| name == "word/document.xml").ok_or("no body")?;
    check(body)
}

#[test]
fn the_same_document_is_the_same_bytes() -> Outcome {
    let history = embedded::history()?;
    let document = one_of_each(history.on(jiff::civil::date(2022, 12, 1))?);
    assert_eq!(write(&document, Print::Usual)?, write(&document, Print::Usual)?);
    Ok(())
}

#[test]
fn a_place_cited_again_repeats_its_mark_and_is_told_once() -> Outcome {
    let history = embedded::history()?;
    let document = one_of_each(history.on(jiff::civil::date(2022, 12, 1))?);
    let parts = parts(&document, Print::Usual)?;
    let count = |part: &str, what: &str| {
        parts
            .iter()
            .filter(|(name, _)| name == part)
            .map(|(_, text)| text.matches(what).count())
            .sum::<usize>()
    };
    let told = count("word/endnotes.xml", "<w:endnoteRef/>");
    assert!(told > 1);
    assert_eq!(count("word/document.xml", "<w:endnoteReference "), told);
    assert!(count("word/document.xml", " NOTEREF source1 ") > 0);
    Ok(())
}

#[test]
fn every_numbered_list_begins_at_one() -> Outcome {
    let list = || Block::Numbered(vec!["a".into(), "b".into()]);
    with(vec![list(), list()], |body| {
        assert_eq!(body.matches("<w:numId w:val=\"2\"/>").count(), 2);
        assert_eq!(body.matches("<w:numId w:val=\"3\"/>").count(), 2);
        Ok(())
    })
}

#[test]
fn a_document_that_cites_nothing_has_no_heading_for_sources() -> Outcome {
    with(vec![Block::Paragraph("Nothing is planned yet.".into())], |body| {
        assert!(!body.contains("Sources"));
        Ok(())
    })
}

#[test]
fn large_print_is_sixteen_point_or_more() -> Outcome {
    let history = embedded::history()?;
    let document = one_of_each(history.on(jiff::civil::date(2022, 12, 1))?);
    let smallest = |print| -> Result<Option<u32>, Box<dyn std::error::Error>> {
        let parts = parts(&document, print)?;
        let (_, styles) = parts.iter().find(|(name, _)| name == "word/styles.xml").ok_or("no styles")?;
        // What stands in a drawing keeps its size, and nothing stands below a table.
        let styles =
            styles.split("<w:style ").filter(|style| !style.contains("Drawing") && !style.contains("Below"));
        let sizes = styles.flat_map(|style| style.split("<w:sz w:val=\"").skip(1));
        Ok(sizes.filter_map(|rest| rest.split('"').next()?.parse().ok()).min())
    };
    assert_eq!(smallest(Print::Usual)?, Some(18));
    assert_eq!(smallest(Print::Large)?, Some(32));
    Ok(())
}
