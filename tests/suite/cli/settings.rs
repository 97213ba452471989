//! Files of settings, the environment, how much is said, completions and pages for `man`.

use super::{Desk, Done, command};

/// Runs with variables of the environment.
fn with(desk: &Desk, variables: &[(&str, &str)], args: &[&str]) -> Done {
    let mut command = command(desk.0.path(), args);
    command.envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Done { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

const QUERY: [&str; 3] = ["query", "g.ron", "MATCH (p:Person) RETURN p.name ORDER BY p.name"];

#[test]
fn the_command_line_comes_before_the_environment_before_files() {
    let desk = Desk::new();
    desk.put("mine/callsheet/config.toml", "[query]\nformat = \"csv\"\n");
    let first = |variables: &[(&str, &str)], more: &[&str]| {
        let mine = desk.path("mine");
        let user = [("XDG_CONFIG_HOME", mine.to_str().unwrap())];
        let done = with(&desk, &[&user[..], variables].concat(), &[&QUERY[..], more].concat());
        assert_eq!(done.code, 0, "{}", done.err);
        done.out.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(first(&[], &[]), "p.name");
    desk.put("callsheet.toml", "# of the project\n[query]\nformat = \"jsonl\"\n");
    assert_eq!(first(&[], &[]), "{\"p.name\":\"Ilse Brandt\"}");
    assert_eq!(first(&[("CALLSHEET_FORMAT", "json")], &[]), "[");
    assert_eq!(first(&[("CALLSHEET_FORMAT", "json"), ("CALLSHEET_QUERY_FORMAT", "csv")], &[]), "p.name");
    assert_eq!(first(&[("CALLSHEET_FORMAT", "json")], &["--format", "csv"]), "p.name");
    assert_eq!(first(&[], &["--config", "none", "--format", "csv"]), "p.name");
    desk.put("other.toml", "format = \"csv\"\n");
    assert_eq!(first(&[], &["--config", "other.toml"]), "p.name");
    assert_eq!(first(&[("CALLSHEET_CONFIG", "other.toml")], &[]), "p.name");
}

#[test]
fn a_file_of_settings_that_is_wrong_says_where() {
    let desk = Desk::new();
    for (text, message) in [
        (
            "[query]\nformt = \"csv\"\n",
            "the settings in `callsheet.toml` are wrong: `query` has no option `formt`\nhint: did you mean `format`?",
        ),
        ("threds = 2\n", "no command has an option `threds`\nhint: did you mean `threads`?"),
        ("[quer]\nformat = \"csv\"\n", "there is no command `quer`\nhint: did you mean `query`?"),
        ("output = \"x\"\n", "no command has an option `output`"),
        ("threads = \n", "the settings in `callsheet.toml` are wrong: TOML parse error at line 1"),
        ("[query]\nformat = {a = 1}\n", "`format` is neither text, a number"),
        ("[query]\nformat = \"xml\"\n", "invalid value 'xml'"),
    ] {
        desk.put("callsheet.toml", text);
        let done = desk.run(&QUERY);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{text}");
        assert!(done.err.contains(message), "{}", done.err);
    }
    assert!(desk.run(&QUERY).err.contains("note: it stands in `callsheet.toml`"));
    let done = desk.run(&[&QUERY[..], &["--config", "none.toml"]].concat());
    assert_eq!(done.code, 2);
    assert!(done.err.contains("cannot read `none.toml`"), "{}", done.err);
}

#[test]
fn help_is_given_beside_a_file_of_settings_that_is_wrong() {
    let desk = Desk::new();
    desk.put("callsheet.toml", "[qery]\nformat = \"csv\"\n");
    let done = desk.run(&QUERY);
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(done.err.contains("there is no command `qery`\nhint: did you mean `query`?"), "{}", done.err);
    for args in [&["--help"][..], &["query", "-h"], &["--version"], &["completions", "bash"], &["man", "ask"]]
    {
        let done = desk.run(args);
        assert!(
            done.code == 0 && !done.out.is_empty() && done.err.contains("`qery`"),
            "{args:?}: {}",
            done.err
        );
    }
}

#[test]
fn switches_and_lists_may_be_set() {
    let desk = Desk::new();
    desk.put("callsheet.toml", "[ask]\nwhy = true\n[export]\nformat = \"json\"\nrelation = [\"directed\"]\n");
    assert!(desk.run(&["ask", "g.ron", "Who directed Glass Harbor?"]).out.contains('“'));
    let out = desk.run(&["export", "g.ron"]).out;
    assert!(out.contains("\"directed\"") && !out.contains("\"stars-in\""), "{out}");
    // The ending that is typed comes before the format of a file, the format that is typed before the ending.
    let written = |args: &[&str]| {
        assert_eq!(desk.run(&[&["export", "g.ron"], args].concat()).code, 0);
        std::fs::read_to_string(desk.path(args[1])).unwrap()
    };
    assert!(written(&["-o", "g.dot"]).starts_with("digraph"));
    assert!(written(&["-o", "h.dot", "--format", "json"]).starts_with('{'));
}

#[test]
fn what_is_typed_undoes_the_opposite_in_a_file() {
    let desk = Desk::new();
    let turtle = |set: &str, typed: &[&str]| {
        desk.put("callsheet.toml", format!("[export]\n{set} = true\n"));
        let done = desk.run(&[&["export", "g.ron", "--format", "turtle"], typed].concat());
        assert_eq!(done.code, 0, "{}", done.err);
        done.out
    };
    assert!(turtle("rdf-star", &[]).contains("rdf:reifies"));
    assert!(!turtle("rdf-star", &["--no-evidence"]).contains("rdf:reifies"));
    assert!(turtle("no-evidence", &["--rdf-star"]).contains("rdf:reifies"));
}

#[test]
fn as_much_is_said_as_is_wanted() {
    let desk = Desk::new();
    desk.put("empty.txt", "");
    let said = |more: &[&str]| {
        let done = desk.run(&[&["build", "a.txt", "empty.txt", "-o", "h.ron"], more].concat());
        assert_eq!((done.code, done.out.as_str()), (0, ""), "{}", done.err);
        done.err
    };
    let usual = said(&[]);
    assert!(usual.contains("read 1 document") && usual.contains("warning: "), "{usual}");
    let quiet = said(&["-q"]);
    assert!(quiet.starts_with("warning: ") && quiet.lines().count() == 1, "{quiet}");
    assert_eq!(said(&["-qq"]), "");
    let loud = said(&["-v"]);
    assert!(loud.contains("info: saved `h.ron`") && !loud.contains("debug: "), "{loud}");
    assert!(said(&["-vv"]).contains("debug: read `a.txt` in "), "{loud}");
    // Errors are always said.
    assert!(desk.run(&["show", "-qq", "g.ron", "Nobody"]).err.starts_with("error: "));
    assert_eq!(desk.run(&["build", "-q", "-v", "a.txt", "-o", "h.ron"]).code, 2);
    let differing = desk.run(&["diff", "-q", "g.ron", "h.ron"]);
    assert_eq!((differing.code, differing.out.as_str()), (1, ""));
}

#[test]
fn shells_complete_commands_options_and_formats() {
    let desk = Desk::bare();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let done = desk.run(&["completions", shell]);
        assert_eq!(done.code, 0, "{}", done.err);
        // Two of them take no values of options.
        let formats: &[&str] =
            if shell.contains("elv") || shell.contains("power") { &[] } else { &["graphml"] };
        for word in [&["curate", "min-confidence", "export"], formats].concat() {
            assert!(done.out.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(desk.run(&["completions", "tcsh"]).code, 2);
}

#[test]
fn every_command_has_a_page() {
    let desk = Desk::bare();
    let done = desk.run(&["man"]);
    assert!(done.code == 0 && done.out.contains(".TH callsheet 1"), "{}", done.out);
    assert!(desk.run(&["man", "ask"]).out.contains(".TH callsheet-ask 1"));
    let done = desk.run(&["man", "aks"]);
    assert!(done.code == 2 && done.err.contains("did you mean `ask`?"), "{}", done.err);
    assert_eq!(desk.run(&["man", "--dir", "pages"]).code, 0);
    for page in ["callsheet.1", "callsheet-build.1", "callsheet-export.1"] {
        assert!(desk.path(&format!("pages/{page}")).is_file(), "{page}");
    }
}
