//! The best set of stretches that do not overlap, by adding their scores.

use super::LABELS;
use crate::extract::model::Scores;

/// A stretch with its scores, before it is chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) scores: Scores,
}

/// The chosen stretches of a line of `words` words: index of the stretch and of its label.
///
/// Leaving a word out scores 0, so that only stretches above 0 are chosen. `scored` is in order of start.
pub(super) fn decode(words: usize, scored: &[Scored]) -> Vec<(usize, usize)> {
    let mut ends: Vec<Vec<usize>> = vec![Vec::new(); words + 1];
    for (at, stretch) in scored.iter().enumerate() {
        if let Some(ending) = ends.get_mut(stretch.end) {
            ending.push(at);
        }
    }
    let mut best = vec![0.0f32; words + 1];
    let mut chosen: Vec<Option<(usize, usize)>> = vec![None; words + 1];
    for end in 1..=words {
        let mut top = (best.get(end - 1).copied().unwrap_or_default(), None);
        for at in ends.get(end).into_iter().flatten() {
            let Some(stretch) = scored.get(*at) else { continue };
            let (label, score) = top_label(&stretch.scores);
            let total = best.get(stretch.start).copied().unwrap_or_default() + score;
            if total > top.0 {
                top = (total, Some((*at, label)));
            }
        }
        if let (Some(best), Some(chosen)) = (best.get_mut(end), chosen.get_mut(end)) {
            (*best, *chosen) = top;
        }
    }
    walk_back(words, scored, &chosen)
}

fn walk_back(words: usize, scored: &[Scored], chosen: &[Option<(usize, usize)>]) -> Vec<(usize, usize)> {
    let mut path = Vec::new();
    let mut at = words;
    while at > 0 {
        match chosen.get(at).copied().flatten() {
            Some((stretch, label)) => {
                path.push((stretch, label));
                at = scored.get(stretch).map_or(0, |stretch| stretch.start);
            }
            None => at -= 1,
        }
    }
    path.reverse();
    path
}

/// The best label and its score.
pub(super) fn top_label(scores: &Scores) -> (usize, f32) {
    let labels = scores.iter().take(LABELS.len()).copied().enumerate();
    labels.fold((0, f32::MIN), |best, (label, score)| if score > best.1 { (label, score) } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_set_wins_over_the_best_stretch() {
        let stretch = |start, end, score| {
            let mut scores = [-1.0; crate::extract::model::WIDTH];
            scores[3] = score;
            Scored { start, end, scores }
        };
        let chosen =
            decode(4, &[stretch(0, 2, 1.0), stretch(1, 3, 1.5), stretch(2, 4, 1.0), stretch(3, 4, -0.5)]);
        assert_eq!(chosen, [(0, 3), (2, 3)]);
        assert_eq!(decode(0, &[]), []);
    }
}
