//! Says how long it takes to find what is one thing in a snapshot, and how much is found.
//!
//! `cargo run --release --example identify GRAPH.ron`

use std::path::Path;
use std::time::Instant;

use callsheet::{Session, SessionError, Ties, identify};

fn main() -> Result<(), SessionError> {
    let path = std::env::args().nth(1).unwrap_or_default();
    let session = Session::open(Path::new(&path))?;
    let start = Instant::now();
    let found = identify(session.graph(), session.ontology(), &Ties::default());
    let time = start.elapsed();
    #[expect(clippy::print_stdout, reason = "it is what an example is for")]
    {
        println!("{} rows, {} doubts, {:.2} s", found.same.len(), found.doubts.len(), time.as_secs_f64());
    }
    Ok(())
}
