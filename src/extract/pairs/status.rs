//! What is seen of how a text puts a claim: will, would, was to, no longer, is said to.

use super::Pair;
use super::features::Scene;
use crate::extract::mention::Type;
use crate::extract::model::{Features, hash, mix};
use crate::extract::rules::status_near;

const STATUS: u64 = 2000;

/// What is seen of the words around a pair.
pub(super) fn features(scene: &Scene<'_, '_>, pair: &Pair, features: &mut Features) {
    features.clear();
    features.add(STATUS, &[]);
    let family = pair.family as u64;
    for draft in pair.drafts.iter().filter_map(|at| scene.drafts.get(*at)) {
        features.add(STATUS + 1, &[draft.status as u64]);
        features.add(STATUS + 2, &[draft.status as u64, hash(draft.relation.as_str())]);
    }
    features.add(STATUS + 3, &[family, u64::from(pair.drafts.is_empty())]);
    let Some(view) = scene.views.get(pair.line) else { return };
    let (subject, object) = (scene.place(pair.subject), scene.place(pair.object));
    let ends = [subject, object].into_iter().flatten();
    let (left, right) = (ends.clone().min().unwrap_or_default(), ends.max().unwrap_or_default());
    let near = status_near(scene.page, pair.line, left, right.max(left + 1), right + 1);
    features.add(STATUS + 4, &[near as u64]);
    features.add(STATUS + 5, &[near as u64, family]);
    let person = |at: usize| view.at(Some(at)).kind == Some(Type::Person);
    let signs: Vec<u64> = view.symbols.iter().take(100).map(|symbol| symbol.sign).collect();
    for (at, sign) in signs.iter().enumerate() {
        let symbol = view.at(Some(at));
        if symbol.mark || symbol.kind.is_some() {
            continue;
        }
        let side = u64::from(at > left) + u64::from(at > right);
        let far = if at < left { left - at } else { at.saturating_sub(right) };
        // Whom another person stands between, a word is seldom said of.
        let cut = if at < left { (at..left).any(person) } else { (right + 1..at).any(person) };
        features.add(STATUS + 10, &[*sign]);
        features.add(STATUS + 11, &[*sign, side]);
        if !cut {
            features.add(STATUS + 12, &[*sign, side]);
            features.add(STATUS + 13, &[*sign, family]);
        }
        if far <= 5 {
            features.add(STATUS + 14, &[*sign, side]);
        }
        if far <= 9
            && let Some(next) = signs.get(at + 1)
        {
            features.add(STATUS + 15, &[*sign, *next, side]);
            if let Some(third) = signs.get(at + 2) {
                features.add(STATUS + 16, &[*sign, *next, *third]);
            }
        }
    }
    for (number, place) in [subject, object].into_iter().enumerate() {
        let Some(place) = place else { continue };
        let number = mix(number as u64, family);
        let behind = [1, 2, 3].map(|steps| view.at(Some(place + steps)).sign);
        let before = [1, 2, 3].map(|steps| view.at(place.checked_sub(steps)).sign);
        features.add(STATUS + 20, &[number, behind[0]]);
        features.add(STATUS + 21, &[number, behind[0], behind[1]]);
        features.add(STATUS + 22, &[number, behind[0], behind[1], behind[2]]);
        features.add(STATUS + 23, &[number, before[0]]);
        features.add(STATUS + 24, &[number, before[1], before[0]]);
    }
    let line = scene.page.lines.get(pair.line);
    features.add(STATUS + 30, &[u64::from(line.is_some_and(|line| line.heading)), family]);
    scene.date(pair, features, STATUS + 31);
}
