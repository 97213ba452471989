//! The help of every command as one page, so that it can be read, linked to and compared.

use clap::CommandFactory;

use super::Cli;

/// The help of every command as Markdown; `docs/cli.md` is this text.
pub fn reference() -> String {
    let mut command = Cli::command().term_width(100);
    command.build();
    let mut page = String::from("# The command line\n\n");
    page.push_str("This page is written by `BLESS=1 cargo test` from the help of the program itself.\n");
    push(&mut page, &mut command);
    for subcommand in command.get_subcommands_mut().filter(|command| command.get_name() != "help") {
        push(&mut page, subcommand);
    }
    page
}

fn push(page: &mut String, command: &mut clap::Command) {
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name()).to_owned();
    let help = command.render_long_help().to_string();
    let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
    page.push_str(&format!("\n## `{name}`\n\n```text\n{}\n```\n", lines.join("\n").trim_end()));
}
