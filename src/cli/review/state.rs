//! What is looked at, and what each key does: a state machine without a terminal.

use super::entry::{Answer, Entry, Standing};
use super::{Effect, Key};
use crate::curation::{Card, Decision, Line, Pairs};

/// A walk over cards.
///
/// [`Review::press`] says what is to be done outside; until that is told to have been done, nothing is decided here.
#[derive(Clone, Debug)]
pub struct Review {
    /// The name of the graph.
    pub(super) name: String,
    pub(super) entries: Vec<Entry>,
    /// Which of the entries is shown; behind the last is the page that ends the walk.
    pub(super) at: usize,
    pub(super) mode: Mode,
    /// What is said of the key before.
    pub(super) note: Option<Note>,
    /// How many lines are above the screen.
    pub(super) scroll: usize,
    /// How many lines the last screen had for what is scrolled.
    pub(super) room: usize,
    /// What was taken, each with how it was before, the last at the end.
    past: Vec<Vec<Before>>,
    pending: Option<Step>,
}

/// What the keys are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// A card.
    Card,
    /// The page of keys.
    Help,
    /// A reason, as far as it is typed.
    Reason(String),
    /// The cards that are like this one, by their places, and what is to be said to all of them once it is known.
    Alike(Vec<usize>, Option<Answer>),
    /// The snapshot is being saved.
    Saving,
}

/// What is said of the key before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Note {
    Done(String),
    Error(String),
}

/// A decided card with the decision about it before, if there was one.
type Before = (usize, Option<Line>);

/// What is being done outside.
#[derive(Clone, Debug)]
enum Step {
    Take(Vec<Before>, Vec<Line>),
    Undo,
}

impl Review {
    /// Over cards, in their order; `name` is that of the graph.
    pub fn new(name: &str, cards: Vec<Card>) -> Self {
        Self {
            name: name.to_owned(),
            entries: cards.into_iter().map(Entry::new).collect(),
            at: 0,
            mode: Mode::Card,
            note: None,
            scroll: 0,
            room: 1,
            past: Vec::new(),
            pending: None,
        }
    }

    /// How each card stands, in their order.
    pub fn standings(&self) -> impl Iterator<Item = &Standing> {
        self.entries.iter().map(|entry| &entry.standing)
    }

    /// The place of the card that is shown, counted from 0; the number of cards on the page that ends the walk.
    pub fn at(&self) -> usize {
        self.at
    }

    /// How many cards stand so.
    pub(super) fn count(&self, is: impl Fn(&Standing) -> bool) -> usize {
        self.standings().filter(|standing| is(standing)).count()
    }

    pub(super) fn decided(&self) -> usize {
        self.count(|standing| matches!(standing, Standing::Decided(..)))
    }

    /// The cards by what was said to them: yes, no, the other way round.
    pub(super) fn answers(&self) -> [usize; 3] {
        [Answer::Yes, Answer::No, Answer::Flip].map(|answer| {
            self.count(|standing| matches!(standing, Standing::Decided(known, _) if *known == answer))
        })
    }

    pub(super) fn shown(&self) -> Option<&Entry> {
        self.entries.get(self.at)
    }

    /// What a key does.
    pub fn press(&mut self, key: Key) -> Effect {
        self.note = None;
        match (&key, &self.mode) {
            (Key::Interrupt, _) => return Effect::Leave,
            (Key::Suspend, _) => return Effect::Suspend,
            (_, Mode::Reason(_)) => return self.type_reason(key),
            (Key::Up, _) => self.scroll = self.scroll.saturating_sub(1),
            (Key::Down, _) => self.scroll += 1,
            (Key::PageUp, _) => self.scroll = self.scroll.saturating_sub(self.room),
            (Key::PageDown, _) => self.scroll += self.room,
            (_, Mode::Help) => self.show(Mode::Card),
            (_, Mode::Alike(places, answer)) => {
                let (places, answer) = (places.clone(), *answer);
                return self.answer_all(&key, places, answer);
            }
            (_, Mode::Card) => return self.press_on_card(&key),
            (_, Mode::Saving) => {}
        }
        Effect::Draw
    }

