//! Cells in the kit's notation, put in an order that does not depend on how they were written.

use std::iter::Peekable;
use std::str::Chars;

/// Whether the order of the items of a list counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lists {
    Ordered,
    Unordered,
}

/// A cell with labels and keys in order, and lists, too, where their order does not count.
pub(crate) fn canonical(cell: &str, lists: Lists) -> String {
    let cell = cell.trim();
    let mut reader = Reader { chars: cell.chars().peekable(), lists };
    let read = reader.value();
    read + reader.chars.collect::<String>().trim()
}

/// A cell of the kit's tables, in which a backslash stands before another one, a bar and the `n` of a line's end.
pub(crate) fn unescaped(cell: &str) -> String {
    let mut text = String::new();
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some('\\' | '|')) => text.extend(chars.next()),
            ('\\', Some('n')) => {
                chars.next();
                text.push('\n');
            }
            (c, _) => text.push(c),
        }
    }
    text
}

struct Reader<'c> {
    chars: Peekable<Chars<'c>>,
    lists: Lists,
}

impl Reader<'_> {
    fn spaces(&mut self) {
        while self.chars.peek().is_some_and(|c| c.is_whitespace()) {
            self.chars.next();
        }
    }

    fn eat(&mut self, sign: char) -> bool {
        self.spaces();
        self.chars.next_if_eq(&sign).is_some()
    }

    fn value(&mut self) -> String {
        self.spaces();
        match self.chars.peek() {
            Some('[') => self.list(),
            Some('{') => self.map(),
            Some('(') => self.node(),
            Some('<') => self.path(),
            Some('\'') => self.text(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> String {
        let mut word = String::new();
        while let Some(c) = self.chars.next_if(|c| !matches!(c, ',' | ']' | '}' | ')' | '>' | ' ')) {
            word.push(c);
        }
        match word.parse::<f64>() {
            // Adding 0 makes one of the two zeros.
            Ok(number) if word.contains(['.', 'e', 'E']) => format!("{:?}", number + 0.0),
            _ => word,
        }
    }

    fn text(&mut self) -> String {
        let mut text = String::from("'");
        self.chars.next();
        while let Some(c) = self.chars.next() {
            match c {
                '\\' => text.push(self.chars.next().unwrap_or('\\')),
                '\'' => break,
                c => text.push(c),
            }
        }
        text.push('\'');
        text
    }

    fn list(&mut self) -> String {
        self.eat('[');
        self.spaces();
        if self.chars.peek() == Some(&':') {
            let edge = self.labelled(']');
            return format!("[{edge}]");
        }
        let mut items = Vec::new();
        while !self.eat(']') && self.chars.peek().is_some() {
            items.push(self.value());
            self.eat(',');
        }
        if self.lists == Lists::Unordered {
            items.sort();
        }
        format!("[{}]", items.join(", "))
    }

    fn map(&mut self) -> String {
        self.eat('{');
        let mut entries = Vec::new();
        while !self.eat('}') && self.chars.peek().is_some() {
            self.spaces();
            let mut key = String::new();
            while let Some(c) = self.chars.next_if(|c| *c != ':') {
                key.push(c);
            }
            self.eat(':');
            entries.push(format!("{}: {}", key.trim(), self.value()));
            self.eat(',');
        }
        entries.sort();
        format!("{{{}}}", entries.join(", "))
    }

    fn node(&mut self) -> String {
        self.eat('(');
        format!("({})", self.labelled(')'))
    }

    /// Labels and properties up to the closing sign.
    fn labelled(&mut self, close: char) -> String {
        let mut labels = Vec::new();
        let mut properties = String::new();
        while !self.eat(close) {
            match self.chars.peek() {
                Some(':') => {
                    self.eat(':');
                    let mut label = String::new();
                    while let Some(c) = self.chars.next_if(|c| !matches!(c, ':' | '{' | ' ' | ')' | ']')) {
                        label.push(c);
                    }
                    labels.push(label);
                }
                Some('{') => properties = self.map(),
                Some(_) => {
                    self.chars.next();
                }
                None => break,
            }
        }
        labels.sort();
        format!(":{}{properties}", labels.join(":"))
    }

    fn path(&mut self) -> String {
        self.eat('<');
        let mut path = String::from("<");
        loop {
            self.spaces();
            match self.chars.peek() {
                Some('(') => path.push_str(&self.node()),
                Some('[') => path.push_str(&self.list()),
                // The arrow's head may end the path or an edge.
                Some('-') => {
                    self.chars.next();
                    path.push('-');
                    if self.chars.next_if_eq(&'>').is_some() {
                        path.push('>');
                    }
                }
                Some('<') => {
                    self.chars.next();
                    path.push('<');
                }
                Some('>') | None => {
                    self.chars.next();
                    break;
                }
                Some(_) => {
                    self.chars.next();
                }
            }
        }
        path.push('>');
        path
    }
}
