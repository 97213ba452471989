//! What each key does.

use callsheet::cli::review::{Answer, Effect, Key, Review, Standing};
use callsheet::curation::{About, Card, Decision, Line, Replay, queue};
use callsheet::identity::Doubt;
use callsheet::{Kind, NodeId, Ontology};

use super::cards::{cards, doubts, graph};

/// A review with the file of decisions that it fills.
struct Desk {
    review: Review,
    lines: Vec<Line>,
}

impl Desk {
    fn new() -> Self {
        Self::over(cards())
    }

    fn over(cards: Vec<Card>) -> Self {
        Self { review: Review::new("g.ron", cards), lines: Vec::new() }
    }

    /// Presses keys and takes what is to be decided.
    fn press(&mut self, keys: &str) {
        for key in keys.chars() {
            let key = match key {
                '<' => Key::Left,
                '>' => Key::Right,
                '!' => Key::Enter,
                c => Key::Char(c),
            };
            if let Effect::Decide(lines) = self.review.press(key) {
                self.lines.extend(lines);
                self.review.taken(&Replay::of(&self.lines).pairs());
            }
        }
    }

    #[track_caller]
    fn check(&self, standings: &str, at: usize) {
        let letter = |standing: &Standing| match standing {
            Standing::Open => '.',
            Standing::Skipped => 's',
            Standing::Decided(Answer::Yes, _) => 'y',
            Standing::Decided(Answer::No, _) => 'n',
            Standing::Decided(Answer::Flip, _) => 'f',
            Standing::Answered => 'a',
        };
        assert_eq!(self.review.standings().map(letter).collect::<String>(), standings);
        assert_eq!(self.review.at(), at);
    }
}

#[test]
fn the_doubtful_comes_in_order_of_weight() {
    let cards = cards();
    let questions: Vec<&str> = cards.iter().map(|card| card.question.as_str()).collect();
    assert_eq!(
        questions,
        [
            "Is `Nora Vale` (Person, person:nora-vale) the same as `N. Vale` (Person, person:n-vale)?",
            "Is it so that `Ilse Brandt` shot `Low Tide`?",
            "Is it so that `Kofi Mensah` composed the music of `Glass Harbor`?",
            "Is it so that `Glass Harbor` follows `Low Tide`?",
            "Is it so that `Ilse Brandt` shot `Glass Harbor`?",
        ]
    );
    assert!(cards.windows(2).all(|two| two[0].weight() >= two[1].weight()));
}

#[test]
fn names_are_marked_where_they_stand() {
    let marked = |card: &Card| -> Vec<Vec<String>> {
        let words = |evidence: &callsheet::curation::CardEvidence| {
            let quote = evidence.quote.clone().unwrap();
            evidence.marks.iter().map(|mark| quote.get(mark.range()).unwrap().to_owned()).collect()
        };
        card.evidence.iter().map(words).collect()
    };
    let cards = cards();
    // Of a pair that of the node itself, of a fact both.
    assert_eq!(marked(&cards[0]), [["Nora Vale"], ["N. Vale"]]);
    assert_eq!(marked(&cards[1]), [["Low Tide", "Brandt"]]);
    assert_eq!(marked(&cards[2]), [["Kofi Mensah", "Glass Harbor"], ["Kofi Mensah", "it"]]);
}

#[test]
fn only_facts_that_may_be_the_other_way_round_can_be_flipped() {
    let cards = cards();
    let flips: Vec<bool> = cards.iter().map(|card| card.flip.is_some()).collect();
    assert_eq!(flips, [false, false, false, true, false]);
    let mut desk = Desk::over(cards);
    desk.press("f");
    desk.check(".....", 0);
    desk.press("sssf");
    desk.check("sssf.", 4);
}

#[test]
fn a_decision_goes_on_to_the_next_card_that_is_open() {
    let mut desk = Desk::new();
    desk.press("y");
    desk.check("y....", 1);
    desk.press("sn");
    desk.check("ysn..", 3);
    desk.press("fr");
    desk.check("ysnfn", 5);
    // From the last page to what was passed over, and past what is decided.
    desk.press("sa");
    desk.check("yynfn", 5);
    let decisions: Vec<&str> = desk.lines.iter().map(|line| line.decision.verb()).collect();
    assert_eq!(decisions, ["merge", "reject", "flip", "reject", "confirm"]);
}

