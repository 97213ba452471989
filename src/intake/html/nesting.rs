//! How deep the elements of a page are nested: in one pass, and never less than the parser of pages takes it to be.
//!
//! Where it cannot tell what the parser does with a tag of a broken page, an element stays open.

use std::collections::BTreeMap;

use super::super::IntakeError;

/// Elements that are nested deeper than browsers take are no page for people, and take long to read.
pub(super) const DEEPEST: usize = 512;

/// Elements that have no end, or whose end may be left out and which are never in one another.
const ENDLESS: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "option", "thead", "tbody", "tfoot", "colgroup", "body",
    "html", "head",
];
/// Elements whose end closes all that is in them, but not beyond `BORDERS`.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "button",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "header",
    "hgroup",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "pre",
    "search",
    "section",
    "summary",
    "ul",
];
const BORDERS: &[&str] = &[
    "applet",
    "caption",
    "table",
    "marquee",
    "object",
    "select",
    "template",
    "foreignobject",
    "desc",
    "title",
    "mi",
    "mo",
    "mn",
    "ms",
    "mtext",
    "annotation-xml",
];
/// What the end of any other element does not close, beside those.
const CLOSED: &[&str] =
    &["form", "frame", "frameset", "noscript", "basefont", "bgsound", "isindex", "keygen"];
/// Elements that begin again in the next block where their own end is missing.
const FORMATS: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements that end a picture or a formula.
const BREAKING: &[&str] = &[
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "h1",
    "head",
    "hr",
    "i",
    "img",
    "li",
    "listing",
    "menu",
    "meta",
    "nobr",
    "ol",
    "p",
    "pre",
    "ruby",
    "s",
    "small",
    "span",
    "strong",
    "strike",
    "sub",
    "sup",
    "table",
    "tt",
    "u",
    "ul",
    "var",
];
/// Elements of pictures and formulas of which it depends what they hold.
const DOUBTFUL: &[&str] = &["font", "annotation-xml", "mglyph", "malignmark"];

/// How what is in an element is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Content {
    #[default]
    Page,
    /// A picture, in which `/` ends a tag.
    Svg,
    /// A formula, likewise.
    Math,
    /// A page, a picture or a formula.
    Unsure,
}

impl Content {
    pub(super) fn is_foreign(self) -> bool {
        matches!(self, Self::Svg | Self::Math)
    }
}

#[derive(Debug)]
struct Element<'p> {
    name: &'p str,
    content: Content,
    /// The one around it that has the same name.
    same: Option<usize>,
    /// The innermost of `BORDERS` that is open, itself counted.
    border: Option<usize>,
    /// The innermost of what other ends do not close.
    wall: Option<usize>,
    /// Where the picture or formula begins that it is in.
    root: usize,
}

/// The elements that are open, by their places from the outermost.
#[derive(Debug, Default)]
pub(super) struct Open<'p> {
    elements: Vec<Element<'p>>,
    last: BTreeMap<&'p str, usize>,
    /// Those of `FORMATS` that were closed with what they are in.
    adrift: BTreeMap<&'p str, usize>,
    adrift_in_all: usize,
    /// The outermost picture or formula.
    outermost: Option<usize>,
    is_unsure: bool,
    /// Whether no end counts any more.
    pub(super) is_lost: bool,
}

impl<'p> Open<'p> {
    pub(super) fn content(&self) -> Content {
        if self.is_unsure {
            return Content::Unsure;
        }
        self.elements.last().map(|top| top.content).unwrap_or_default()
    }

    /// How many elements the parser compares one with when it begins: those of `FORMATS` that are the same.
    pub(super) fn alike(&self, name: &str) -> usize {
        if FORMATS.contains(&name) { self.elements.len() + self.adrift_in_all } else { 0 }
    }

    /// Whether a picture or formula is open.
    pub(super) fn has_foreign(&self) -> bool {
        self.outermost.is_some()
    }

