//! Packed snapshots, and what a snapshot may take.

use std::io::{Cursor, Write};

use callsheet::snapshot::{
    DEPTH, Limits, Packing, Snapshot, SnapshotError, Words, is_packed, read, read_from, write, write_as,
};

use super::render;

fn snapshot() -> Snapshot {
    Snapshot::new(Words::named("screen"), render::harbour())
}

fn text() -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&snapshot(), &mut bytes).unwrap();
    bytes
}

fn packed() -> Vec<u8> {
    let mut bytes = Vec::new();
    write_as(&snapshot(), Packing::Zstd, &mut bytes).unwrap();
    bytes
}

#[test]
fn a_packed_snapshot_is_read_and_is_the_same_every_time() {
    let packed = packed();
    assert!(is_packed(&packed) && !is_packed(&text()));
    assert!(packed.len() < text().len() / 2);
    assert_eq!(read(&packed).unwrap(), snapshot());
    assert_eq!(self::packed(), packed);
    assert_eq!(zstd::decode_all(&*packed).unwrap(), text());
}

#[test]
fn the_ending_says_how_to_write() {
    for (name, packing) in [
        ("news.ron", Packing::Plain),
        ("news.ron.zst", Packing::Zstd),
        ("NEWS.RON.ZST", Packing::Zstd),
        ("news.zst.ron", Packing::Plain),
        ("zst", Packing::Plain),
    ] {
        assert_eq!(Packing::of(name.as_ref()), packing, "{name}");
    }
}

#[test]
fn a_packed_snapshot_cut_anywhere_says_so() {
    let packed = packed();
    for cut in (5..packed.len()).step_by(7) {
        let error = read(&packed[..cut]).unwrap_err();
        assert!(matches!(error, SnapshotError::PackedCut), "cut at {cut}: {error}");
    }
    let error = read(&packed[..packed.len() - 1]).unwrap_err();
    assert_eq!(error.to_string(), "the packed file was cut: it ends before its text does");
    assert!(error.hint().unwrap().contains("backup"));
}

#[test]
fn damage_to_a_packed_snapshot_never_passes() {
    let packed = packed();
    for at in (0..packed.len()).step_by(3) {
        let mut bytes = packed.clone();
        bytes[at] ^= 0x10;
        // Some bits mean nothing, such as the one that is kept for later; the text is then as it was.
        match read(&bytes) {
            Ok(same) => assert_eq!(same, snapshot(), "byte {at}"),
            Err(error) => assert!(error.hint().is_some(), "byte {at}: {error}"),
        }
    }
    let mut bytes = packed.clone();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    let error = read(&bytes).unwrap_err();
    assert!(error.to_string().starts_with("the packed file is damaged: "), "{error}");
}

#[track_caller]
fn check_refused(bytes: &[u8], limits: Limits, message: &str, hint: &str) {
    let error = read_from(Cursor::new(bytes), &limits).unwrap_err();
    assert_eq!(error.to_string(), message);
    assert!(error.hint().unwrap().contains(hint), "{:?}", error.hint());
}

#[test]
fn what_is_within_the_limits_is_read() {
    let text = text();
    let longest = text.split(|byte| *byte == b'\n').map(<[u8]>::len).max().unwrap() as u64;
    let nodes = snapshot().read.nodes().count() as u64;
    let limits = Limits { file_size: text.len() as u64, line: longest, nodes };
    assert_eq!(read_from(Cursor::new(&text), &limits).unwrap(), snapshot());
    assert_eq!(read_from(Cursor::new(packed()), &limits).unwrap(), snapshot());
    let by_hand = String::from_utf8(text.clone()).unwrap().replacen("(\n", "(\n\n", 1);
    let more = Limits { file_size: limits.file_size + 1, ..limits };
    assert_eq!(read_from(Cursor::new(&by_hand), &more).unwrap(), snapshot());
    for bytes in [&text, by_hand.as_bytes(), &packed()] {
        let size = Limits { file_size: limits.file_size - 1, ..limits };
        let message = format!("the snapshot is larger than {} bytes", size.file_size);
        check_refused(bytes, size, &message, "`--max-file-size`");
        let few = Limits { nodes: nodes - 1, ..more };
        check_refused(
            bytes,
            few,
            &format!("the snapshot has more than {} nodes", few.nodes),
            "`--max-nodes`",
        );
        let short = Limits { line: longest - 1, ..more };
        let place = bytes.split(|byte| *byte == b'\n').position(|line| line.len() as u64 == longest);
        let place =
            place.or_else(|| text.split(|byte| *byte == b'\n').position(|line| line.len() as u64 == longest));
        let message = format!("line {} is longer than {} bytes", place.unwrap() + 1, short.line);
        check_refused(bytes, short, &message, "`--max-line`");
    }
}

#[test]
fn a_bomb_is_refused_in_little_room() {
    let mut bomb = zstd::Encoder::new(Vec::new(), 1).unwrap();
    for _ in 0..64 {
        bomb.write_all(&vec![b'\n'; 1 << 20]).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 20_000);
    let limits = Limits { file_size: 8 << 20, ..Limits::default() };
    check_refused(&bomb, limits, "the snapshot is larger than 8 MiB", "`--max-file-size`");
    let limits = Limits { line: 1 << 20, ..Limits::default() };
    let line = vec![b'('; (1 << 20) + 1];
    check_refused(&line, limits, "line 1 is longer than 1 MiB", "`--max-line`");
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    for open in ["[", "(", "{", "(version: ", "Some("] {
        let error = read(open.repeat(1_000_000).as_bytes()).unwrap_err();
        assert!(!error.to_string().is_empty(), "{open}");
    }
    let text = String::from_utf8(text()).unwrap();
    let given = format!("properties: {{\"a\": {{\"b\": {}1{}}}}})", "[".repeat(200), "]".repeat(200));
    let place = text.lines().position(|line| line.starts_with("    (id: \"film:")).unwrap();
    let lines = text.lines().enumerate().map(|(at, line)| match line.strip_suffix("),") {
        Some(line) if at == place => format!("{line}, {given},"),
        _ => line.to_owned(),
    });
    let deep = lines.collect::<Vec<_>>().join("\n");
    let error = read(deep.as_bytes()).unwrap_err();
    assert!(matches!(error, SnapshotError::TooDeep { line, .. } if line == place + 1), "{error}");
    assert!(error.to_string().ends_with(&format!("more than {DEPTH} brackets are open here")), "{error}");
    let comment = format!("{}\n(", "/*".repeat(500_000));
    assert!(read(comment.as_bytes()).is_err());
}

#[test]
fn many_nodes_of_nothing_are_refused() {
    let nodes = "    (),\n".repeat(100_000);
    let text = format!(
        "(\nversion: 3,\nontology: \"screen\",\ndocuments: [\n],\nnodes: [\n{nodes}],\nedges: [\n],\n)\n"
    );
    let error = read(text.as_bytes()).unwrap_err().to_string();
    assert!(error.starts_with("line 7, column "), "{error}");
    let node = |number: usize| format!("    (id: \"film:{number}\", kind: \"Film\", names: {{}}),\n");
    let nodes: String = (0..2000).map(node).collect();
    let text = text.replace(&"    (),\n".repeat(100_000), &nodes);
    let limits = Limits { nodes: 1000, ..Limits::default() };
    check_refused(text.as_bytes(), limits, "the snapshot has more than 1000 nodes", "`--max-nodes`");
    check_refused(
        format!("\n{text}").as_bytes(),
        limits,
        "the snapshot has more than 1000 nodes",
        "`--max-nodes`",
    );
}
