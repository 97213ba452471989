//! One article in every format, made here: what is packed is packed by the test, and the PDF is written by hand.

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

pub(super) const MARKDOWN: &str = "---\ntitle: \"News from the harbour\"\ndate: 2025-05-06\ntags: [film, tide]\n---\n\n\
# News from the harbour\n\n## Who makes it\n\n\
Nora Vale directed the film *Glass Harbor*. Ilse Brandt stars in *Glass Harbor* as Zoë.\n\n## Later\n\n\
- Kofi Mensah will write the series *Low Tide* for Netflix.\n- The film *Glass Harbor* was delayed by a strike.\n";

/// The paragraphs of the article as HTML.
pub(super) const PIECE: &str = "<h2>Who makes it</h2>\
<p>Nora Vale directed the film <i>Glass Harbor</i>. Ilse Brandt stars in <em>Glass Harbor</em> as Zo&euml;.</p>\
<h2>Later</h2><ul><li>Kofi Mensah will write the series <cite>Low Tide</cite> for Netflix.</li>\
<li>The film <i>Glass Harbor</i> was delayed by a strike.</li></ul>";

pub(super) fn html() -> String {
    format!(
        "<!doctype html><html><head><meta charset=utf-8><title>News from the harbour</title>\
         <meta property='article:published_time' content='2025-05-06T23:30:00-07:00'>\
         <script>var x = '<div><div>';</script></head><body><nav><a href='/'>Home</a> Jane Roe directed <i>Nothing</i>.</nav>\
         <article><h1>News from the harbour</h1>{PIECE}</article><footer>Another Person directed <i>Feet</i>.</footer></body></html>"
    )
}

pub(super) fn rss() -> String {
    let piece = PIECE.replace("&euml;", "ë");
    format!(
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>\
         <channel><title>Harbour</title><link>https://a.example/</link><description>x</description>\
         <item><title>News from the harbour</title><guid>https://a.example/1</guid>\
         <pubDate>Tue, 06 May 2025 23:30:00 -0700</pubDate><description>Short.</description>\
         <content:encoded><![CDATA[{piece}]]></content:encoded></item></channel></rss>"
    )
}

pub(super) fn atom() -> String {
    let piece = PIECE.replace("&euml;", "ë").replace('<', "&lt;");
    format!(
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Harbour</title><id>urn:f</id>\
         <updated>2025-05-07T00:00:00Z</updated><entry><title type='html'>News from the &lt;b>harbour&lt;/b></title>\
         <id>tag:a.example,2025:1</id><published>2025-05-06T23:30:00-07:00</published><updated>2025-05-07T00:00:00Z</updated>\
         <content type='html'>{piece}</content></entry></feed>"
    )
}

pub(super) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub(crate) fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

pub(super) fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::stream::encode_all(bytes, 3).unwrap()
}