    pub(super) fn start(&mut self, name: &'p str, has_slash: bool) -> Result<(), IntakeError> {
        let name = plain(name);
        if self.has_foreign() && DOUBTFUL.contains(&name) {
            self.is_unsure = true;
        }
        let root = self.elements.last().map(|top| top.root);
        if let (true, true, Some(root)) = (self.content().is_foreign(), BREAKING.contains(&name), root) {
            self.truncate(root);
        }
        let around = self.content();
        let content = match (around, name) {
            (Content::Page, "svg") => Content::Svg,
            (Content::Page, "math") => Content::Math,
            (Content::Page, name) if ENDLESS.contains(&name) => return Ok(()),
            (Content::Svg, "foreignobject" | "desc" | "title")
            | (Content::Math, "mi" | "mo" | "mn" | "ms" | "mtext")
            | (Content::Unsure, _) => Content::Page,
            (around, _) => around,
        };
        if has_slash && (around.is_foreign() || content.is_foreign()) {
            return Ok(());
        }
        self.push(name, around, content);
        if self.elements.len() + self.adrift_in_all > DEEPEST {
            return Err(IntakeError::TooDeep { limit: DEEPEST });
        }
        Ok(())
    }

    pub(super) fn end(&mut self, name: &str) {
        let name = plain(name);
        if self.is_lost {
            return;
        }
        let Some((top, root)) = self.elements.last().map(|top| (top.name, top.root)) else {
            return self.close(name);
        };
        let at = self.last.get(name).copied();
        // The last that is known of a picture is what is between its root and here.
        let is_foreign = self.content().is_foreign();
        if let (true, Some(at)) = (is_foreign, at.filter(|at| *at >= root)) {
            return self.truncate(at);
        }
        let is_point = !self.is_unsure && root < self.elements.len() && !is_foreign && top != name;
        self.close(name);
        self.is_unsure |= (is_foreign || is_point) && self.elements.len() > root;
    }

    fn close(&mut self, name: &str) {
        let Some(top) = self.elements.last() else { return self.recover(name) };
        let innermost = self.elements.len() - 1;
        let (border, wall) = (top.border, top.wall);
        let at = self.last.get(name).copied();
        if self.adrift.get(name).is_some_and(|count| *count > 0) {
            // Which of them ends is not known inside a border, whether those outside may end or not.
            match (border, at) {
                (None, _) => self.recover(name),
                (Some(_), Some(at)) if at == innermost => self.truncate(at),
                _ => {}
            }
            return;
        }
        let Some(at) = at else { return };
        let limit = if BLOCKS.contains(&name) || BORDERS.contains(&name) { border } else { wall };
        if limit.is_none_or(|limit| at >= limit) && (name != "form" || at == innermost) {
            self.truncate(at);
        }
    }

    fn recover(&mut self, name: &str) {
        if let Some(count) = self.adrift.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            self.adrift_in_all -= 1;
        }
    }

    fn push(&mut self, name: &'p str, around: Content, content: Content) {
        let at = self.elements.len();
        let top = self.elements.last();
        let is_border = BORDERS.contains(&name);
        let is_wall = is_border || BLOCKS.contains(&name) || CLOSED.contains(&name);
        let root = if around.is_foreign() {
            top.map_or(at, |top| top.root)
        } else if content.is_foreign() {
            at
        } else {
            usize::MAX
        };
        let border = if is_border { Some(at) } else { top.and_then(|top| top.border) };
        let wall = if is_wall { Some(at) } else { top.and_then(|top| top.wall) };
        if content.is_foreign() && self.outermost.is_none() {
            self.outermost = Some(at);
        }
        let same = self.last.insert(name, at);
        self.elements.push(Element { name, content, same, border, wall, root });
    }

    /// Closes all from a place on.
    fn truncate(&mut self, at: usize) {
        while self.elements.len() > at {
            let Some(top) = self.elements.pop() else { break };
            match top.same {
                Some(same) => self.last.insert(top.name, same),
                None => self.last.remove(top.name),
            };
            if self.elements.len() > at && !top.content.is_foreign() && FORMATS.contains(&top.name) {
                *self.adrift.entry(top.name).or_default() += 1;
                self.adrift_in_all += 1;
            }
        }
        if self.outermost.is_some_and(|outermost| at <= outermost) {
            self.outermost = None;
            self.is_unsure = false;
        }
    }
}

/// Any end of a heading ends any heading.
fn plain(name: &str) -> &str {
    if matches!(name, "h2" | "h3" | "h4" | "h5" | "h6") { "h1" } else { name }
}
