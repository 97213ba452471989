//! The layout of Markdown, by `pulldown-cmark`: whatever is not words is markup.

use jiff::civil::Date;
use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::document::Layout;
use super::front_matter::{FrontMatter, Notation};
use super::{Cue, CueKind, Span};

/// The layout of a Markdown text, with the title and date that it states.
#[derive(Default)]
pub(super) struct Markdown {
    pub(super) layout: Layout,
    pub(super) title: Option<String>,
    pub(super) date: Option<Date>,
    /// What it states as its date and is no day.
    pub(super) wrong_date: Option<String>,
    /// The cues that are open, each with the words it has so far.
    open: Vec<(CueKind, Option<Span>)>,
    block: Option<Span>,
    /// Inside code, HTML or front matter, whose words are not prose.
    hidden: usize,
    /// The front matter that is open, with what it has so far.
    front: Option<(Notation, String)>,
    in_title: bool,
    words_end: usize,
}

pub(super) fn read(text: &str) -> Markdown {
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH;
    let mut markdown = Markdown::default();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let span = Span::new(range.start, range.end);
        match event {
            Event::Start(tag) => markdown.start(&tag),
            Event::End(tag) => markdown.end(tag),
            Event::Text(words) if markdown.hidden > 0 => {
                markdown.front.as_mut().into_iter().for_each(|(_, block)| block.push_str(&words));
            }
            Event::Text(words) => markdown.words(span, &words),
            Event::SoftBreak => markdown.covered(span),
            Event::HardBreak | Event::Rule => markdown.close_block(),
            _ => {}
        }
    }
    markdown.close_block();
    markdown.hide_up_to(text.len());
    markdown
}

impl Markdown {
    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Emphasis => self.open.push((CueKind::Emphasis, None)),
            Tag::Strong => self.open.push((CueKind::Strong, None)),
            Tag::Link { .. } => self.open.push((CueKind::Link, None)),
            Tag::MetadataBlock(kind) => {
                let notation = match kind {
                    MetadataBlockKind::YamlStyle => Notation::Yaml,
                    MetadataBlockKind::PlusesStyle => Notation::Toml,
                };
                self.front = Some((notation, String::new()));
                self.hidden += 1;
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Image { .. } => self.hidden += 1,
            Tag::Heading { level, .. } => {
                self.close_block();
                self.open.push((CueKind::Heading, None));
                self.in_title = *level == HeadingLevel::H1 && self.title.is_none();
            }
            Tag::Item => {
                self.close_block();
                self.open.push((CueKind::Item, None));
            }
            Tag::Strikethrough => {}
            _ => self.close_block(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => self.close_cue(),
            TagEnd::Heading(_) | TagEnd::Item => {
                self.close_block();
                self.close_cue();
                self.in_title = false;
            }
            TagEnd::MetadataBlock(_) => {
                self.hidden = self.hidden.saturating_sub(1);
                self.front_matter();
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Image => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            TagEnd::Strikethrough => {}
            _ => self.close_block(),
        }
    }

    fn words(&mut self, span: Span, words: &str) {
        self.covered(span);
        self.block = Some(self.block.map_or(span, |block| block.join(span)));
        for (_, inner) in &mut self.open {
            *inner = Some(inner.map_or(span, |open| open.join(span)));
        }
        if self.in_title {
            self.title.get_or_insert_default().push_str(words);
        }
    }

    /// Takes note that `span` is words, and all between the last words and it is markup.
    fn covered(&mut self, span: Span) {
        self.hide_up_to(span.start);
        self.words_end = self.words_end.max(span.end);
    }

    fn hide_up_to(&mut self, end: usize) {
        if self.words_end < end {
            self.layout.markup.push(Span::new(self.words_end, end));
            self.words_end = end;
        }
    }

    fn close_block(&mut self) {
        self.layout.blocks.extend(self.block.take());
    }

    fn close_cue(&mut self) {
        if let Some((kind, Some(span))) = self.open.pop() {
            self.layout.cues.push(Cue { kind, span });
        }
    }

    /// Takes in the block in front, which has ended.
    fn front_matter(&mut self) {
        let Some((notation, block)) = self.front.take().filter(|_| self.words_end == 0) else { return };
        let FrontMatter { title, date, wrong_date } = FrontMatter::read(&block, notation);
        self.title = title.or_else(|| self.title.take());
        self.date = date;
        self.wrong_date = wrong_date;
    }
}
