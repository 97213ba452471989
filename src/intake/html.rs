//! Web pages: the text proper, found by `dom_smoothie`, with its title and date.

mod nesting;
mod tags;

use dom_query::{Document as Dom, NodeRef};
use dom_smoothie::{Config, Readability};
use jiff::civil::Date;
use serde_json::Value;

use super::IntakeError;
use super::dates::day;
use super::markdown::Writer;
use super::walk::{Rest, write};
use crate::text::Document;
use tags::check_size;

/// A text proper that is less than one part in so many of the words of a page was not found.
const LEAST_PART: usize = 8;
/// Pages with fewer bytes of words have nothing around their text that would be in the way.
const SHORT: usize = 1000;
/// The most bytes that are gone over to write a page out, which its text proper is made of: for each sign that is
/// written in another way, the rest of its text.
const ESCAPING: usize = 1 << 32;

/// The document of a page: its title as the first heading, then its text.
pub(super) fn page(id: &str, html: &str) -> Result<Document, IntakeError> {
    let html = with_ends(html);
    check_size(&html)?;
    let dom = Dom::from(html.as_str());
    let whole = words_of(dom.body(), Rest::LeftOut);
    let is_short = whole.as_ref().is_none_or(|whole| whole.len() < SHORT);
    let found = if is_short || escaping(&dom) > ESCAPING { None } else { proper(&html) };
    let all = body(&dom, whole);
    let Proper { text, title, date } = found.unwrap_or_default();
    let title = title.or_else(|| stated_title(&dom));
    let text = if text.len() * LEAST_PART < all.len() { all } else { text };
    let date = date.or_else(|| stated_date(&dom));
    Ok(Document::markdown(id, headed(title.as_deref(), text)).with_title(title).with_date(date))
}

/// A piece of a page, such as an entry of a feed or a chapter of a book, all of which is text.
pub(super) fn piece(html: &str) -> Result<String, IntakeError> {
    let html = with_ends(html);
    check_size(&html)?;
    let dom = Dom::from(html);
    Ok(words_of(dom.body(), Rest::Kept).unwrap_or_default())
}

/// A text with its title as its first heading, unless it begins so.
pub(super) fn headed(title: Option<&str>, text: String) -> String {
    let Some(title) = title else { return text };
    let mut writer = Writer::default();
    writer.begin(super::markdown::Block::Heading(1));
    writer.words(title, super::markdown::Style::default());
    let heading = writer.finish();
    if text.starts_with('#') && text.trim_start_matches('#').starts_with(heading.trim_start_matches('#')) {
        return format!("#{}", text.trim_start_matches('#'));
    }
    if heading.is_empty() { text } else { format!("{heading}\n{text}") }
}

/// The text proper of a page, with what is known of it.
#[derive(Default)]
struct Proper {
    text: String,
    title: Option<String>,
    date: Option<Date>,
}

fn proper(html: &str) -> Option<Proper> {
    let mut readability = Readability::new(html, None, Some(Config::default())).ok()?;
    let article = readability.parse().ok()?;
    let dom = Dom::from(article.content);
    let date = article.published_time.as_deref().and_then(day);
    Some(Proper {
        text: words_of(dom.body(), Rest::Kept).unwrap_or_default(),
        title: named(&article.title),
        date,
    })
}

/// How many bytes are gone over to write a page out.
fn escaping(dom: &Dom) -> usize {
    let of = |text: &str, is_sign: fn(u8) -> bool| {
        text.bytes().filter(|byte| is_sign(*byte)).count().saturating_mul(text.len())
    };
    let in_text = |byte| matches!(byte, b'&' | b'<' | b'>' | 0xc2);
    let in_value = |byte| matches!(byte, b'&' | b'"' | 0xc2);
    dom.root().descendants_it().fold(0_usize, |sum, node| {
        let is_raw = || node.parent().and_then(|outer| outer.node_name()).is_some_and(|name| is_raw(&name));
        let own = if node.is_text() && !is_raw() { of(&node.text(), in_text) } else { 0 };
        let values = node.attrs();
        values.iter().fold(sum.saturating_add(own), |sum, one| sum.saturating_add(of(&one.value, in_value)))
    })
}

/// Whether what is in an element of this name is written out as it is.
fn is_raw(name: &str) -> bool {
    matches!(name, "iframe" | "noembed" | "noframes" | "plaintext" | "script" | "style" | "xmp")
}

