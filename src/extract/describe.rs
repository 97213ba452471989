//! Noun phrases about titles: `the Apple TV+ workplace comedy`, `a 2019 Danish film`, `its third season`.

use super::grammar::{BE, DETERMINERS, FILM_NOUNS, FUNCTION_WORDS, SERIES_NOUNS, TITLE_NOUNS};
use super::lines::Word;
use super::mention::{Form, Mention, Place, Type};
use super::page::Page;
use crate::text::TokenKind;

/// A noun phrase about a title.
#[derive(Clone, Debug)]
pub(super) struct TitlePhrase {
    pub(super) start: usize,
    /// The word after the head.
    pub(super) end: usize,
    /// What kind of title the head noun says it is, if it says.
    pub(super) kind: Option<Type>,
    pub(super) about: About,
    /// The mentions inside that describe the title, as indexes.
    pub(super) modifiers: Vec<(usize, Place)>,
}

/// Which title a phrase is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// The title named right after it, as an index of mentions.
    Named(usize),
    /// A title mentioned elsewhere in the sentence, as an index of mentions.
    Mention(usize),
    /// Such a title, where the phrase goes on to another: `X, HBO's prequel to Y`.
    Beside(usize),
    /// The title that the text speaks of.
    Topic,
    /// A title that the sentence before or after it does not name.
    New,
}

/// The title phrases of a line; `mentions` are those of the line, with their indexes.
pub(super) fn title_phrases(page: &Page<'_>, number: usize, mentions: &[usize]) -> Vec<TitlePhrase> {
    let reader = Reader { page, number, mentions };
    let words = page.lines.get(number).map_or(0, |line| line.words.len());
    let mut found: Vec<TitlePhrase> = Vec::new();
    for at in 0..words {
        if let Some(phrase) = reader.phrase_with_head(at)
            && found.last().is_none_or(|last| last.end <= phrase.start)
        {
            found.push(phrase);
        }
    }
    found
}

struct Reader<'a, 'd> {
    page: &'a Page<'d>,
    number: usize,
    mentions: &'a [usize],
}

