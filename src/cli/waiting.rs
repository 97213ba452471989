//! What a command does that finds its snapshot being written.

use crate::session::Busy;

/// The option of every command that writes a snapshot.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Waiting {
    /// Where somebody else writes the snapshot, wait until they are done
    #[arg(long, global = true)]
    wait: bool,
}

impl Waiting {
    /// What to do then.
    pub(super) fn busy(self) -> Busy {
        if self.wait { Busy::Wait } else { Busy::Refuse }
    }
}
