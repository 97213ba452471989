//! The bytes of a snapshot, from a file or from standard input, before anybody knows whether they are one.

use std::fs;
use std::io::{Read, stdin};
use std::path::Path;

use super::SessionError;
use super::inputs::{beside, name};
use crate::ontology::Ontology;
use crate::snapshot::{Snapshot, Words};

/// The bytes of a file or, for `-`, of standard input, with what people call it.
pub(super) fn read(path: &Path) -> Result<(Vec<u8>, String), SessionError> {
    if path == Path::new("-") {
        let (mut bytes, path) = (Vec::new(), "standard input".to_owned());
        return match stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => Ok((bytes, path)),
            Err(source) => Err(SessionError::Read { path, source }),
        };
    }
    if !path.exists() {
        return Err(SessionError::NoSnapshot { path: name(path), candidates: beside(path) });
    }
    let bytes = fs::read(path).map_err(|source| SessionError::Read { path: name(path), source })?;
    Ok((bytes, name(path)))
}

/// The snapshot, unless it uses the words of an ontology that this callsheet does not have.
pub(super) fn known(snapshot: Snapshot, path: &str) -> Result<Snapshot, SessionError> {
    let known = Ontology::default().name;
    match &snapshot.words {
        Words::Named(other) if *other != known => {
            Err(SessionError::OtherOntology { path: path.to_owned(), name: other.clone(), known })
        }
        _ => Ok(snapshot),
    }
}
