//! The forms of English verbs and nouns, from their lemmas.

/// A form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VerbForm {
    Base,
    Third,
    Past,
    Participle,
    Ing,
}

/// Lemma, past, participle. The rest of their forms follow the rules.
const IRREGULAR: &[(&str, &str, &str)] = &[
    ("base", "based", "based"),
    ("be", "was", "been"),
    ("bear", "bore", "borne"),
    ("beat", "beat", "beaten"),
    ("become", "became", "become"),
    ("begin", "began", "begun"),
    ("bind", "bound", "bound"),
    ("bite", "bit", "bitten"),
    ("blow", "blew", "blown"),
    ("break", "broke", "broken"),
    ("breed", "bred", "bred"),
    ("bring", "brought", "brought"),
    ("broadcast", "broadcast", "broadcast"),
    ("build", "built", "built"),
    ("burst", "burst", "burst"),
    ("buy", "bought", "bought"),
    ("cast", "cast", "cast"),
    ("catch", "caught", "caught"),
    ("choose", "chose", "chosen"),
    ("cling", "clung", "clung"),
    ("come", "came", "come"),
    ("cost", "cost", "cost"),
    ("creep", "crept", "crept"),
    ("cut", "cut", "cut"),
    ("deal", "dealt", "dealt"),
    ("dig", "dug", "dug"),
    ("do", "did", "done"),
    ("draw", "drew", "drawn"),
    ("drink", "drank", "drunk"),
    ("drive", "drove", "driven"),
    ("eat", "ate", "eaten"),
    ("fall", "fell", "fallen"),
    ("feed", "fed", "fed"),
    ("feel", "felt", "felt"),
    ("fight", "fought", "fought"),
    ("find", "found", "found"),
    ("fly", "flew", "flown"),
    ("forbid", "forbade", "forbidden"),
    ("forecast", "forecast", "forecast"),
    ("forget", "forgot", "forgotten"),
    ("forgive", "forgave", "forgiven"),
    ("freeze", "froze", "frozen"),
    ("get", "got", "got"),
    ("give", "gave", "given"),
    ("go", "went", "gone"),
    ("grow", "grew", "grown"),
    ("hang", "hung", "hung"),
    ("have", "had", "had"),
    ("hear", "heard", "heard"),
    ("hide", "hid", "hidden"),
    ("hit", "hit", "hit"),
    ("hold", "held", "held"),
    ("hurt", "hurt", "hurt"),
    ("keep", "kept", "kept"),
    ("know", "knew", "known"),
    ("lay", "laid", "laid"),
    ("lead", "led", "led"),
    ("leave", "left", "left"),
    ("lend", "lent", "lent"),
    ("let", "let", "let"),
    ("lie", "lay", "lain"),
    ("light", "lit", "lit"),
    ("lose", "lost", "lost"),
    ("make", "made", "made"),
    ("mean", "meant", "meant"),
    ("meet", "met", "met"),
    ("oversee", "oversaw", "overseen"),
    ("overtake", "overtook", "overtaken"),
    ("pay", "paid", "paid"),
    ("put", "put", "put"),
    ("quit", "quit", "quit"),
    ("read", "read", "read"),
    ("rebuild", "rebuilt", "rebuilt"),
    ("remake", "remade", "remade"),
    ("rewrite", "rewrote", "rewritten"),
    ("ride", "rode", "ridden"),
    ("ring", "rang", "rung"),
    ("rise", "rose", "risen"),
    ("run", "ran", "run"),
    ("say", "said", "said"),
    ("see", "saw", "seen"),
    ("seek", "sought", "sought"),
    ("sell", "sold", "sold"),
    ("send", "sent", "sent"),
    ("set", "set", "set"),
    ("shake", "shook", "shaken"),
    ("shoot", "shot", "shot"),
    ("show", "showed", "shown"),
    ("showrun", "showran", "showrun"),
    ("shut", "shut", "shut"),
    ("sing", "sang", "sung"),
    ("sink", "sank", "sunk"),
    ("sit", "sat", "sat"),
    ("sleep", "slept", "slept"),
    ("speak", "spoke", "spoken"),
    ("spend", "spent", "spent"),
    ("spin", "spun", "spun"),
    ("split", "split", "split"),
    ("spread", "spread", "spread"),
    ("stand", "stood", "stood"),
    ("steal", "stole", "stolen"),
    ("stick", "stuck", "stuck"),
    ("strike", "struck", "struck"),
    ("swear", "swore", "sworn"),
    ("swim", "swam", "swum"),
    ("take", "took", "taken"),
    ("teach", "taught", "taught"),
    ("tear", "tore", "torn"),
    ("tell", "told", "told"),
    ("think", "thought", "thought"),
    ("throw", "threw", "thrown"),
    ("understand", "understood", "understood"),
    ("undertake", "undertook", "undertaken"),
    ("wake", "woke", "woken"),
    ("wear", "wore", "worn"),
    ("weave", "wove", "woven"),
    ("win", "won", "won"),
    ("wind", "wound", "wound"),
    ("withdraw", "withdrew", "withdrawn"),
    ("write", "wrote", "written"),
];