impl<'d> Reader<'_, 'd> {
    fn word(&self, at: usize) -> Option<&Word<'d>> {
        self.page.word(self.number, at)
    }

    fn mention(&self, index: usize) -> Option<&Mention> {
        self.page.mentions.get(index)
    }

    fn covering(&self, at: usize) -> Option<usize> {
        self.mentions
            .iter()
            .copied()
            .find(|index| self.mention(*index).is_some_and(|m| m.start <= at && at < m.end))
    }

    fn phrase_with_head(&self, at: usize) -> Option<TitlePhrase> {
        let word = self.word(at)?;
        let genre =
            self.covering(at).filter(|index| self.mention(*index).is_some_and(|m| m.kind == Type::Genre));
        let noun =
            self.is_head_noun(&word.lower) && self.covering(at).is_none_or(|index| Some(index) == genre);
        let genre_head = genre.filter(|index| self.mention(*index).is_some_and(|m| m.end == at + 1));
        let next_noun = self
            .word(at + 1)
            .is_some_and(|next| self.is_head_noun(&next.lower) && self.covering(at + 1).is_none());
        if next_noun || !(noun || genre_head.is_some()) {
            return None;
        }
        let (head_start, mut modifiers) = match genre_head {
            Some(index) => (self.mention(index)?.start, vec![(index, Place::Head)]),
            None => (at, Vec::new()),
        };
        let left = self.walk_left(head_start, &mut modifiers);
        let about = self.about(&left, at + 1, &word.lower)?;
        let kind = if SERIES_NOUNS.contains(&word.lower.as_str()) {
            Some(Type::Series)
        } else if FILM_NOUNS.contains(&word.lower.as_str()) {
            Some(Type::Film)
        } else {
            None
        };
        Some(TitlePhrase { start: left.start, end: at + 1, kind, about, modifiers })
    }

    fn is_head_noun(&self, lower: &str) -> bool {
        [SERIES_NOUNS, FILM_NOUNS, TITLE_NOUNS].iter().any(|nouns| nouns.contains(&lower))
    }

    /// Collects what stands before the head, up to and with the determiner.
    fn walk_left(&self, head: usize, modifiers: &mut Vec<(usize, Place)>) -> Left {
        let mut start = head;
        while let Some(at) = start.checked_sub(1) {
            let Some(word) = self.word(at) else { break };
            let lower = word.lower.as_str();
            if let Some(index) = self.covering(at) {
                let Some(mention) = self.mention(index) else { break };
                let describes =
                    matches!(mention.kind, Type::Genre | Type::Country | Type::Language | Type::Date)
                        || (mention.kind == Type::Studio && mention.form == Form::Capitals)
                        || mention.form == Form::Phrase && mention.kind == Type::Event;
                if !describes {
                    break;
                }
                modifiers.push((index, Place::Before));
                start = mention.start;
            } else if word.kind == TokenKind::Possessive
                || (matches!(word.text, "'" | "’") && self.is_plural_owner(at))
            {
                let Some(owner) = self.owner(at) else { break };
                modifiers.push((owner, Place::Possessor));
                let start = self.mention(owner).map_or(at, |mention| mention.start);
                return Left { start, outer: start, determiner: Determiner::Owner };
            } else if DETERMINERS.contains(&lower) {
                let determiner = match lower {
                    "a" | "an" | "another" | "some" | "any" | "each" | "every" | "no" => {
                        Determiner::Indefinite
                    }
                    "its" | "his" | "her" | "their" | "my" | "our" | "your" => Determiner::Pronoun,
                    _ => Determiner::Definite,
                };
                return Left { start: at, outer: at, determiner };
            } else if self.is_compound(at) {
                // What the compound says is read from its own words, which stay outside the phrase.
                let before = self.compound_start(at).checked_sub(1).and_then(|at| self.word(at));
                let determiner = match before.map(|word| word.lower.as_str()) {
                    Some("a" | "an") => Determiner::Indefinite,
                    Some("its" | "his" | "her" | "their") => Determiner::Pronoun,
                    Some("the" | "this") => Determiner::Definite,
                    _ => Determiner::None,
                };
                return Left { start, outer: self.compound_start(at).saturating_sub(1), determiner };
            } else if word.kind != TokenKind::Mark
                && !FUNCTION_WORDS.contains(&lower)
                && !self.is_verb_like(at)
            {
                start = at;
            } else {
                break;
            }
        }
        Left { start, outer: start, determiner: Determiner::None }
    }

    /// The mention that owns what follows the possessive mark at `at`.
    fn owner(&self, at: usize) -> Option<usize> {
        self.covering(at.checked_sub(1)?)
            .filter(|index| self.mention(*index).is_some_and(|m| !m.kind.is_literal()))
    }

    /// Whether the apostrophe at `at` makes a plural name a possessive, and closes no quotation.
    fn is_plural_owner(&self, at: usize) -> bool {
        let owner = self.owner(at).and_then(|index| self.mention(index));
        owner.is_some_and(|mention| mention.form == Form::Capitals && mention.name.ends_with('s'))
    }

    /// Whether the word ends a compound such as `Nora Vale-directed`.
    fn is_compound(&self, at: usize) -> bool {
        at >= 2 && self.word(at - 1).is_some_and(|dash| dash.text == "-") && self.covering(at - 2).is_some()
    }

    fn compound_start(&self, at: usize) -> usize {
        self.covering(at - 2).and_then(|index| self.mention(index)).map_or(at, |mention| mention.start)
    }

    /// A finite verb before a noun ends the phrase: `stars in hit series`, but `has ordered drama series`.
    fn is_verb_like(&self, at: usize) -> bool {
        const VERBS: &[&str] = &[
            "renewed",
            "cancelled",
            "canceled",
            "ordered",
            "orders",
            "renews",
            "cancels",
            "directed",
            "directs",
            "wrote",
            "created",
            "stars",
            "starred",
            "produced",
            "announced",
            "says",
            "said",
            "joined",
            "picked",
            "released",
            "starring",
            "directing",
            "made",
            "makes",
            "axed",
            "delayed",
            "halted",
            "called",
            "won",
            "follows",
            "sees",
            "led",
            "leads",
            "including",
            "has",
            "based",
            "set",
        ];
        self.word(at).is_some_and(|word| VERBS.contains(&word.lower.as_str()))
    }

    fn about(&self, left: &Left, end: usize, head: &str) -> Option<About> {
        if let Some(named) = self.title_at(end) {
            return Some(About::Named(named));
        }
        let part = matches!(head, "season" | "pilot");
        if part && self.word(end).is_some_and(|word| word.is_any(&["of", "on"])) {
            return Some(About::New);
        }
        if part
            && self.word(end).is_some_and(|word| super::grammar::number(&word.lower).is_some())
            && self.word(end + 1).is_some_and(|word| word.is("of"))
        {
            return Some(About::New);
        }
        if self
            .word(end)
            .is_some_and(|word| word.is_any(&["called", "titled", "entitled", "dubbed", "named"]))
        {
            return self.title_at(end + 1).map(About::Named);
        }
        if part && self.title_before(left.outer).is_some() {
            return Some(About::New);
        }
        if TITLE_NOUNS.contains(&head)
            && self.word(end).is_some_and(|word| word.is_any(&["to", "of", "from"]))
        {
            return Some(self.defined_title(left.outer).map_or(About::New, About::Beside));
        }
        if let Some(title) = self.defined_title(left.outer) {
            return Some(About::Mention(title));
        }
        if matches!(left.determiner, Determiner::Indefinite | Determiner::Pronoun | Determiner::Owner)
            && self.word(end).is_some_and(|word| word.is_any(&[",", ":", "—", "–"]))
            && let Some(title) = self.title_at(end + 1)
        {
            return Some(About::Named(title));
        }
        if (left.determiner == Determiner::None && !part) || left.determiner == Determiner::Indefinite {
            return Some(About::New);
        }
        Some(About::Topic)
    }

    /// The title that is named at a word, after an opening quote if there is one.
    fn title_at(&self, at: usize) -> Option<usize> {
        let quote =
            usize::from(self.word(at).is_some_and(|word| matches!(word.text, "\"" | "“" | "'" | "‘" | "«")));
        self.covering(at + quote).filter(|index| {
            self.mention(*index)
                .is_some_and(|m| m.start == at + quote && m.kind.is_title() && m.form != Form::Nominal)
        })
    }

    /// The title before the phrase that it defines: `X, the …`, `X is a …`, `X (2019) is a …`.
    fn defined_title(&self, start: usize) -> Option<usize> {
        let last = self.word(start.checked_sub(1)?)?;
        if last.is_any(&[",", "—", "–", "("]) {
            return self.title_before(start - 1);
        }
        let copula = BE.contains(&last.lower.as_str()) || last.is_any(&["remains", "became"]);
        copula.then(|| self.title_before(start - 1))?
    }

    /// The title that ends right before a word, behind brackets and closing quotes.
    fn title_before(&self, at: usize) -> Option<usize> {
        let mut end = at;
        if self.word(end.checked_sub(1)?)?.is_any(&[",", ")"]) {
            let open = (0..end - 1)
                .rev()
                .take(25)
                .find(|at| self.word(*at).is_some_and(|word| word.is_any(&["(", ","])))?;
            end = open;
        }
        while self
            .word(end.checked_sub(1)?)
            .is_some_and(|word| matches!(word.text, "\"" | "”" | "'" | "’" | "»"))
        {
            end -= 1;
        }
        let index = self.covering(end.checked_sub(1)?)?;
        let mention = self.mention(index)?;
        (mention.end == end && mention.kind.is_title()).then_some(index)
    }
}

struct Left {
    start: usize,
    /// Where the phrase begins with a compound such as `Nora Vale-directed`, which `start` leaves out.
    outer: usize,
    determiner: Determiner,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Determiner {
    None,
    Indefinite,
    Definite,
    Pronoun,
    Owner,
}