#[test]
fn what_is_decided_can_be_decided_anew_and_taken_back() {
    let mut desk = Desk::new();
    desk.press("y<n");
    desk.check("n....", 1);
    // Not open, but as it was decided before.
    desk.press("u");
    desk.check("y....", 0);
    desk.press("u");
    desk.check(".....", 0);
    let held = Replay::of(&desk.lines).effective();
    assert!(held.is_empty(), "{held:?}");
    assert_eq!(desk.lines.len(), 4);
    // Nothing more was decided here.
    assert_eq!(desk.review.press(Key::Char('u')), Effect::Draw);
}

#[test]
fn all_like_this_is_listed_and_asked_for_twice() {
    let mut desk = Desk::new();
    desk.press("s*y");
    desk.check("s....", 1);
    desk.press("!");
    desk.check("sy..y", 2);
    assert_eq!(desk.lines.len(), 2);
    desk.press("u");
    desk.check("s....", 1);
    assert!(Replay::of(&desk.lines).effective().is_empty());
    // Without Enter nothing is decided.
    desk.press("*nq");
    desk.check("s....", 1);
    assert_eq!(desk.lines.len(), 4);
}

#[test]
fn a_card_of_its_own_kind_has_none_like_it() {
    let mut desk = Desk::new();
    desk.press("*n");
    desk.check("n....", 1);
}

#[test]
fn a_reason_is_kept_with_the_decision() {
    let mut desk = Desk::new();
    desk.press("esame face, q!");
    desk.check(".....", 0);
    desk.press("y");
    assert_eq!(desk.lines[0].why, "same face, q");
    desk.press("<e");
    assert_eq!(desk.review.press(Key::Paste(" and\nhand".to_owned())), Effect::Draw);
    desk.press("!");
    assert_eq!(desk.lines[1].why, "same face, q and hand");
    desk.check("y....", 1);
    // What is pasted elsewhere is not taken for keys.
    assert_eq!(desk.review.press(Key::Paste("yyy".to_owned())), Effect::Draw);
    desk.check("y....", 1);
    desk.press("e");
    assert_eq!(desk.review.press(Key::Escape), Effect::Draw);
    desk.press("y");
    assert_eq!(desk.lines[2].why, "");
}

#[test]
fn pairs_that_others_answer_are_not_asked_about() {
    let id = |name| NodeId::of(&Kind::new("Person"), name);
    let doubt = |one, other, likely| Doubt { one: id(one), other: id(other), likely, ..doubts()[0].clone() };
    let doubts = [
        doubt("Nora Vale", "N. Vale", 0.5),
        doubt("N. Vale", "Ilse Brandt", 0.4),
        doubt("Nora Vale", "Ilse Brandt", 0.2),
    ];
    let (graph, ontology) = (graph(), Ontology::default());
    let pairs = |lines: &[Line]| {
        let mut cards = queue(&graph, &ontology, &doubts, lines);
        cards.retain(|card| card.about == About::Same);
        cards
    };
    let mut desk = Desk::over(pairs(&[]));
    desk.press("yn");
    desk.check("yna", 3);
    assert!(pairs(&desk.lines).is_empty());
    desk.press("u");
    desk.check("y..", 1);
    assert_eq!(pairs(&desk.lines).len(), 2);
    desk.press("y");
    desk.check("yya", 3);
}

#[test]
fn leaving_saves_only_what_was_decided() {
    let mut desk = Desk::new();
    assert_eq!(desk.review.press(Key::Char('q')), Effect::Leave);
    desk.press("y");
    assert_eq!(desk.review.press(Key::Interrupt), Effect::Leave);
    assert_eq!(desk.review.press(Key::Suspend), Effect::Suspend);
    assert_eq!(desk.review.press(Key::Char('q')), Effect::Save);
}

#[test]
fn what_could_not_be_taken_is_not_decided() {
    let mut desk = Desk::new();
    let Effect::Decide(lines) = desk.review.press(Key::Char('y')) else { panic!() };
    assert_eq!(
        lines[0].decision,
        Decision::Merge { one: NodeId::new("person:nora-vale"), other: NodeId::new("person:n-vale") }
    );
    desk.review.failed("the disk is full");
    desk.check(".....", 0);
    assert_eq!(desk.review.press(Key::Char('q')), Effect::Leave);
}
