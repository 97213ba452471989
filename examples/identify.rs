//! Says how long it takes to find what is one thing in a snapshot, and how much is found.
//!
//! `cargo run --release --example identify GRAPH.ron`

use std::error::Error;
use std::fs::File;
use std::time::Instant;

use callsheet::snapshot::{self, Limits};
use callsheet::{Session, Ties, identify};

/// The allocator of the binary, so that the figures are the binary's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_default();
    let ontology = Session::open(path.as_ref())?.ontology().clone();
    let read = snapshot::read_from(File::open(&path)?, &Limits::default())?.read;
    let start = Instant::now();
    let found = identify(&read, &ontology, &Ties::default());
    let time = start.elapsed();
    #[expect(clippy::print_stdout, reason = "it is what an example is for")]
    {
        println!("{} rows, {} doubts, {:.2} s", found.same.len(), found.doubts.len(), time.as_secs_f64());
    }
    Ok(())
}
