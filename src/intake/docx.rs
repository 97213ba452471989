//! Word documents: paragraphs with headings, items and italics, notes at the end, the title and the day of making.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::IntakeError;
use super::dates::day;
use super::html::{headed, named};
use super::markdown::{Block, Style, Writer};
use super::xml::{Node, Parts, attribute, visit};
use crate::text::Document;

const WHAT: &str = "Word document";

pub(super) fn read(id: &str, bytes: Vec<u8>) -> Result<Document, IntakeError> {
    let mut parts = Parts::open(WHAT, bytes)?;
    let main = parts.need(WHAT, "word/document.xml")?;
    let styles = match parts.text("word/styles.xml")? {
        Some(text) => Styles::read(&text)?,
        None => Styles::default(),
    };
    let mut writer = Writer::default();
    body(&main, &styles, &mut writer)?;
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(text) = parts.text(notes)? {
            body(&text, &styles, &mut writer)?;
        }
    }
    let (title, date) = match parts.text("docProps/core.xml")? {
        Some(text) => core(&text)?,
        None => (None, None),
    };
    let text = headed(title.as_deref(), writer.finish());
    let document = Document::markdown(id, text);
    let title = title.or_else(|| document.title.clone());
    Ok(document.with_title(title).with_date(date))
}

/// The title and the day that the document says of itself.
fn core(xml: &str) -> Result<(Option<String>, Option<Date>), IntakeError> {
    let (mut inside, mut title, mut made) = (String::new(), String::new(), String::new());
    visit(WHAT, xml, |node| match node {
        Node::Start(name, _) => name.clone_into(&mut inside),
        Node::End(_) => inside.clear(),
        Node::Text(words) => match inside.as_str() {
            "title" => title.push_str(words),
            "created" => made.push_str(words),
            _ => {}
        },
    })?;
    Ok((named(&title), day(&made)))
}

/// What a style of paragraphs or of words does.
#[derive(Clone, Debug, Default)]
struct Look {
    block: Block,
    is_italic: bool,
    is_bold: bool,
}

#[derive(Debug, Default)]
struct Styles(BTreeMap<String, Look>);

impl Styles {
    fn read(xml: &str) -> Result<Self, IntakeError> {
        let (mut styles, mut id, mut look) = (Self::default(), None, Look::default());
        visit_current(xml, |node| match node {
            Node::Start("style", tag) => {
                look = Look::default();
                id = attribute(tag, "styleId");
            }
            Node::Start("name", tag) => look.block = block(&attribute(tag, "val").unwrap_or_default()),
            Node::Start("basedOn", tag) if look.block == Block::Paragraph => {
                let base = attribute(tag, "val").and_then(|base| styles.0.get(&base).cloned());
                look = Look { block: base.unwrap_or_default().block, ..look };
            }
            Node::Start("i", tag) => look.is_italic = is_on(tag),
            Node::Start("b", tag) => look.is_bold = is_on(tag),
            Node::End("style") => {
                if let Some(id) = id.take() {
                    styles.0.insert(id, look.clone());
                }
            }
            _ => {}
        })?;
        Ok(styles)
    }

    /// What paragraphs of a style are; styles that are not described are known by their id.
    fn block(&self, id: &str) -> Block {
        self.0.get(id).map_or_else(|| block(id), |look| look.block)
    }
}

/// What paragraphs of a style are by its name, which is the same in every language.
fn block(name: &str) -> Block {
    let name = name.to_lowercase();
    let level = name.strip_prefix("heading").and_then(|level| level.trim().parse().ok());
    match level {
        Some(level) => Block::Heading(level),
        None if name == "title" => Block::Heading(1),
        None if name.starts_with("list") => Block::Item,
        None => Block::Paragraph,
    }
}

