//! The terminal review without a terminal: what keys do, and how screens look.

mod cards;
mod screens;
mod svg;
mod walk;
