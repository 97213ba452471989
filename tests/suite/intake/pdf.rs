//! PDF that is made to do harm: it is told, before it takes memory or time without bound.

use std::io::Write;

use weezl::BitOrder;

use super::hostile::read_all;
use super::made::pdf_of;

/// A page that draws a content, with more resources and objects from the ninth on.
fn page(content: &[u8], resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    page_in("/Parent 2 0 R /MediaBox [0 0 612 792]", content, resources, more)
}

/// The same with what a page says of itself.
fn page_in(place: &str, content: &[u8], resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let resources = format!("/Resources << /Font << /F1 7 0 R /F2 9 0 R >> {resources} >>");
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!("<< /Type /Page {place} {resources} /Contents 5 0 R >>").into(),
        b"null".to_vec(),
        stream("", content),
        b"null".to_vec(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
        b"<< /Title (Tide) >>".to_vec(),
    ];
    objects.extend_from_slice(more);
    pdf_of(&objects.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

fn stream(dict: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<< {dict} /Length {} >>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

const TEXT: &[u8] = b"BT /F1 12 Tf (Kofi Mensah directed Tide.) Tj ET";

/// Reads files, each of which is told to be wrong in these words, or read where there are none.
#[track_caller]
fn check(files: &[(Vec<u8>, &str)]) {
    let named = |(number, (bytes, _)): (usize, &(Vec<u8>, &str))| (format!("{number}.pdf"), bytes.clone());
    let (skipped, told) = read_all(&files.iter().enumerate().map(named).collect::<Vec<_>>());
    let wrong = files.iter().enumerate().filter(|(_, (_, words))| !words.is_empty());
    assert_eq!((skipped, told.len()), (wrong.clone().count(), skipped), "{told:?}");
    for ((number, (_, words)), told) in wrong.zip(&told) {
        assert!(told.contains(&format!("n/{number}.pdf")) && told.contains(words), "{number}: {told}");
    }
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    for four in bytes.chunks(4) {
        let mut number = (0..4).fold(0_u32, |sum, at| sum << 8 | u32::from(*four.get(at).unwrap_or(&0)));
        let mut five = [0; 5];
        for digit in five.iter_mut().rev() {
            *digit = b'!' + u8::try_from(number % 85).unwrap();
            number /= 85;
        }
        text.extend_from_slice(&five);
    }
    [text, b"~>".to_vec()].concat()
}

fn lzw(bytes: &[u8]) -> Vec<u8> {
    weezl::encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8).encode(bytes).unwrap()
}

#[test]
fn streams_that_unpack_without_end_are_refused() {
    let spaces = vec![b' '; 65 << 20];
    let (packed, other) = (zlib(&spaces), lzw(&spaces));
    let broken = packed[..packed.len() - 9].to_vec();
    let held = |filter: &str, content: &[u8]| {
        page(TEXT, "", &[stream(&format!("/Filter {filter} /Type /ObjStm /N 1 /First 9"), content)])
    };
    let mut files: Vec<(Vec<u8>, &str)> = [
        ("/FlateDecode", &packed),
        ("/#46lateDecode", &broken),
        ("/LZWDecode", &other),
        ("[/ASCII85Decode /FlateDecode]", &ascii85(&packed)),
        ("[/FlateDecode /FlateDecode]", &zlib(&packed)),
        ("[/FlateDecode /LZWDecode]", &zlib(&other)),
    ]
    .map(|(filter, content)| (held(filter, content), "larger than 64 MiB"))
    .to_vec();
    files.push((held(&format!("[{}]", "/FlateDecode ".repeat(9)), &packed), "nested deeper than 4"));
    // The head of an object may hold a comment.
    let hidden = held("/FlateDecode", &packed);
    let at = hidden.windows(7).position(|word| word == b"9 0 obj").unwrap();
    let hidden = [&hidden[..at], b"9 0 % 7\nobj", &hidden[at + 7..]].concat();
    files.push((hidden, "larger than 64 MiB"));
    check(&files);
}

#[test]
fn room_that_is_asked_for_and_not_filled_is_refused() {
    let row = "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 90000000000 >>";
    let (wide, many) = ("/W [90000000000000 1 1] /Size 9", "/W [0 0 0] /Size 9 /Index [0 4000000000]");
    check(&[
        (page(TEXT, "", &[stream(row, &zlib(b"x"))]), "larger than 64 MiB"),
        (page(TEXT, "", &[stream(wide, b"x")]), "table of objects is out of all bounds"),
        (page(TEXT, "", &[stream(many, b"x")]), "table of objects is out of all bounds"),
    ]);
}

#[test]
fn an_object_that_a_table_names_a_thousand_times_is_refused() {
    let bytes = page(TEXT, "", &[stream("", &vec![b' '; 1 << 20])]);
    let text = String::from_utf8(bytes).unwrap();
    let place = text.find("9 0 obj").unwrap();
    let entries = format!("{place:010} 00000 n \n").repeat(1000);
    let table = text.replace("trailer\n", &format!("20 1000\n{entries}trailer\n"));
    check(&[(table.into_bytes(), "larger than 512 MiB")]);
}

#[test]
fn streams_of_objects_that_take_far_more_room_are_refused() {
    let held = |index: &str, objects: &str| {
        let content = zlib(format!("{index}{objects}").as_bytes());
        let dict = format!("/Type /ObjStm /N 2 /First {} /Filter /FlateDecode", index.len());
        page(TEXT, "", &[stream(&dict, &content)])
    };
    let one = "their words are within bounds";
    check(&[
        (held("20 0 21 4 ", "[1] (a\\)(b)) << /A [(]) <5d>] >>"), ""),
        (held("20 0 21 13 ", "[1] (a\\)(b)) << /A [(]) <5d>] >>"), ""),
        (held("20 0 21 0 ", "[1 2 3]"), "its objects stand in one another"),
        (held("20 0 21 1 ", "  [1 2 3]"), "its objects stand in one another"),
        (held("20 0 21 1 ", "[[1 2 3]]"), "its objects stand in one another"),
        (held("20 0 21 1 ", "1234567890"), "its objects stand in one another"),
        (held("20 0 21 1 ", &format!("({one} [1])")), "its objects stand in one another"),
        (held("20 0 ", &format!("[{}]", "1 ".repeat(8_000_001))), "its streams of objects hold too much"),
    ]);
}

/// Forms that each draw the next several times, and the last of which draws a content.
fn forms(count: usize, uses: usize, last: &[u8]) -> Vec<Vec<u8>> {
    let inner = |number: usize| {
        let dict = format!("/Subtype /Form /Resources << /XObject << /A {} 0 R >> >>", number + 1);
        stream(&dict, "/A Do ".repeat(uses).as_bytes())
    };
    let mut forms: Vec<Vec<u8>> = (9..8 + count).map(inner).collect();
    forms.push(stream("/Subtype /Form /Resources << /Font << /F1 7 0 R >> >>", last));
    forms
}

const DRAWS: &str = "/XObject << /A 9 0 R >>";

#[test]
fn forms_that_stand_in_themselves_or_draw_without_end_are_refused() {
    let own = stream("/Subtype /Form /Resources << /XObject << /A 9 0 R >> >>", b"/A Do");
    let none = stream("/Subtype /Form", b"/A Do");
    let large = vec![b' '; 12 << 20];
    let drawn = |content: &[u8], forms: &[Vec<u8>]| page(content, DRAWS, forms);
    check(&[
        (drawn(b"/A Do", &[own]), "nested deeper"),
        (drawn(b"/A Do", &[none]), "nested deeper"),
        (drawn(b"/A Do", &forms(50, 1, TEXT)), "nested deeper"),
        (drawn(b"/A Do", &forms(30, 2, TEXT)), "`what it draws` is larger than 1024 MiB"),
        (drawn(&b"/A Do ".repeat(100), &forms(1, 1, &large)), "larger than 1024 MiB"),
        (
            drawn(&[b"/A Do", large.as_slice()].concat(), &forms(1, 1, &large)),
            "`a page` is larger than 16 MiB",
        ),
        (drawn(b"/A Do", &forms(20, 1, TEXT)), ""),
        (drawn(b"/A Do /A Do", &forms(3, 3, TEXT)), ""),
    ]);
}

#[test]
fn pages_that_are_in_themselves_are_refused() {
    check(&[(page_in("/Parent 3 0 R", TEXT, "", &[]), "nested deeper")]);
}

#[test]
fn maps_of_letters_that_are_out_of_all_bounds_are_refused() {
    let with = |map: &str| {
        let font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 10 0 R >>".to_vec();
        page(b"BT /F2 12 Tf (KK) Tj ET", "", &[font, stream("/Filter /FlateDecode", &zlib(map.as_bytes()))])
    };
    let usual = "1 beginbfrange <00> <ff> <0000> endbfrange";
    let book = format!("1 beginbfchar <4b> <{}> endbfchar", "0041".repeat(5 << 19));
    check(&[
        (with(usual), ""),
        (with(&format!("{}{}{usual}", "[".repeat(200), "]".repeat(200))), ""),
        (with(&"[".repeat(100_000)), "nested deeper than 200"),
        (
            with("1 beginbfrange <00000000> <ffffffff> <0041> endbfrange"),
            "a map of its letters is out of all bounds",
        ),
        // A letter that is a book.
        (with(&book), "`page 1` is larger than 4 MiB"),
    ]);
}

#[test]
fn states_of_drawing_that_are_copied_without_end_are_refused() {
    let colors = "/ColorSpace << /A [/ICCBased 9 0 R] >>";
    let numbers = format!("/A cs {} sc {}", "1 ".repeat(1 << 14), "q ".repeat(1 << 14));
    // Profiles of colors are not kept, so that they may be copied.
    let content = format!("/A cs {}", "q ".repeat(1 << 16));
    let profile = stream("/N 3 /Filter /FlateDecode", &zlib(&vec![b' '; 4 << 20]));
    check(&[
        (page("q ".repeat(1 << 20).as_bytes(), colors, &[stream("/N 3", b"")]), "`a page`"),
        (page(numbers.as_bytes(), colors, &[stream("/N 3", b"")]), "`a page`"),
        (page(&[content.as_bytes(), TEXT].concat(), colors, &[profile]), ""),
    ]);
}

#[test]
fn pictures_are_not_read() {
    let picture = stream("/Subtype /Image", b"BT /F1 12 Tf (Jane Roe directed Nothing.) Tj ET");
    let desk = super::Desk::new();
    desk.put("a.pdf", page(&[b"/A Do ", TEXT].concat(), DRAWS, &[picture]));
    let (report, told) = desk.build(&["a.pdf"]);
    assert_eq!((report.unwrap().documents, told), (1, vec![]));
    let session = desk.session();
    assert!(session.show("Kofi Mensah").is_ok());
    assert!(session.show("Jane Roe").is_err());
}
