//! The tags of a page, as the parser of pages finds them: not in comments, in values of attributes and in scripts.

use super::super::IntakeError;
use super::nesting::{Content, Open};

/// The most tags of a page: each takes some hundred bytes while it is read.
pub(super) const TAGS: usize = 500_000;

/// The most times that the parser compares attributes: each with all before it in its tag, and with those of elements
/// that are open.
const COMPARED: usize = 20_000_000;

/// Elements that hold text, whatever it looks like.
const RAW: &[&str] = &["iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"];

/// Refuses what is nested too deep, for which the parser takes the time of depth times length, or has too many parts.
pub(super) fn check_size(html: &str) -> Result<(), IntakeError> {
    let page = html.to_ascii_lowercase();
    let mut open = Open::default();
    let (mut tags, mut compared) = (0_usize, 0_usize);
    let mut has_frames = false;
    let mut rest = Some(page.as_str());
    while let Some((_, text)) = rest.and_then(|rest| rest.split_once('<')) {
        let (is_end, named) = text.strip_prefix('/').map_or((false, text), |named| (true, named));
        if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
            rest = after_other(text, &mut open);
            continue;
        }
        tags += 1;
        if tags > TAGS {
            return Err(IntakeError::TooMany { limit: TAGS });
        }
        let (name, inner) =
            named.split_at(named.find([' ', '\t', '\n', '\r', '\x0c', '/', '>']).unwrap_or(named.len()));
        // A tag that does not end is none.
        let (attributes, tag) = tag(inner);
        compared = compared.saturating_add(attributes.saturating_mul(attributes / 2 + open.alike(name)));
        if compared > COMPARED {
            return Err(IntakeError::TooManyAttributes);
        }
        let Some((has_slash, after)) = tag else { break };
        rest = Some(after);
        if is_end {
            open.end(name);
            continue;
        }
        has_frames |= name == "frameset";
        open.is_lost |= has_frames;
        match open.content() {
            Content::Page if name == "plaintext" => break,
            Content::Page if RAW.contains(&name) && !has_frames => rest = after_raw(name, after, &mut open),
            Content::Unsure if RAW.contains(&name) || name == "plaintext" => {
                open.is_lost = true;
                open.start(name, has_slash)?;
            }
            _ => open.start(name, has_slash)?,
        }
    }
    Ok(())
}

/// What follows a comment, a declaration, or a `<` that is none of a tag.
fn after_other<'p>(text: &'p str, open: &mut Open<'p>) -> Option<&'p str> {
    if let Some(comment) = text.strip_prefix("!--") {
        return after_comment(comment);
    }
    if text.starts_with("![cdata[") {
        match open.content() {
            Content::Svg | Content::Math => return text.split_once("]]>").map(|(_, after)| after),
            // An integration point of a picture may go either way.
            Content::Unsure | Content::Page => open.is_lost |= open.has_foreign(),
        }
    }
    if text.starts_with(['!', '?', '/']) {
        return text.split_once('>').map(|(_, after)| after);
    }
    Some(text)
}

fn after_comment(comment: &str) -> Option<&str> {
    if let Some(after) = comment.strip_prefix('>').or_else(|| comment.strip_prefix("->")) {
        return Some(after);
    }
    let mut rest = comment;
    loop {
        let after = rest.get(rest.find("--")?..)?;
        let ended = after.get(2..)?;
        if let Some(after) = ended.strip_prefix('>').or_else(|| ended.strip_prefix("!>")) {
            return Some(after);
        }
        rest = after.get(1..)?;
    }
}

/// What follows the text of an element of `RAW` and its end.
fn after_raw<'p>(name: &str, text: &'p str, open: &mut Open<'p>) -> Option<&'p str> {
    let mut from = 0;
    let end = format!("</{name}");
    loop {
        let rest = text.get(from..)?;
        let at = from + rest.find(&end)?;
        let after = text.get(at + end.len()..)?;
        if !after.starts_with([' ', '\t', '\n', '\r', '\x0c', '/', '>']) {
            from = at + end.len();
            continue;
        }
        let inner = text.get(..at)?;
        let hidden = inner.rfind("<!--").and_then(|comment| inner.get(comment + 2..));
        // A script in a comment in a script ends by itself.
        open.is_lost |= name == "script"
            && hidden.is_some_and(|hidden| !hidden.contains("-->") && hidden.contains("<script"));
        return tag(after).1.map(|(_, after)| after);
    }
}

/// Where in a tag.
enum Place {
    Between,
    Name,
    AfterName,
    Equals,
    Value,
    Quoted(u8),
}

/// How many attributes a tag has; where it ends, whether that is with `/`, and what follows it.
fn tag(text: &str) -> (usize, Option<(bool, &str)>) {
    let mut place = Place::Between;
    let mut has_slash = false;
    let mut attributes = 0;
    for (at, byte) in text.bytes().enumerate() {
        let is_space = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c');
        let was_name = matches!(place, Place::Name);
        place = match (place, byte) {
            (Place::Quoted(quote), byte) if byte == quote => Place::Between,
            (Place::Quoted(quote), _) => Place::Quoted(quote),
            (_, b'>') => return (attributes, text.get(at + 1..).map(|after| (has_slash, after))),
            (Place::Equals, b'"' | b'\'') => Place::Quoted(byte),
            (Place::Equals, _) if is_space => Place::Equals,
            (Place::Value, _) if !is_space => Place::Value,
            (Place::Equals, _) => Place::Value,
            (Place::Name | Place::AfterName, b'=') => Place::Equals,
            (Place::Name | Place::AfterName, _) if is_space => Place::AfterName,
            (Place::Value, _) | (_, b'/') => Place::Between,
            (Place::Between, _) if is_space => Place::Between,
            _ => Place::Name,
        };
        has_slash = byte == b'/' && matches!(place, Place::Between);
        attributes += usize::from(!was_name && matches!(place, Place::Name));
    }
    (attributes, None)
}