/// All of a page but what stands around the text; `whole` is that of its body.
fn body(dom: &Dom, whole: Option<String>) -> String {
    let marked = first(dom, "main, [role=main]").or_else(|| only(dom, "article"));
    words_of(marked, Rest::LeftOut).or(whole).or_else(|| words_of(dom.body(), Rest::Kept)).unwrap_or_default()
}

/// The words under an element; `None` where there are none.
fn words_of(root: Option<NodeRef<'_>>, rest: Rest) -> Option<String> {
    let mut writer = Writer::default();
    write(&root?, rest, &mut writer);
    (!writer.is_empty()).then(|| writer.finish())
}

/// What a selector finds, where that is one; the first of several is as likely a teaser.
fn only<'d>(dom: &'d Dom, selector: &str) -> Option<NodeRef<'d>> {
    match dom.try_select(selector)?.nodes() {
        [node] => Some(*node),
        _ => None,
    }
}

fn first<'d>(dom: &'d Dom, selector: &str) -> Option<NodeRef<'d>> {
    dom.try_select(selector)?.nodes().first().copied()
}

fn stated_title(dom: &Dom) -> Option<String> {
    let meta = first(dom, "meta[property='og:title']").and_then(|node| node.attr("content"));
    meta.and_then(|title| named(&title))
        .or_else(|| first(dom, "h1").and_then(|node| named(&node.text())))
        .or_else(|| first(dom, "title").and_then(|node| named(&node.text())))
}

/// Where heads of pages say their day, the surest first.
const IN_HEAD: &[(&str, &str)] = &[
    ("meta[property='article:published_time']", "content"),
    ("meta[itemprop=datePublished]", "content"),
    ("meta[name=date]", "content"),
    ("meta[name='DC.date']", "content"),
    ("meta[name='dcterms.date']", "content"),
    ("meta[name=pubdate]", "content"),
];

/// Where texts say it.
const IN_BODY: &[(&str, &str)] = &[("[itemprop=datePublished]", "datetime"), ("time[datetime]", "datetime")];

fn stated_date(dom: &Dom) -> Option<Date> {
    let stated = |places: &[(&str, &str)]| {
        places.iter().find_map(|(selector, attribute)| {
            first(dom, selector).and_then(|node| node.attr(attribute)).and_then(|text| day(&text))
        })
    };
    stated(IN_HEAD).or_else(|| linked_date(dom)).or_else(|| stated(IN_BODY))
}

/// The day in JSON-LD: the outermost, as that of a comment stands further in.
fn linked_date(dom: &Dom) -> Option<Date> {
    let scripts = dom.try_select("script[type='application/ld+json']")?;
    scripts.nodes().iter().find_map(|script| {
        let data: Value = serde_json::from_str(script.text().trim()).ok()?;
        let mut level = vec![&data];
        while !level.is_empty() {
            let stated = level.iter().find_map(|value| day(value.get("datePublished")?.as_str()?));
            if stated.is_some() {
                return stated;
            }
            level = level.into_iter().flat_map(parts).collect();
        }
        None
    })
}

fn parts(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(fields) => fields.values().collect(),
        _ => Vec::new(),
    }
}

