//! How much a PDF draws: pages and the forms that they are made of, each as often as it is used. The package has no
//! limit for that, and a stack that is full cannot be caught.

use std::collections::BTreeMap;

use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Document as Pdf, Object, ObjectId, Stream};

use super::super::IntakeError;
use super::unpack::unpacked;

/// The most MiB of what all pages draw.
const ALL: u64 = 1024;
/// The most MiB of a page with the forms that stand in one another: the package takes some thirty times as much.
const PAGE: u64 = 16;
/// The most million numbers that states of drawing hold.
const STATES: u64 = 64;
/// The most forms that stand in one another, and folders of pages.
const DEEPEST: usize = 32;

/// Refuses a file that draws more than it may, and one whose forms stand in themselves.
pub(super) fn check(pdf: &Pdf, pages: &BTreeMap<u32, ObjectId>) -> Result<(), IntakeError> {
    let mut costs = Costs { pdf, known: BTreeMap::new() };
    let none = Dictionary::new();
    let mut all = 0_u64;
    for page in pages.values() {
        let resources = resources(pdf, *page)?.unwrap_or(&none);
        let mut content = Vec::new();
        for id in pdf.get_page_contents(*page) {
            if let Ok(stream) = pdf.get_object(id).and_then(Object::as_stream) {
                content.extend_from_slice(&unpacked(stream, &stream.content)?.bytes);
                content.push(b'\n');
                check_page(content.len() as u64)?;
            }
        }
        let cost = costs.of(&content, resources, 0)?;
        all = all.saturating_add(cost.all);
        if all > ALL << 20 {
            return Err(IntakeError::TooLarge { part: "what it draws".to_owned(), limit: ALL });
        }
    }
    Ok(())
}

fn check_page(held: u64) -> Result<(), IntakeError> {
    match held > PAGE << 20 {
        true => Err(IntakeError::TooLarge { part: "a page".to_owned(), limit: PAGE }),
        false => Ok(()),
    }
}

/// The resources of a page, or of the innermost folder of pages around it that has some.
fn resources(pdf: &Pdf, page: ObjectId) -> Result<Option<&Dictionary>, IntakeError> {
    let (mut found, mut at) = (None, pdf.get_dictionary(page).ok());
    for _ in 0..DEEPEST {
        let Some(dict) = at else { return Ok(found) };
        found = found.or_else(|| dictionary(pdf, dict, b"Resources"));
        let parent = dict.get(b"Parent").and_then(Object::as_reference);
        at = parent.ok().and_then(|parent| pdf.get_dictionary(parent).ok());
    }
    Err(IntakeError::TooDeep { limit: DEEPEST })
}

fn dictionary<'p>(pdf: &'p Pdf, of: &'p Dictionary, key: &[u8]) -> Option<&'p Dictionary> {
    pdf.dereference(of.get(key).ok()?).ok()?.1.as_dict().ok()
}

/// How many bytes are drawn.
#[derive(Clone, Copy)]
struct Cost {
    /// All in all, those of a form as often as it is used.
    all: u64,
    /// At once, while forms stand in one another.
    held: u64,
}

struct Costs<'p> {
    pdf: &'p Pdf,
    /// Those of forms, by the resources that they draw with.
    known: BTreeMap<(ObjectId, *const Dictionary), Cost>,
}

impl<'p> Costs<'p> {
    fn of(&mut self, content: &[u8], resources: &'p Dictionary, depth: usize) -> Result<Cost, IntakeError> {
        if depth > DEEPEST {
            return Err(IntakeError::TooDeep { limit: DEEPEST });
        }
        let length = content.len() as u64;
        check_page(length)?;
        check_states(content)?;
        let mut cost = Cost { all: length, held: length };
        for (name, count) in uses(content) {
            let Some((id, form)) = self.form(resources, &name) else { continue };
            let own = dictionary(self.pdf, &form.dict, b"Resources").unwrap_or(resources);
            let inner = match self.known.get(&(id, std::ptr::from_ref(own))) {
                Some(known) => *known,
                None => self.of(&unpacked(form, &form.content)?.bytes, own, depth + 1)?,
            };
            self.known.insert((id, std::ptr::from_ref(own)), inner);
            cost.all = cost.all.saturating_add(inner.all.saturating_mul(count));
            cost.held = cost.held.max(length.saturating_add(inner.held));
        }
        check_page(cost.held)?;
        Ok(cost)
    }

