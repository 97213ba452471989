#![cfg(test)]
//! Every integration test, in one binary.

mod ask;
mod ask_words;
mod ask_worlds;
mod check;
mod cli;
mod complete;
mod conformance;
mod curation;
mod diff;
mod duplicates;
mod extract;
mod golden;
mod hand;
mod identity;
mod keeping;
mod laws;
mod manual;
mod measures;
mod planned;
mod query;
mod query_errors;
mod query_large;
mod query_plans;
mod render;
mod resume;
mod review;
mod schema;
mod session;
mod shipped;
mod snapshot;
mod snapshot_layout;
mod snapshot_limits;
mod talk;
mod tidy;
mod visit;
