//! Answering questions in phrases: names and spelling, the query, and what its rows say.

use std::cmp::Reverse;
use std::ops::Range;
use std::rc::Rc;

use crate::ontology::Kind;
use crate::query::{Rows, Value};

use super::answer::{Answer, listed, only_status, reasons};
use super::asker::{Asker, COMMON};
use super::compile::Ids;
use super::error::AskError;
use super::fold::{Word, words};
use super::names::Nearness;
use super::phrase::{self, Linker as PhraseLinker, Question, Wording, Writer};
use super::season::without_season;
use super::settle::Settler;

/// A reading in phrases, and the season that the question names.
pub(super) struct Phrased {
    pub(super) reading: phrase::Reading,
    season: Option<String>,
}

impl Phrased {
    /// Whether it asks for yes or no.
    pub(super) fn is_whether(&self) -> bool {
        matches!(self.reading.question, Question::Whether(..))
    }
}

/// Whether names are taken as they are spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    Right,
    Slipped,
}

/// Of rows with a count, those with the highest, where the question asks for the most.
pub(super) fn most_only(mut rows: Rows, question: &Question) -> Rows {
    let Question::Which(phrase::Set::Described(described)) = question else { return rows };
    let kept = match described.pick {
        Some(phrase::Pick::Most | phrase::Pick::Latest | phrase::Pick::Earliest) => 1,
        Some(phrase::Pick::Top(count) | phrase::Pick::LastOf(count) | phrase::Pick::FirstOf(count)) => {
            count.max(1)
        }
        _ => return rows,
    };
    // Each part of a query is in order, the whole is not.
    let value = |row: &Vec<Value>| match row.get(2) {
        Some(Value::Int(count)) => (*count, String::new()),
        Some(value) => (0, value.to_string()),
        None => (0, String::new()),
    };
    rows.rows.sort_by(|a, b| match described.pick {
        Some(phrase::Pick::Earliest | phrase::Pick::FirstOf(_)) => value(a).cmp(&value(b)),
        _ => value(b).cmp(&value(a)),
    });
    let last = rows.rows.get(kept - 1).or(rows.rows.last()).and_then(|row| row.get(2)).cloned();
    let end = rows.rows.iter().rposition(|row| row.get(2).cloned() == last).map_or(0, |at| at + 1);
    rows.rows.truncate(end);
    rows
}

/// Whether words could be a name that is spelt wrong: it has letters enough and no function word at its ends.
fn may_be_name(words: &[Word]) -> bool {
    let common = |word: Option<&Word>| word.is_none_or(|word| COMMON.contains(&word.text.as_str()));
    let letters: usize = words.iter().map(|word| word.text.len()).sum();
    letters >= 4 && !common(words.last()) && (words.len() > 1 || !common(words.first()))
}