/// The form of a verb, with its variants: `cancelled` and `canceled`.
///
/// Of several words the first changes, of hyphened parts the last: `stepped down`, `co-wrote`.
pub(super) fn verb(lemma: &str, form: VerbForm) -> Vec<String> {
    let (first, rest) = lemma.split_once(' ').map_or((lemma, ""), |(first, rest)| (first, rest));
    let (prefix, root) = first.rsplit_once('-').map_or(("", first), |(prefix, root)| (prefix, root));
    let whole = |form: String| {
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}-") };
        if rest.is_empty() { format!("{prefix}{form}") } else { format!("{prefix}{form} {rest}") }
    };
    single(root, form).into_iter().map(whole).collect()
}

fn single(verb: &str, form: VerbForm) -> Vec<String> {
    let irregular = IRREGULAR.iter().find(|(lemma, _, _)| *lemma == verb);
    match (form, irregular) {
        (VerbForm::Base, _) => vec![verb.to_owned()],
        (VerbForm::Third, _) => vec![with_s(verb)],
        (VerbForm::Past, Some((_, past, _))) => vec![(*past).to_owned()],
        (VerbForm::Participle, Some((_, _, participle))) => vec![(*participle).to_owned()],
        (VerbForm::Past | VerbForm::Participle, None) => stems(verb, "ed"),
        (VerbForm::Ing, _) => stems(verb, "ing"),
    }
}

/// The verb with an ending, doubled or shortened before it as spelling wants.
fn stems(verb: &str, ending: &str) -> Vec<String> {
    if let Some(stem) = verb.strip_suffix('e') {
        let keeps = ending == "ing" && (verb.ends_with("ee") || verb.ends_with("ye"));
        return vec![if keeps { format!("{verb}{ending}") } else { format!("{stem}{ending}") }];
    }
    let after_consonant = verb.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel));
    if let (Some(stem), "ed") = (after_consonant, ending) {
        return vec![format!("{stem}ied")];
    }
    let last = verb.chars().last().unwrap_or_default();
    let doubled = format!("{verb}{last}{ending}");
    let plain = format!("{verb}{ending}");
    match (closes_short(verb), verb.ends_with("el")) {
        (true, _) => vec![doubled],
        (false, true) => vec![doubled, plain],
        (false, false) => vec![plain],
    }
}

/// Whether it is one syllable of a single vowel before a single consonant: `star`, `drop`, `showrun`.
fn closes_short(verb: &str) -> bool {
    let root = verb.strip_prefix("show").filter(|root| !root.is_empty()).unwrap_or(verb);
    let mut back = root.chars().rev();
    let last = back.next().is_some_and(|c| !is_vowel(c) && !matches!(c, 'w' | 'x' | 'y'));
    let vowel = back.next().is_some_and(is_vowel);
    last && vowel && !back.any(is_vowel)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn with_s(word: &str) -> String {
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) || word == "go";
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(is_vowel) => format!("{stem}ies"),
        _ if hisses => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

/// The plural of a noun; of several words the head changes: `directors of photography`.
pub(super) fn plural(noun: &str) -> String {
    if let Some((head, rest)) = noun.split_once(" of ") {
        return format!("{} of {rest}", plural(head));
    }
    match noun.strip_suffix("man") {
        Some(stem) => format!("{stem}men"),
        None if matches!(noun, "series" | "people" | "music" | "cast" | "miniseries") => noun.to_owned(),
        None => with_s(noun),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lemma: &str, forms: [&str; 4]) {
        let [third, past, participle, ing] = forms;
        assert_eq!(verb(lemma, VerbForm::Third), [third]);
        assert_eq!(verb(lemma, VerbForm::Past).join("/"), past);
        assert_eq!(verb(lemma, VerbForm::Participle).join("/"), participle);
        assert_eq!(verb(lemma, VerbForm::Ing).join("/"), ing);
    }

    #[test]
    fn verbs_have_their_forms() {
        check("direct", ["directs", "directed", "directed", "directing"]);
        check("co-write", ["co-writes", "co-wrote", "co-written", "co-writing"]);
        check("star", ["stars", "starred", "starred", "starring"]);
        check("air", ["airs", "aired", "aired", "airing"]);
        check("cancel", ["cancels", "cancelled/canceled", "cancelled/canceled", "cancelling/canceling"]);
        check("step down", ["steps down", "stepped down", "stepped down", "stepping down"]);
        check("axe", ["axes", "axed", "axed", "axing"]);
        check("play", ["plays", "played", "played", "playing"]);
        check("embody", ["embodies", "embodied", "embodied", "embodying"]);
        check("showrun", ["showruns", "showran", "showrun", "showrunning"]);
        check("oversee", ["oversees", "oversaw", "overseen", "overseeing"]);
    }

    #[test]
    fn nouns_have_a_plural() {
        for (noun, many) in [
            ("director of photography", "directors of photography"),
            ("company", "companies"),
            ("cameraman", "cameramen"),
            ("series", "series"),
            ("co-star", "co-stars"),
        ] {
            assert_eq!(plural(noun), many);
        }
    }
}