    fn form(&self, resources: &'p Dictionary, name: &[u8]) -> Option<(ObjectId, &'p Stream)> {
        let forms = dictionary(self.pdf, resources, b"XObject")?;
        let (id, object) = self.pdf.dereference(forms.get(name).ok()?).ok()?;
        Some((id?, object.as_stream().ok()?))
    }
}

/// How often each form is drawn, by its name.
fn uses(content: &[u8]) -> BTreeMap<Vec<u8>, u64> {
    let mut uses = BTreeMap::new();
    // Most pages have none, and to read a page takes time.
    if !content.windows(2).any(|word| word == b"Do") {
        return uses;
    }
    let operations = Content::decode(content).map(|content| content.operations).unwrap_or_default();
    for operation in operations.iter().filter(|operation| operation.operator == "Do") {
        if let Some(Ok(name)) = operation.operands.first().map(Object::as_name) {
            *uses.entry(name.to_vec()).or_default() += 1;
        }
    }
    uses
}

/// Refuses a content that keeps long states of drawing: each `q` copies all numbers of a color.
fn check_states(content: &[u8]) -> Result<(), IntakeError> {
    // A state takes as much room as so many numbers.
    const OWN: u64 = 128;
    let (mut depth, mut deepest, mut run, mut longest) = (0_u64, 0_u64, 0_u64, 0_u64);
    for word in content.split(|byte| byte.is_ascii_whitespace() || b"()<>[]{}/%".contains(byte)) {
        match word {
            b"q" => depth += 1,
            b"Q" => depth = depth.saturating_sub(1),
            _ => {}
        }
        let has_letters = word.iter().any(u8::is_ascii_alphabetic);
        run = if has_letters { 0 } else { run + word.len() as u64 };
        (deepest, longest) = (deepest.max(depth), longest.max(run));
    }
    match deepest.saturating_mul(longest + OWN) > STATES << 20 {
        true => Err(IntakeError::TooLarge { part: "a page".to_owned(), limit: PAGE }),
        false => Ok(()),
    }
}

/// Takes out of a file what is no text and takes room or time: pictures, and what colors are made of.
pub(super) fn strip(pdf: &mut Pdf) {
    let mut ids = Vec::new();
    for object in pdf.objects.values_mut() {
        strip_object(object, &mut ids);
    }
    for id in ids {
        let id = pdf.dereference(&Object::Reference(id)).ok().and_then(|(id, _)| id);
        if let Some(Object::Stream(stream)) = id.and_then(|id| pdf.objects.get_mut(&id)) {
            stream.content.clear();
        }
    }
}

fn strip_object(object: &mut Object, ids: &mut Vec<ObjectId>) {
    match object {
        Object::Array(items) => {
            let color = match items.first().map(Object::as_name) {
                Some(Ok(b"ICCBased")) => items.get(1),
                Some(Ok(b"Separation")) => items.get(3),
                _ => None,
            };
            ids.extend(color.and_then(|color| color.as_reference().ok()));
            items.iter_mut().for_each(|item| strip_object(item, ids));
        }
        Object::Dictionary(dict) => strip_dictionary(dict, ids),
        Object::Stream(stream) => {
            let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
            if kind.is_ok_and(|kind| kind == b"Image") {
                stream.content.clear();
            }
            strip_dictionary(&mut stream.dict, ids);
        }
        _ => {}
    }
}

fn strip_dictionary(dict: &mut Dictionary, ids: &mut Vec<ObjectId>) {
    dict.remove(b"SMask");
    dict.iter_mut().for_each(|(_, value)| strip_object(value, ids));
}