impl Asker<'_> {
    /// The readings of a question in phrases, with and without the words that change nothing.
    pub(super) fn phrased(&self, words: &[Word], spelling: Spelling) -> Vec<Phrased> {
        let without = without_season(words);
        let versions = std::iter::once((words.to_vec(), None))
            .chain(without.into_iter().map(|(words, season)| (words, Some(season))));
        let mut all = Vec::new();
        for (words, season) in versions {
            let words: Rc<[Word]> = Rc::from(words);
            let slice = |range: &Range<usize>| words.get(range.clone()).unwrap_or_default();
            let full = self.full_names(&words);
            let inside = |range: &Range<usize>| {
                full.iter().any(|full| {
                    full.start <= range.start && range.end <= full.end && full.len() > range.len()
                })
            };
            let is_name = |range: Range<usize>| match spelling {
                Spelling::Right => match self.names.link(slice(&range), &[]) {
                    Some(link) => link.nearness < Nearness::Part || !inside(&range),
                    None => self.names.has(slice(&range)),
                },
                Spelling::Slipped => {
                    self.names.has(slice(&range))
                        || (may_be_name(slice(&range)) && self.names.slipped(slice(&range), &[]).is_some())
                }
            };
            let link = |range: &Range<usize>, kinds: &[Kind]| match spelling {
                Spelling::Right => self.names.link_of(slice(range), kinds),
                Spelling::Slipped => self
                    .names
                    .link_of(slice(range), kinds)
                    .or_else(|| self.names.slipped(slice(range), kinds)),
            };
            let link: PhraseLinker<'_> = &link;
            let asked = phrase::Asked { words: &words, is_name: &is_name, link };
            let readings = self.phrases.readings(&asked).into_iter();
            all.extend(readings.map(|reading| Phrased { reading, season: season.clone() }));
        }
        all.sort_by(|a, b| {
            let key = |one: &Phrased| {
                let reading = &one.reading;
                (reading.nearness.rank(), Reverse(reading.certain), reading.parts)
            };
            key(a).cmp(&key(b))
        });
        all
    }

    /// The answer to a question for yes or no of which no text says yes: that one denies it, or that it is only
    /// rumoured, or no longer so.
    fn otherwise(
        &self,
        question: &str,
        one: &Phrased,
        set: &phrase::Set,
        clause: &phrase::Clause,
    ) -> Result<Option<Answer>, AskError> {
        let still =
            words(question).iter().any(|word| matches!(word.text.as_str(), "still" | "currently" | "now"));
        let ways: [(phrase::Statuses, &str, &[&str]); 3] = [
            (phrase::Statuses::Denied, "No", &["no"]),
            (phrase::Statuses::Former, "Not any more", if still { &["no"] } else { &[] }),
            (phrase::Statuses::Rumoured, "It is only rumoured", &[]),
        ];
        if let phrase::Clause::Against(against) = clause {
            let other =
                phrase::Clause::Against(phrase::AgainstClause { before: !against.before, ..against.clone() });
            return self.instead(question, one, (set, other), ("No", &["no"]));
        }
        for (asked, says, names) in ways {
            let answer = self.instead(question, one, (set, clause.with_statuses(asked)), (says, names))?;
            if answer.is_some() {
                return Ok(answer);
            }
        }
        Ok(None)
    }

    /// The answer that another predicate holds, if it does: how it begins, and the names it gives.
    fn instead(
        &self,
        question: &str,
        one: &Phrased,
        (set, clause): (&phrase::Set, phrase::Clause),
        (says, names): (&str, &[&str]),
    ) -> Result<Option<Answer>, AskError> {
        let season = one.season.as_deref();
        let wording = Wording { ontology: self.ontology, season };
        let ids = Ids(self.graph);
        let Some(text) = Writer::new(self.ontology, &ids, season).whether(set, &clause) else {
            return Ok(None);
        };
        let rows = self.rows(&text)?;
        let reasons = reasons(self.graph, &rows);
        if reasons.is_empty() {
            return Ok(None);
        }
        let holds = wording.question(&Question::Whether(set.clone(), clause));
        Ok(Some(Answer {
            question: question.to_owned(),
            understood: wording.question(&one.reading.question),
            forms: one.reading.forms.clone(),
            query: text,
            sentence: format!("{says}: {}.", holds.trim_start_matches("whether ")),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            rows,
            reasons,
        }))
    }

    /// Where whole names of several words stand.
    pub(super) fn full_names(&self, words: &[Word]) -> Vec<Range<usize>> {
        let mut full = Vec::new();
        for start in 0..words.len() {
            for end in start + 2..=words.len().min(start + 12) {
                let link = words.get(start..end).and_then(|own| self.names.link(own, &[]));
                if link.is_some_and(|link| link.nearness < Nearness::Part) {
                    full.push(start..end);
                }
            }
        }
        full
    }

    fn rows(&self, text: &str) -> Result<Rows, AskError> {
        self.run(text).map(|(_, rows)| rows)
    }

    /// What a reading in phrases gives; none where its query would be too large.
    pub(super) fn answer_phrases(&self, question: &str, one: &Phrased) -> Result<Option<Answer>, AskError> {
        let ids = Ids(self.graph);
        let season = one.season.as_deref();
        let Some(settled) = Settler { asker: self, season }.question(&one.reading.question)? else {
            return Ok(None);
        };
        let mut writer = Writer::new(self.ontology, &ids, season);
        let text = match &settled {
            Question::Which(set) | Question::HowMany(set) => writer.nodes(set),
            Question::Whether(set, clause) => writer.whether(set, clause),
        };
        let Some(text) = text.map(|text| self.widened(text)) else { return Ok(None) };
        let rows = self.rows(&text)?;
        let rows = most_only(rows, &one.reading.question);
        let mut reasons = reasons(self.graph, &rows);
        if let Question::Which(phrase::Set::Described(described)) = &one.reading.question
            && described.pick.is_some()
        {
            let place = |name: &str| {
                rows.rows.iter().position(|row| row.first().is_some_and(|own| own.to_string() == name))
            };
            reasons.sort_by_key(|reason| place(&reason.name));
        }
        if let (Question::Whether(set, clause), true) = (&settled, reasons.is_empty())
            && let Some(answer) = self.otherwise(question, one, set, clause)?
        {
            return Ok(Some(answer));
        }
        let wording = Wording { ontology: self.ontology, season };
        let understood = wording.question(&one.reading.question);
        let names: Vec<String> = reasons.iter().map(|reason| reason.name.clone()).collect();
        let (sentence, names) = match &one.reading.question {
            Question::HowMany(_) if reasons.is_empty() => {
                (format!("None: no text here says {understood}."), vec!["0".to_owned()])
            }
            _ if reasons.is_empty() => (format!("No text here says {understood}."), names),
            Question::Which(_) => {
                (wording.answer(&one.reading.question, &listed(self.graph, &reasons, &self.wider)), names)
            }
            Question::HowMany(_) => {
                let sentence = format!("{}: {}.", names.len(), listed(self.graph, &reasons, &self.wider));
                (sentence, vec![names.len().to_string()])
            }
            Question::Whether(set, _) if reasons.len() < set.members() => {
                let held = listed(self.graph, &reasons, &self.wider);
                (format!("Only of {held} does a text say so."), Vec::new())
            }
            Question::Whether(..) => {
                let only = only_status(self.graph, &reasons, &self.wider);
                let only = only.map(|status| format!(" ({})", status.as_str())).unwrap_or_default();
                (format!("Yes{only}: {}.", understood.trim_start_matches("whether ")), vec!["yes".to_owned()])
            }
        };
        Ok(Some(Answer {
            question: question.to_owned(),
            understood,
            forms: one.reading.forms.clone(),
            query: text,
            sentence,
            names,
            rows,
            reasons,
        }))
    }

    /// The surest ways in which a question can be read in phrases, as the names of their forms.
    pub fn ways(&self, question: &str) -> Vec<Vec<&'static str>> {
        let phrased = self.phrased(&self.without_opener(words(question)), Spelling::Right);
        let surest = phrased.first().map(|one| (one.reading.nearness.rank(), one.reading.certain));
        let of_surest = |one: &Phrased| Some((one.reading.nearness.rank(), one.reading.certain)) == surest;
        phrased.into_iter().filter(of_surest).map(|one| one.reading.forms).collect()
    }
}