    fn press_on_card(&mut self, key: &Key) -> Effect {
        match key {
            Key::Char('y' | 'a') => return self.answer(Answer::Yes),
            Key::Char('n' | 'r') => return self.answer(Answer::No),
            Key::Char('f') => return self.answer(Answer::Flip),
            Key::Char('s' | ' ') | Key::Right => self.skip(),
            Key::Left | Key::Backspace => self.go(self.at.saturating_sub(1)),
            Key::Char('u') => return self.undo(),
            Key::Char('*') => self.list_alike(),
            Key::Char('e') => self.begin_reason(),
            Key::Char('?' | 'h') => self.show(Mode::Help),
            Key::Char('q') => return self.leave(),
            _ => {}
        }
        Effect::Draw
    }

    fn show(&mut self, mode: Mode) {
        self.mode = mode;
        self.scroll = 0;
    }

    fn go(&mut self, at: usize) {
        self.at = at.min(self.entries.len());
        self.show(Mode::Card);
    }

    fn say(&mut self, words: impl Into<String>) -> Effect {
        self.note = Some(Note::Done(words.into()));
        Effect::Draw
    }

    /// Passes a card over; on the last page, goes back to the first that was passed over.
    fn skip(&mut self) {
        let last = self.entries.len();
        match self.entries.get_mut(self.at) {
            Some(entry) => {
                if entry.standing == Standing::Open {
                    entry.standing = Standing::Skipped;
                }
                self.go(self.at + 1);
            }
            None => self.go(self.entries.iter().position(Entry::is_open).unwrap_or(last)),
        }
    }

    /// Saves if there is something to save.
    fn leave(&mut self) -> Effect {
        // What was taken back is in the file of decisions, too, and belongs into the snapshot.
        if self.past.is_empty() && self.decided() == 0 {
            return Effect::Leave;
        }
        self.show(Mode::Saving);
        Effect::Save
    }

    fn begin_reason(&mut self) {
        if let Some(entry) = self.shown() {
            self.mode = Mode::Reason(entry.why.clone());
        }
    }

    fn type_reason(&mut self, key: Key) -> Effect {
        let Mode::Reason(text) = &mut self.mode else { return Effect::Draw };
        match key {
            Key::Char(c) => text.push(c),
            Key::Paste(words) => text.push_str(&words.replace(['\n', '\r', '\t'], " ")),
            Key::Backspace => {
                text.pop();
            }
            Key::Enter => {
                let why = text.trim().to_owned();
                self.mode = Mode::Card;
                return self.keep_reason(why);
            }
            Key::Escape => self.mode = Mode::Card,
            _ => {}
        }
        Effect::Draw
    }

    /// A card that is decided is decided anew with its reason.
    fn keep_reason(&mut self, why: String) -> Effect {
        let at = self.at;
        let Some(entry) = self.entries.get_mut(at) else { return Effect::Draw };
        entry.why = why;
        match &entry.standing {
            Standing::Decided(answer, _) => {
                let answer = *answer;
                self.take(&[at], answer)
            }
            _ => self.say("the reason goes with the decision"),
        }
    }

    fn answer(&mut self, answer: Answer) -> Effect {
        match self.shown() {
            Some(_) => self.take(&[self.at], answer),
            None => Effect::Draw,
        }
    }

    fn list_alike(&mut self) {
        let Some(entry) = self.shown() else { return };
        let alike = |(place, other): (usize, &Entry)| {
            (place == self.at || other.is_open() && other.is_like(entry)).then_some(place)
        };
        let places: Vec<usize> = self.entries.iter().enumerate().filter_map(alike).collect();
        if places.len() < 2 {
            self.say("no other card is like this one");
        } else {
            self.show(Mode::Alike(places, None));
        }
    }

    /// An answer for all is asked for twice.
    fn answer_all(&mut self, key: &Key, places: Vec<usize>, before: Option<Answer>) -> Effect {
        let answer = match (key, before) {
            (Key::Char('y' | 'a'), _) => Some(Answer::Yes),
            (Key::Char('n' | 'r'), _) => Some(Answer::No),
            (Key::Char('f'), _) => Some(Answer::Flip),
            (Key::Enter, Some(answer)) => {
                self.show(Mode::Card);
                return self.take(&places, answer);
            }
            (Key::Escape | Key::Left | Key::Char('q'), _) => {
                self.show(Mode::Card);
                return Effect::Draw;
            }
            _ => before,
        };
        self.mode = Mode::Alike(places, answer);
        Effect::Draw
    }

