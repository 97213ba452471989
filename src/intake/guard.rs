//! Keeping what breaks off in a package that reads a format from taking the rest with it.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use super::IntakeError;

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs what may break off on a file that is damaged; nothing is printed then.
pub(super) fn unbroken<T>(what: &'static str, work: impl FnOnce() -> T) -> Result<T, IntakeError> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if !IS_GUARDED.get() {
                before(info);
            }
        }));
    });
    let before = IS_GUARDED.replace(true);
    // What is left half done is of the file alone, and is dropped with it.
    let done = catch_unwind(AssertUnwindSafe(work));
    IS_GUARDED.set(before);
    done.map_err(|_| IntakeError::BrokeOff { what })
}
