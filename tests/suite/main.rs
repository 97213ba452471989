#![cfg(test)]
//! Every integration test, in one binary.

mod ask;
mod extract;
mod golden;
mod hand;
mod laws;
mod query;
mod render;
mod snapshot;
mod tidy;
