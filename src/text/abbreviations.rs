//! Words whose full stop does not end a sentence.

/// Titles, companies and measures; months and weekdays; signs in references. Without the stop, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "adm", "apr", "aug", "ave", "bros", "capt", "cf", "co", "col", "corp", "dec", "dept", "det", "dir", "dr",
    "ed", "eds", "ep", "eps", "esp", "est", "etc", "exec", "feb", "fig", "fr", "gen", "gov", "hon", "inc",
    "insp", "jan", "jr", "jul", "jun", "lit", "lt", "ltd", "maj", "mar", "messrs", "mfg", "mme", "mon", "mr",
    "mrs", "ms", "mt", "no", "nos", "nov", "oct", "op", "pp", "pres", "prof", "pt", "rep", "rev", "sen",
    "sept", "sep", "sgt", "sr", "st", "supt", "transl", "tv", "univ", "vol", "vols", "vs",
];

/// Those that a name or a number must follow, so that a new sentence never does.
const LEADING: &[&str] = &[
    "adm", "apr", "aug", "capt", "cf", "col", "dec", "det", "dir", "dr", "ep", "feb", "fig", "fr", "gen",
    "gov", "hon", "insp", "jan", "lt", "maj", "messrs", "mme", "mr", "mrs", "ms", "mt", "no", "nos", "nov",
    "oct", "pp", "pres", "prof", "rep", "rev", "sen", "sept", "sep", "sgt", "st", "supt", "vol", "vols",
    "vs",
];

/// Whether a word, without its full stop, is usually written with one.
///
/// Short ones that are words of their own (`no`, `mon`, `mar`) count only with a capital.
pub(super) fn is_abbreviation(word: &str) -> bool {
    let lower = word.to_lowercase();
    let also_a_word = matches!(
        lower.as_str(),
        "no" | "mon"
            | "mar"
            | "co"
            | "col"
            | "dir"
            | "ed"
            | "fig"
            | "gen"
            | "jun"
            | "jul"
            | "rep"
            | "tv"
            | "st"
    );
    // `DR` and `ED` in capitals are names; `Dr` is not.
    let acronym = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    !acronym
        && ABBREVIATIONS.contains(&lower.as_str())
        && (!also_a_word || word.starts_with(char::is_uppercase))
        && !(lower == "tv" || (lower == "no" && word != "No"))
}

/// Whether a name or number must follow an abbreviation, given without its full stop.
pub(super) fn is_leading(word: &str) -> bool {
    LEADING.contains(&word.to_lowercase().as_str())
}