    fn take(&mut self, places: &[usize], answer: Answer) -> Effect {
        let why = self.shown().map(|entry| entry.why.clone()).unwrap_or_default();
        let (mut before, mut lines) = (Vec::new(), Vec::new());
        for place in places {
            let Some(entry) = self.entries.get(*place) else { continue };
            let Some(decision) = entry.decision(answer) else {
                self.note = Some(Note::Error(format!("cannot be turned round: {}", entry.card.yes)));
                return Effect::Draw;
            };
            before.push((*place, entry.line().cloned()));
            lines.push(Line { decision, why: why.clone() });
        }
        self.pending = Some(Step::Take(before, lines.clone()));
        Effect::Decide(lines)
    }

    /// The lines that make the decisions before of the last ones.
    fn undo(&mut self) -> Effect {
        let Some(last) = self.past.last() else {
            return self.say("nothing was decided here that could be taken back");
        };
        // What was decided before it holds again.
        let line = |(place, _): &Before| {
            let decided = self.entries.get(*place)?.line()?;
            Some(Decision::Withdraw(Box::new(decided.decision.clone())).into())
        };
        let lines = last.iter().filter_map(line).collect();
        self.pending = Some(Step::Undo);
        Effect::Decide(lines)
    }

    /// What was to be decided is in the file; `pairs` is what all decisions say now.
    pub fn taken(&mut self, pairs: &Pairs) {
        match self.pending.take() {
            Some(Step::Take(before, lines)) => self.keep(before, lines),
            Some(Step::Undo) => self.take_back(),
            None => return,
        }
        for entry in &mut self.entries {
            let Decision::Merge { one, other } = &entry.card.yes else { continue };
            let is_answered = pairs.answer(one, other).is_some();
            match entry.standing {
                Standing::Open | Standing::Skipped if is_answered => entry.standing = Standing::Answered,
                Standing::Answered if !is_answered => entry.standing = Standing::Open,
                _ => {}
            }
        }
        if self.shown().is_some_and(|entry| entry.standing == Standing::Answered) {
            self.go_on();
        }
    }

    fn keep(&mut self, before: Vec<Before>, lines: Vec<Line>) {
        let words = match lines.as_slice() {
            [line] => format!("decided: {}", line.decision),
            all => format!("{} cards are decided", all.len()),
        };
        for ((place, _), line) in before.iter().zip(lines) {
            if let Some(entry) = self.entries.get_mut(*place) {
                entry.standing = Standing::Decided(entry.answer(&line), line);
            }
        }
        self.past.push(before);
        self.go_on();
        self.say(words);
    }

    fn take_back(&mut self) {
        let last = self.past.pop().unwrap_or_default();
        let count = last.len();
        for (place, before) in last.into_iter().rev() {
            if let Some(entry) = self.entries.get_mut(place) {
                entry.standing = match before {
                    Some(line) => Standing::Decided(entry.answer(&line), line),
                    None => Standing::Open,
                };
            }
            self.go(place);
        }
        self.say(if count == 1 {
            "the decision is taken back".to_owned()
        } else {
            format!("{count} decisions are taken back")
        });
    }

    /// Goes to the next card that is open, or to the last page.
    fn go_on(&mut self) {
        let behind = self.entries.iter().enumerate().skip(self.at + 1);
        let next = behind.filter(|(_, entry)| entry.is_open()).map(|(place, _)| place).next();
        self.go(next.unwrap_or(self.entries.len()));
    }

    /// What was to be decided could not be.
    pub fn failed(&mut self, error: &str) {
        self.pending = None;
        self.note = Some(Note::Error(error.to_owned()));
    }
}

/// What was decided, in a line; nothing where nothing was.
pub(in crate::cli) fn summary(review: &Review) -> String {
    let [yes, no, flip] = review.answers();
    let answers = [(yes, "yes"), (no, "no"), (flip, "turned round")];
    let said = answers.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}"));
    let said: Vec<String> = said.collect();
    if said.is_empty() {
        return String::new();
    }
    let open = review.count(|standing| matches!(standing, Standing::Open | Standing::Skipped));
    format!("decided: {}; {open} left", said.join(", "))
}