/// Whether a property such as `w:i` is set: without a value it is.
fn is_on(tag: &quick_xml::events::BytesStart<'_>) -> bool {
    attribute(tag, "val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
}

/// Visits what the document is now: without what was taken out or moved away, what was the look before a change, and
/// what is there twice for older programs.
fn visit_current(xml: &str, mut each: impl FnMut(Node<'_>)) -> Result<(), IntakeError> {
    let is_past = |name: &str| {
        matches!(name, "del" | "moveFrom" | "instrText" | "delText" | "Fallback")
            || name.ends_with("PrChange")
    };
    let mut past = 0_usize;
    visit(WHAT, xml, |node| match node {
        Node::Start(name, _) if is_past(name) => past += 1,
        Node::End(name) if is_past(name) => past = past.saturating_sub(1),
        node if past == 0 => each(node),
        _ => {}
    })
}

fn body(xml: &str, styles: &Styles, writer: &mut Writer) -> Result<(), IntakeError> {
    let mut body = Body { styles, writer, style: Style::default(), in_run: false, in_text: false };
    visit_current(xml, |node| body.take(node))?;
    body.writer.close();
    Ok(())
}

struct Body<'b> {
    styles: &'b Styles,
    writer: &'b mut Writer,
    style: Style,
    in_run: bool,
    in_text: bool,
}

impl Body<'_> {
    fn take(&mut self, node: Node<'_>) {
        match node {
            Node::Start(name, tag) => self.start(name, tag),
            Node::End(name) => self.end(name),
            Node::Text(words) if self.in_text => self.writer.words(words, self.style),
            Node::Text(_) => {}
        }
    }

    fn start(&mut self, name: &str, tag: &quick_xml::events::BytesStart<'_>) {
        match name {
            "p" => self.writer.close(),
            "pStyle" => {
                let block = self.styles.block(&attribute(tag, "val").unwrap_or_default());
                self.writer.begin(block);
            }
            "outlineLvl" => {
                let level = attribute(tag, "val").and_then(|level| level.parse::<u8>().ok());
                if let Some(level) = level.filter(|level| *level < 6) {
                    self.writer.begin(Block::Heading(level + 1));
                }
            }
            "numId" if attribute(tag, "val").is_none_or(|value| value != "0") => self.writer.item(),
            "hyperlink" => self.style.link = 1,
            "r" => {
                self.in_run = true;
                self.style = Style { emphasis: 0, strong: 0, ..self.style };
            }
            "rStyle" if self.in_run => {
                let look = attribute(tag, "val").and_then(|id| self.styles.0.get(&id));
                self.style.emphasis = u16::from(look.is_some_and(|look| look.is_italic));
                self.style.strong = u16::from(look.is_some_and(|look| look.is_bold));
            }
            "i" if self.in_run => self.style.emphasis = u16::from(is_on(tag)),
            "b" if self.in_run => self.style.strong = u16::from(is_on(tag)),
            "t" => self.in_text = true,
            "tab" if self.in_run => self.writer.words(" ", self.style),
            "noBreakHyphen" => self.writer.words("-", self.style),
            "br" | "cr" if self.in_run => self.writer.end(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.writer.close(),
            "hyperlink" => self.style.link = 0,
            "r" => self.in_run = false,
            "t" => self.in_text = false,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        let look = Look { block: Block::Heading(2), ..Look::default() };
        let styles = Styles(BTreeMap::from([("H".to_owned(), look)]));
        let mut writer = Writer::default();
        body(&format!("<w:document>{xml}</w:document>"), &styles, &mut writer).unwrap();
        assert_eq!(writer.finish(), expected);
    }

    #[test]
    fn what_was_taken_out_is_not_read() {
        let gone = "<w:r><w:delText>not</w:delText><w:noBreakHyphen/><w:tab/><w:br/><w:t>so</w:t></w:r>";
        for past in ["del", "moveFrom"] {
            check(
                &format!(
                    "<w:p><w:r><w:t>low</w:t></w:r><w:{past}>{gone}</w:{past}><w:r><w:t>tide</w:t></w:r></w:p>"
                ),
                "lowtide\n",
            );
        }
        check("<w:p><w:r><w:t>low</w:t><w:noBreakHyphen/><w:tab/><w:t>tide</w:t></w:r></w:p>", "low- tide\n");
    }

    #[test]
    fn a_look_before_a_change_does_not_count() {
        let old = "<w:rPrChange><w:rPr><w:i w:val='0'/><w:b/></w:rPr></w:rPrChange>";
        check(&format!("<w:p><w:r><w:rPr><w:i/>{old}</w:rPr><w:t>Tide</w:t></w:r></w:p>"), "*Tide*\n");
        let old = "<w:pPrChange><w:pPr><w:pStyle w:val='H'/><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange>";
        check(&format!("<w:p><w:pPr>{old}</w:pPr><w:r><w:t>Tide</w:t></w:r></w:p>"), "Tide\n");
        let (style, old) = ("<w:pStyle w:val='H'/>", old.replace("'H'", "'Body'"));
        check(&format!("<w:p><w:pPr>{style}{old}</w:pPr><w:r><w:t>Tide</w:t></w:r></w:p>"), "## Tide\n");
    }
}