#[cfg(test)]
mod tests {
    use super::super::nesting::DEEPEST;
    use super::*;

    const DEEP: IntakeError = IntakeError::TooDeep { limit: DEEPEST };

    /// The depth of the deepest element as the parser sees it.
    fn depth(html: &str) -> usize {
        let dom = dom_query::Document::from(html);
        let nodes = dom.select("*");
        nodes.nodes().iter().map(|node| node.ancestors_it(None).count()).max().unwrap_or_default()
    }

    #[test]
    fn what_is_nested_too_deep_is_refused() {
        for piece in [
            "<div>",
            "<div/>",
            "<x/>",
            "<div></x>",
            "<x><div></x>",
            "<div><b id=1></div>",
            "<b><b><b><b><div></b></b></b></b>",
            "<form><i><i></form>",
            "<rt>",
            "<optgroup>",
            "<div><object></div>",
            "<noscript><div></noscript>",
            "<svg><g>",
            "<svg><td>",
            "<svg><div></svg>",
            "<svg><desc></g><td>",
            "<li><svg></li><x/>",
            "<!-- <svg> --><x/>",
            "<x a='<svg>'/>",
            "<x a=b/>",
            "<div><textarea></div></textarea>",
            "<div><!-- </div> -->",
            "<div><? </div> >",
            "<div x='</div>'>",
            "<svg><div/>",
            "<svg><p><x/>",
            "<div><script><!--<script></script></div>--></script>",
            "<svg><style><g>",
            "<table><td><svg></td><x/>",
            "<math><mi><x/>",
            "<svg><title><x/>",
            "<template><div></template>x<div>",
            "<div><b id=1></div><object></b></object>",
        ] {
            assert_eq!(check_size(&piece.repeat(100_000)), Err(DEEP), "{piece}");
        }
    }

    #[test]
    fn what_is_not_is_read() {
        for piece in [
            "<p>x",
            "<br>",
            "<br/>",
            "<li><a href=x>y</a>",
            "<div><x></div>",
            "<div><span></div>",
            "</div>",
            "<svg viewBox='0 0 1 1'><title>x</title><g><path d='a'/><circle/></g></svg>",
            "<option>a",
            "<script>'<div>'</script>",
            "<style>a<b{}</style>",
            "<!-- <div> -->",
            "<b><i>x</i></b>",
            "<div><b></div></b>",
            "<svg><path/><p>x</p>",
            "<h2>x</h3>",
            "<table><tr><td>x<td>y</table>",
            "<div title='a > b <div>'></div>",
            "<ruby>a<rt>b</ruby>",
            "<my-x><my-y></my-y></my-x>",
            "a < b",
            "<math><mi>x</mi><mo/></math>",
            "<svg><style>a{}</style><a><path/></a></svg>",
            "<DIV></div>",
        ] {
            assert_eq!(check_size(&piece.repeat(2000)), Ok(()), "{piece}");
        }
        assert_eq!(check_size(&"<i>".repeat(400)), Ok(()));
        assert_eq!(check_size(&"<br>".repeat(600_000)), Err(IntakeError::TooMany { limit: TAGS }));
        let many = |count: usize| check_size(&format!("<p {}>x", "a=1 b c='d e' ".repeat(count / 3)));
        assert_eq!(many(3000), Ok(()));
        assert_eq!(many(9000), Err(IntakeError::TooManyAttributes));
        assert_eq!(check_size(&format!("<p>if a <b then {}", "it goes on ".repeat(900))), Ok(()));
        let formats = |depth: usize| {
            let tags = format!("<b {}>x</b>", "a=1 b=2 c=3 ".repeat(30)).repeat(1000);
            check_size(&format!("{}{tags}", "<b>".repeat(depth)))
        };
        assert_eq!(formats(100), Ok(()));
        assert_eq!(formats(400), Err(IntakeError::TooManyAttributes));
    }

    #[test]
    fn the_parser_finds_nothing_deeper() {
        let pieces = [
            "<div>",
            "</div>",
            "<b>",
            "</b>",
            "<b id=1>",
            "<p>",
            "</p>",
            "<x>",
            "</x>",
            "<x/>",
            "<svg>",
            "</svg>",
            "<g/>",
            "<td>",
            "</td>",
            "<table>",
            "</table>",
            "<li>",
            "</li>",
            "<title>",
            "</title>",
            "<style>",
            "</style>",
            "<desc>",
            "<form>",
            "</form>",
            "<object>",
            "</object>",
            "<math>",
            "<mi>",
            "</mi>",
            "<a>",
            "</a>",
            "<option>",
            "<!--",
            "-->",
            "<select>",
            "</select>",
            "<button>",
            "</button>",
            "<h1>",
            "</h2>",
            "<template>",
            "</template>",
            "<script>",
            "</script>",
        ];
        let mut seed = 1_u64;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap() % below
        };
        for _ in 0..400 {
            let few: Vec<&str> = (0..2 + next(6)).map(|_| pieces[next(pieces.len())]).collect();
            let html = few.concat().repeat(150);
            if check_size(&html).is_ok() {
                assert!(depth(&html) < 4 * DEEPEST, "{} in {}", depth(&html), few.concat());
            }
        }
    }
}
