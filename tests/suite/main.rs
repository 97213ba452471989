#![cfg(test)]
//! Every integration test, in one binary.

mod hand;
mod query;

mod extract;
