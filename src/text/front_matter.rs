//! The block that a Markdown text may begin with: YAML between `---`, or TOML between `+++`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

/// What a block of front matter says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) date: Option<Date>,
    /// What it gives as its date and is no day.
    pub(super) wrong_date: Option<String>,
}

/// How a block is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    Yaml,
    Toml,
}

/// The keys that may hold the day, the surest first.
const DATES: [&str; 4] = ["date", "published", "pubdate", "publish_date"];

impl FrontMatter {
    /// Reads a block; what is not well formed is read line by line.
    pub(super) fn read(block: &str, notation: Notation) -> Self {
        let yaml = || serde_saphyr::from_str::<BTreeMap<String, Value>>(block).ok();
        let values = match notation {
            Notation::Yaml => yaml().unwrap_or_else(|| by_lines(block, ':')),
            Notation::Toml => by_lines(block, '='),
        };
        let text = |key: &str| {
            let (_, value) = values.iter().find(|(known, _)| known.eq_ignore_ascii_case(key))?;
            value.text().filter(|text| !text.is_empty())
        };
        let date = DATES.iter().find_map(|key| text(key));
        let day = date.as_deref().and_then(|date| date.get(..10)).and_then(|day| day.parse().ok());
        Self { title: text("title"), date: day, wrong_date: date.filter(|_| day.is_none()) }
    }
}

/// A value of a block.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Value {
    Number(i64),
    Fraction(f64),
    Text(String),
    Other(serde::de::IgnoredAny),
}

impl Value {
    /// A value on one line; `None` for what has parts.
    fn text(&self) -> Option<String> {
        match self {
            Self::Number(number) => Some(number.to_string()),
            Self::Fraction(number) => Some(number.to_string()),
            Self::Text(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            Self::Other(_) => None,
        }
    }
}

fn by_lines(block: &str, sign: char) -> BTreeMap<String, Value> {
    let lines = block.lines().filter(|line| !line.starts_with([' ', '\t', '#', '-', '[']));
    let pairs = lines.filter_map(|line| line.split_once(sign));
    let value = |text: &str| Value::Text(text.trim().trim_matches(['"', '\'']).to_owned());
    pairs.map(|(key, text)| (key.trim().to_owned(), value(text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(block: &str, title: Option<&str>, date: Option<&str>) {
        let read = FrontMatter::read(block, Notation::Yaml);
        assert_eq!(read.title.as_deref(), title, "{read:?}");
        assert_eq!(read.date.map(|date| date.to_string()).as_deref(), date, "{read:?}");
    }

    #[test]
    fn blocks_of_yaml_are_read_in_every_form() {
        check("title: Tide\ndate: 2025-05-06\n", Some("Tide"), Some("2025-05-06"));
        check(
            "title: \"Tide: a \\u00e9\"\ndate: '2025-05-06T10:00:00Z'\n",
            Some("Tide: a é"),
            Some("2025-05-06"),
        );
        check("title: 'It''s'\ntags: [a, b]\nauthors:\n  - title: no\n", Some("It's"), None);
        check("image:\n  title: no\ntitle: yes, this\n", Some("yes, this"), None);
        check(
            "title: >\n  Glass\n  Harbor\nPublished: 2025-05-06 # draft\n",
            Some("Glass Harbor"),
            Some("2025-05-06"),
        );
        check("title: 1984\n", Some("1984"), None);
        check("title:\ndate:\n", None, None);
        check("title: [a\ndate: 2025-05-06\n", Some("[a"), Some("2025-05-06"));
        check("{title: Tide, date: 2025-05-06}", Some("Tide"), Some("2025-05-06"));
        check("a: &a [x]\nb: *a\ntitle: Tide\n", Some("Tide"), None);
        check("", None, None);
    }

    #[test]
    fn toml_is_read_by_lines_and_wrong_days_are_kept() {
        let read = FrontMatter::read("title = \"Tide\"\ndate = 2025-05-06T10:00:00Z\n[x]\n", Notation::Toml);
        assert_eq!((read.title.as_deref(), read.date.is_some()), (Some("Tide"), true));
        let read = FrontMatter::read("date: last week", Notation::Yaml);
        assert_eq!(read.wrong_date.as_deref(), Some("last week"));
    }
}
