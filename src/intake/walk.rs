//! The elements of a page as Markdown: headings, paragraphs, items, italics, links; the rest is left out.

use dom_query::NodeRef;

use super::markdown::{Block, Style, Writer};

/// Which parts of a page are left out beside what is never prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// None: all of it is the text.
    Kept,
    /// What stands around the text: menus, heads and feet.
    LeftOut,
}

/// What an element is to a text.
enum Element {
    Block(Block),
    /// It parts blocks, and is none.
    Border,
    Break,
    /// A cell of a table, and what stands before the next.
    Cell(&'static str),
    Emphasis,
    Strong,
    Link,
    Quote,
    Inline,
    LeftOut,
}

impl Element {
    fn of(name: &str, node: &NodeRef<'_>, rest: Rest) -> Self {
        match name {
            "h1" => Self::Block(Block::Heading(1)),
            "h2" => Self::Block(Block::Heading(2)),
            "h3" => Self::Block(Block::Heading(3)),
            "h4" => Self::Block(Block::Heading(4)),
            "h5" => Self::Block(Block::Heading(5)),
            "h6" => Self::Block(Block::Heading(6)),
            "li" | "dt" => Self::Block(Block::Item),
            "p" | "dd" | "pre" | "blockquote" | "figcaption" | "caption" | "summary" => {
                Self::Block(Block::Paragraph)
            }
            "nav" | "footer" | "aside" | "header" | "menu" | "dialog" if rest == Rest::LeftOut => {
                Self::LeftOut
            }
            "div" | "section" | "article" | "main" | "body" | "html" | "ul" | "ol" | "dl" | "table"
            | "tr" | "thead" | "tbody" | "tfoot" | "figure" | "header" | "footer" | "aside" | "nav"
            | "address" | "center" | "details" | "fieldset" | "form" | "hr" | "hgroup" | "menu"
            | "dialog" | "image" => Self::Border,
            "br" => Self::Break,
            "th" => Self::Cell(": "),
            "td" => Self::Cell("; "),
            "i" | "em" | "cite" => Self::Emphasis,
            "b" | "strong" => Self::Strong,
            "a" if node.has_attr("href") => Self::Link,
            "q" => Self::Quote,
            "script" | "style" | "noscript" | "template" | "svg" | "math" | "head" | "iframe" | "object"
            | "button" | "select" | "textarea" | "audio" | "video" | "canvas" | "img" | "rt" | "rp" => {
                Self::LeftOut
            }
            _ if node.has_attr("hidden") => Self::LeftOut,
            _ => Self::Inline,
        }
    }
}

/// Adds all that is under an element. It walks by hand, so that no depth is too deep.
pub(super) fn write(root: &NodeRef<'_>, rest: Rest, writer: &mut Writer) {
    let mut walk = Walk { style: Style::default(), separator: None, rest, writer };
    let mut node = root.first_child();
    while let Some(at) = node {
        if walk.enter(&at) {
            node = at.first_child();
            if node.is_some() {
                continue;
            }
        }
        walk.leave(&at);
        node = onward(at, root, &mut walk);
    }
    walk.writer.close();
}

/// The next node that is not under this one; leaves what ends before it.
fn onward<'n>(mut at: NodeRef<'n>, root: &NodeRef<'n>, walk: &mut Walk<'_>) -> Option<NodeRef<'n>> {
    loop {
        if let Some(next) = at.next_sibling() {
            return Some(next);
        }
        at = at.parent().filter(|parent| parent.id != root.id)?;
        walk.leave(&at);
    }
}

struct Walk<'w> {
    style: Style,
    /// What stands before the next cell of a row.
    separator: Option<&'static str>,
    rest: Rest,
    writer: &'w mut Writer,
}

impl Walk<'_> {
    /// Begins a node; whether what is in it counts.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        let Some(name) = node.node_name().filter(|_| node.is_element()) else {
            if node.is_text() {
                self.writer.words(&node.text(), self.style);
            }
            return false;
        };
        match Element::of(&name, node, self.rest) {
            Element::LeftOut => return false,
            Element::Block(block) => self.writer.begin(block),
            Element::Border => {
                self.separator = None;
                self.writer.end();
            }
            Element::Break => self.writer.end(),
            Element::Cell(_) => {
                if let Some(separator) = self.separator.take() {
                    self.writer.between(separator);
                }
            }
            Element::Emphasis => self.style.emphasis = self.style.emphasis.saturating_add(1),
            Element::Strong => self.style.strong = self.style.strong.saturating_add(1),
            Element::Link => self.style.link = self.style.link.saturating_add(1),
            Element::Quote => self.writer.words("“", self.style),
            Element::Inline => {}
        }
        true
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.node_name().filter(|_| node.is_element()) else { return };
        match Element::of(&name, node, self.rest) {
            Element::Block(_) => self.writer.close(),
            Element::Border => self.writer.end(),
            Element::Cell(separator) => self.separator = Some(separator),
            Element::Emphasis => self.style.emphasis = self.style.emphasis.saturating_sub(1),
            Element::Strong => self.style.strong = self.style.strong.saturating_sub(1),
            Element::Link => self.style.link = self.style.link.saturating_sub(1),
            Element::Quote => self.writer.words("”", self.style),
            Element::Break | Element::Inline | Element::LeftOut => {}
        }
    }
}
