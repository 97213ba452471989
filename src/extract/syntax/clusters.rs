//! Word clusters: words that stand in similar places have the same number.

use super::hash;
use super::pack::{Reader, Writer};

/// Which cluster each known word belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::extract) struct Clusters {
    /// Upper halves of the hashes of words, rising, each with its fine cluster.
    words: Vec<(u32, u16)>,
    /// Where the words begin whose hashes begin with these 16 bits; one more than there are such beginnings.
    starts: Vec<u32>,
    /// The coarse cluster of each fine one.
    coarse: Vec<u16>,
}

impl Clusters {
    /// Reads lines of `word TAB fine TAB coarse`; what is not such a line is passed over.
    pub(super) fn parse(text: &str) -> Self {
        let mut words = Vec::new();
        let mut coarse = Vec::new();
        for line in text.lines() {
            let Some((word, fine, group)) = parse_line(line) else { continue };
            words.push((key(hash::word(word)), fine));
            coarse.resize(coarse.len().max(usize::from(fine) + 1), 0);
            coarse[usize::from(fine)] = group;
        }
        words.sort_by_key(|(key, _)| *key);
        words.dedup_by_key(|(key, _)| *key);
        Self::new(words, coarse)
    }

    fn new(words: Vec<(u32, u16)>, coarse: Vec<u16>) -> Self {
        let mut starts = vec![0; (1 << 16) + 1];
        for (key, _) in &words {
            starts[(key >> 16) as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self { words, starts, coarse }
    }

    /// The fine and the coarse cluster of a word by its hash; zeros when it is not known.
    pub(in crate::extract) fn of_hash(&self, hash: u64) -> (u16, u16) {
        let key = key(hash);
        let start = |at: u32| self.starts.get(at as usize).map_or(0, |start| *start as usize);
        let near = start(key >> 16)..start((key >> 16) + 1);
        let near = self.words.get(near).unwrap_or_default();
        let fine = near.iter().find(|(known, _)| *known == key).map_or(0, |(_, fine)| *fine);
        (fine, self.coarse.get(usize::from(fine)).copied().unwrap_or_default())
    }

    /// Writes the table. The bytes of numbers stand apart by their weight, because equals compress well.
    pub(super) fn write(&self, out: &mut Writer) {
        out.number(self.words.len() as u32);
        out.number(self.coarse.len() as u32);
        for byte in 0..4 {
            out.bytes(self.gaps().map(|gap| gap.to_le_bytes()[byte]));
        }
        for byte in 0..2 {
            out.bytes(self.words.iter().map(|(_, fine)| fine.to_le_bytes()[byte]));
        }
        for byte in 0..2 {
            out.bytes(self.coarse.iter().map(|coarse| coarse.to_le_bytes()[byte]));
        }
    }

    /// The distances from word to word.
    fn gaps(&self) -> impl Iterator<Item = u32> {
        self.words.iter().scan(0, |last, (key, _)| {
            let gap = key - *last;
            *last = *key;
            Some(gap)
        })
    }

    /// Reads what [`Self::write`] wrote.
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let words = reader.number()? as usize;
        let groups = reader.number()? as usize;
        let gaps = [reader.bytes(words)?, reader.bytes(words)?, reader.bytes(words)?, reader.bytes(words)?];
        let fine = [reader.bytes(words)?, reader.bytes(words)?];
        let coarse = [reader.bytes(groups)?, reader.bytes(groups)?];
        let mut key = 0u32;
        let words = (0..words).map(|at| {
            key = key.wrapping_add(u32::from_le_bytes(gaps.map(|bytes| bytes[at])));
            (key, u16::from_le_bytes(fine.map(|bytes| bytes[at])))
        });
        let words = words.collect();
        let coarse = (0..groups).map(|at| u16::from_le_bytes(coarse.map(|bytes| bytes[at])));
        Some(Self::new(words, coarse.collect()))
    }
}

fn key(hash: u64) -> u32 {
    (hash >> 32) as u32
}

fn parse_line(line: &str) -> Option<(&str, u16, u16)> {
    let mut columns = line.split('\t');
    Some((columns.next()?, columns.next()?.parse().ok()?, columns.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_are_read_as_written() {
        let clusters = Clusters::parse("film\t3\t1\nmovie\t3\t1\nran\t7\t2\nbroken line\n");
        let mut out = Writer::default();
        clusters.write(&mut out);
        let read = Clusters::read(&mut Reader::new(&out.finish())).unwrap();
        assert_eq!(read, clusters);
        assert_eq!(read.of_hash(hash::word("Movie")), (3, 1));
        assert_eq!(read.of_hash(hash::word("ran")), (7, 2));
        assert_eq!(read.of_hash(hash::word("walked")), (0, 0));
        assert_eq!(Clusters::default().of_hash(hash::word("film")), (0, 0));
    }
}