/// A title on one line; `None` for an empty one.
pub(super) fn named(title: &str) -> Option<String> {
    let words: Vec<&str> = title.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Elements that have no end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// The same page with `<a id="x"/>` written `<a id="x"></a>`, which is the same in XHTML and not in HTML.
fn with_ends(html: &str) -> String {
    let head = html.get(..1024).unwrap_or(html).to_ascii_lowercase();
    if !head.contains("<?xml") && !head.contains("xhtml") {
        return html.to_owned();
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        out.push('<');
        let Some((inner, after)) = tag.split_once('>') else {
            rest = tag;
            break;
        };
        let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_void = VOID.iter().any(|known| name.eq_ignore_ascii_case(known));
        match inner.strip_suffix('/').filter(|inner| !name.is_empty() && !is_void && !inner.contains('<')) {
            Some(inner) => out.push_str(&format!("{inner}></{name}>")),
            None => {
                out.push_str(inner);
                out.push('>');
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(piece(html).unwrap(), expected);
    }

    #[test]
    fn pieces_keep_what_their_authors_set_apart() {
        check("<p>See <i> Glass Harbor</i>, a <b>film</b>.</p>", "See *Glass Harbor*, a **film**.\n");
        check(
            "<h2>Cast</h2><ul><li><p>Nora Vale</p></li><li>Kofi</li></ul>",
            "## Cast\n\n- Nora Vale\n\n- Kofi\n",
        );
        check("one<br>two<script>x</script><div>three</div>", "one\n\ntwo\n\nthree\n");
        check(
            "<table><tr><th>Directed by</th><td>Nora</td></tr><tr><td>a</td><td>b</td></tr></table>",
            "Directed by: Nora\n\na; b\n",
        );
        check("a &amp; b <a href='x'>M*A*S*H</a>", "a & b [M\\*A\\*S\\*H]()\n");
        check("<p>a<li></li><p>b", "a\n\nb\n");
        check(
            "<?xml version='1.0'?><html><head><title/></head><body><a id='x'/>text</body></html>",
            "text\n",
        );
        check("", "");
    }

    #[test]
    fn short_pages_are_all_text() {
        let html = "<html><head><title>Tide</title><meta name=date content=2025-05-06></head>\
            <body><nav>Home</nav><h1>Tide</h1><p>Nora Vale directed <em>Tide</em>.</p></body></html>";
        let document = page("a.html", html).unwrap();
        assert_eq!(document.text(), "# Tide\n\nNora Vale directed *Tide*.\n");
        assert_eq!(document.title.as_deref(), Some("Tide"));
        assert_eq!(document.date.unwrap().to_string(), "2025-05-06");
    }

    #[test]
    fn a_teaser_before_the_text_is_not_the_text() {
        let check = |teasers: &str, text: &str| {
            let page = page("a.html", &format!("<body>{teasers}<div>{text}<p>The end.</p></div>")).unwrap();
            assert!(page.text().contains("The end."), "{}", page.text());
        };
        let words = "Nora Vale directed Tide on the coast of Norway, and the crew slept in tents. ".repeat(9);
        check("<article>Buy now.</article>", &format!("<p>{words}</p><p>{words}</p>"));
        check("<article>Buy.</article><article>Now.</article>", &format!("<p>{words}</p><p>{words}</p>"));
        check("<article>Buy.</article><article>Now.</article>", "");
    }

    #[test]
    fn days_stand_in_linked_data() {
        let check = |data: &str, expected: Option<&str>| {
            let html = format!(
                "<script type='application/ld+json'>{data}</script><p>Tide.<time datetime=2001-01-01>"
            );
            let date = page("a.html", &html).unwrap().date.unwrap().to_string();
            assert_eq!(date, expected.unwrap_or("2001-01-01"), "{data}");
        };
        check(r#"{"@type":"NewsArticle","datePublished":"1969-05-06T10:00:00Z"}"#, Some("1969-05-06"));
        check(
            r#"{"@graph":[{"comment":{"datePublished":"2020-01-01"}},{"datePublished":"2025-05-06"}]}"#,
            Some("2025-05-06"),
        );
        check(r#"[{"datePublished":"soon"}]"#, None);
        check(r#"{"datePublished":"#, None);
    }

    #[test]
    fn pages_that_take_long_to_write_out_are_read_as_they_are() {
        let text = page("a.html", &format!("<p>{}<p title='{}'>x", "Tide & more ".repeat(9), "&".repeat(99)));
        assert!(text.unwrap().text().contains("Tide & more Tide"));
        let page = format!("<p>{}</x>more", "Tide & &amp; ".repeat(100_000));
        assert!(escaping(&Dom::from(page.as_str())) > ESCAPING);
        let page = format!("<p title='{}'>x", "&".repeat(100_000));
        assert!(escaping(&Dom::from(page.as_str())) > ESCAPING);
    }

    #[test]
    fn scripts_and_quotation_marks_of_a_page_are_written_out_as_they_are() {
        let script = "{\"a&b\": \"c\"},".repeat(100_000);
        let page = format!("<script>{script}</script><style>{script}</style><p>{}", "\"".repeat(100_000));
        assert_eq!(escaping(&Dom::from(page.as_str())), 0);
    }

    #[test]
    fn pages_of_xhtml_without_ends_of_tags_are_read_once() {
        assert!(with_ends(&format!("<!-- xhtml -->{}", "<".repeat(4_000_000))).ends_with("<<"));
    }
}