pub(super) fn docx() -> Vec<u8> {
    const HEAD: &str = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>";
    let italic = |words: &str| format!("<w:r><w:rPr><w:i/></w:rPr><w:t>{words}</w:t></w:r>");
    let plain = |words: &str| {
        format!("<w:r><w:rPr><w:i w:val='0'/></w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>")
    };
    let styled =
        |words: &str| format!("<w:r><w:rPr><w:rStyle w:val='Betont'/></w:rPr><w:t>{words}</w:t></w:r>");
    let heading =
        |words: &str| format!("<w:p><w:pPr><w:pStyle w:val='berschrift2'/></w:pPr>{}</w:p>", plain(words));
    let item = |runs: String| {
        format!("<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>{runs}</w:p>")
    };
    let body = [
        heading("Who makes it"),
        format!(
            "<w:p><w:pPr><w:rPr><w:i/></w:rPr></w:pPr>{}<w:del><w:r><w:delText>never </w:delText></w:r></w:del>{}{}{}{}</w:p>",
            plain("Nora Vale directed the film "),
            italic("Glass Harbor"),
            plain(". Ilse Brandt stars in "),
            styled("Glass Harbor"),
            plain(" as Zo&#235;."),
        ),
        heading("Later"),
        item(format!("{}{}{}", plain("Kofi Mensah will write the series "), italic("Low Tide"), plain(" for Netflix."))),
        item(format!("{}{}{}", plain("The film "), italic("Glass Harbor"), plain(" was delayed by a strike."))),
    ]
    .concat();
    let document = format!("{HEAD}<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    let styles = format!(
        "{HEAD}<w:styles xmlns:w='w'><w:style w:type='paragraph' w:styleId='berschrift2'><w:name w:val='heading 2'/></w:style>\
         <w:style w:type='character' w:styleId='Betont'><w:name w:val='Emphasis'/><w:rPr><w:i/></w:rPr></w:style></w:styles>"
    );
    let core = format!(
        "{HEAD}<cp:coreProperties xmlns:cp='c' xmlns:dc='d' xmlns:dcterms='t'><dc:title>News from the harbour</dc:title>\
         <dcterms:created>2025-05-06T08:00:00Z</dcterms:created></cp:coreProperties>"
    );
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
    ])
}

pub(super) fn epub() -> Vec<u8> {
    let page = |title: &str, body: &str| {
        format!(
            "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head>\
             <body><a id='top'/><h1>{title}</h1>{body}</body></html>"
        )
    };
    let package = "<?xml version='1.0'?><package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='d'><metadata><dc:title>A book</dc:title>\
        <dc:date>2025-05-06</dc:date></metadata><manifest><item id='n' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>\
        <item id='a' href='text/one%20a.xhtml' media-type='application/xhtml+xml'/>\
        <item id='b' href='text/two.xhtml' media-type='application/xhtml+xml'/></manifest>\
        <spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/></spine></package>";
    let container = "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>";
    zip(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("OEBPS/book.opf", package.as_bytes()),
        ("OEBPS/nav.xhtml", page("Contents", "<p>Jane Roe directed <i>Nothing</i>.</p>").as_bytes()),
        ("OEBPS/text/one a.xhtml", page("News from the harbour", PIECE).as_bytes()),
        ("OEBPS/text/two.xhtml", page("The end", "<p>Nothing more.</p>").as_bytes()),
    ])
}

/// A PDF of two pages.
pub(super) fn pdf() -> Vec<u8> {
    let page = |lines: &[&str]| {
        let mut text = "BT /F1 12 Tf 14 TL 72 720 Td".to_owned();
        lines.iter().for_each(|line| text.push_str(&format!(" ({line}) Tj T*")));
        format!("{text} ET")
    };
    let one = page(&[
        "Nora Vale di-",
        "rected the film Glass Harbor. Ilse Brandt",
        "stars in Glass Harbor as Zo\\353.",
    ]);
    let two = page(&[
        "Kofi Mensah will write the series Low Tide for Netflix.",
        "The film Glass Harbor was delayed by a strike.",
    ]);
    let stream = |text: &str| format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len());
    let leaf = |contents: usize| {
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 7 0 R >> >> /Contents {contents} 0 R >>"
        )
    };
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>".to_owned(),
        leaf(5),
        leaf(6),
        stream(&one),
        stream(&two),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        "<< /Title (News from the harbour) /CreationDate (D:20250506120000Z) >>".to_owned(),
    ];
    let objects = objects.map(String::into_bytes);
    pdf_of(&objects.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// A PDF of objects, of which the first is its catalog and the eighth says what it is.
pub(super) fn pdf_of(objects: &[&[u8]]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(bytes.len());
        bytes.extend(format!("{number} 0 obj\n").into_bytes());
        bytes.extend_from_slice(object);
        bytes.extend_from_slice(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").into_bytes()));
    let trailer = format!(
        "trailer\n<< /Size {} /Root 1 0 R /Info 8 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    );
    bytes.extend(trailer.into_bytes());
    bytes
}
