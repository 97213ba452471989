//! English verb forms, as far as the verbs of the trade need them.

/// The forms of one verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Forms {
    /// `direct`
    pub(super) base: String,
    /// `directs`
    pub(super) third: String,
    /// `directed`
    pub(super) past: String,
    /// `directed`, as in `was directed`
    pub(super) participle: String,
    /// `directing`
    pub(super) gerund: String,
}

impl Forms {
    fn map(self, change: impl Fn(String) -> String) -> Self {
        let Self { base, third, past, participle, gerund } = self;
        let [base, third, past, participle, gerund] = [base, third, past, participle, gerund].map(change);
        Self { base, third, past, participle, gerund }
    }
}

/// Verbs whose past is not made by `-ed`: base, past, participle.
const IRREGULAR: &[(&str, &str, &str)] = &[
    ("be", "was", "been"),
    ("bear", "bore", "born"),
    ("become", "became", "become"),
    ("begin", "began", "begun"),
    ("bring", "brought", "brought"),
    ("build", "built", "built"),
    ("buy", "bought", "bought"),
    ("cast", "cast", "cast"),
    ("catch", "caught", "caught"),
    ("choose", "chose", "chosen"),
    ("come", "came", "come"),
    ("cut", "cut", "cut"),
    ("do", "did", "done"),
    ("draw", "drew", "drawn"),
    ("fall", "fell", "fallen"),
    ("find", "found", "found"),
    ("forgo", "forwent", "forgone"),
    ("freeze", "froze", "frozen"),
    ("get", "got", "got"),
    ("give", "gave", "given"),
    ("go", "went", "gone"),
    ("grow", "grew", "grown"),
    ("have", "had", "had"),
    ("hit", "hit", "hit"),
    ("hold", "held", "held"),
    ("keep", "kept", "kept"),
    ("lay", "laid", "laid"),
    ("lead", "led", "led"),
    ("leave", "left", "left"),
    ("lose", "lost", "lost"),
    ("make", "made", "made"),
    ("meet", "met", "met"),
    ("put", "put", "put"),
    ("run", "ran", "run"),
    ("say", "said", "said"),
    ("see", "saw", "seen"),
    ("sell", "sold", "sold"),
    ("set", "set", "set"),
    ("shoot", "shot", "shot"),
    ("show", "showed", "shown"),
    ("shut", "shut", "shut"),
    ("sing", "sang", "sung"),
    ("stand", "stood", "stood"),
    ("take", "took", "taken"),
    ("tell", "told", "told"),
    ("win", "won", "won"),
    ("write", "wrote", "written"),
];

/// Short verbs that double their last letter.
const DOUBLING: &[&str] = &[
    "star", "scrap", "plan", "tap", "step", "pen", "drop", "ship", "stop", "scrub", "air-drop", "slot",
    "snag", "nab", "bag", "set", "cut", "get", "hit", "put", "run", "shut", "win", "begin", "top", "spin",
];

/// The forms of a verb; a particle after it (`shut down`) or a prefix before it (`co-write`) stays as it is.
pub(super) fn forms(verb: &str) -> Forms {
    if let Some((first, particle)) = verb.split_once(' ') {
        return forms(first).map(|form| format!("{form} {particle}"));
    }
    if let Some((prefix, rest)) = verb.rsplit_once('-') {
        return forms(rest).map(|form| format!("{prefix}-{form}"));
    }
    let past = past(verb);
    let irregular = IRREGULAR.iter().find(|(base, _, _)| *base == verb);
    Forms {
        base: verb.to_owned(),
        third: third(verb),
        participle: irregular.map_or_else(|| past.clone(), |(_, _, participle)| (*participle).to_owned()),
        past: irregular.map_or(past, |(_, past, _)| (*past).to_owned()),
        gerund: gerund(verb),
    }
}

fn third(verb: &str) -> String {
    if ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| verb.ends_with(end)) {
        format!("{verb}es")
    } else if let Some(stem) = consonant_y(verb) {
        format!("{stem}ies")
    } else {
        format!("{verb}s")
    }
}

fn past(verb: &str) -> String {
    if verb.ends_with('e') {
        format!("{verb}d")
    } else if let Some(stem) = consonant_y(verb) {
        format!("{stem}ied")
    } else {
        format!("{}ed", doubled(verb))
    }
}

fn gerund(verb: &str) -> String {
    match verb.strip_suffix('e') {
        Some(stem) if !verb.ends_with("ee") && verb.len() > 2 => format!("{stem}ing"),
        _ => format!("{}ing", doubled(verb)),
    }
}

fn consonant_y(verb: &str) -> Option<&str> {
    let stem = verb.strip_suffix('y')?;
    (!stem.ends_with(['a', 'e', 'i', 'o', 'u'])).then_some(stem)
}

fn doubled(verb: &str) -> String {
    let last = verb.chars().next_back().filter(|_| DOUBLING.contains(&verb));
    verb.chars().chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(verb: &str, expected: &str) {
        let Forms { base, third, past, participle, gerund } = forms(verb);
        assert_eq!([base, third, past, participle, gerund].join(" "), expected);
    }

    #[test]
    fn verbs_of_the_trade() {
        check("direct", "direct directs directed directed directing");
        check("co-write", "co-write co-writes co-wrote co-written co-writing");
        check("star", "star stars starred starred starring");
        check("carry", "carry carries carried carried carrying");
        check("shut down", "shut down shuts down shut down shut down shutting down");
        check("score", "score scores scored scored scoring");
    }
}
