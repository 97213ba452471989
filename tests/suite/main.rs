#![cfg(test)]
//! Every integration test, in one binary.

mod ask;
mod ask_words;
mod ask_worlds;
mod cli;
mod complete;
mod conformance;
mod extract;
mod golden;
mod hand;
mod laws;
mod manual;
mod measures;
mod planned;
mod query;
mod query_errors;
mod query_large;
mod query_plans;
mod render;
mod review;
mod schema;
mod session;
mod shipped;
mod snapshot;
mod talk;
mod tidy;
mod visit;
