//! `callsheet export` to tables, and `callsheet import` of them.

use super::{Desk, Done};

fn export(desk: &Desk, args: &str) -> Done {
    let args: Vec<&str> = ["export", "g.ron"].into_iter().chain(args.split(' ')).collect();
    desk.run(&args)
}

#[test]
fn tables_of_a_graph_are_imported_again() {
    let desk = Desk::bare();
    desk.put(
        "a.md",
        "The drama *Glass Harbor* premiered on 3 May 2024. Nora Vale directed *Glass Harbor*.\n\n\
         Ilse Brandt stars in *Glass Harbor* as Mina Roth.\n",
    );
    assert_eq!(desk.run(&["build", "a.md", "-o", "g.ron"]).code, 0);
    let done = export(&desk, "--format csv -o tables");
    assert_eq!((done.code, done.out.as_str()), (0, ""), "{}", done.err);
    let tables = ["tables/edges.csv", "tables/literal-edges.csv"];
    let args = [&["import", "--nodes", "tables/nodes.csv", "--edges"], &tables[..], &["-o", "again.ron"]];
    let done = desk.run(&args.concat());
    assert_eq!(done.code, 0, "{}", done.err);
    let query =
        "MATCH (a)-[r]->(b) RETURN elementId(a), type(r), r.character, r.status, labels(b), elementId(b)";
    let rows = |graph: &str| desk.run(&["query", graph, query, "--json"]);
    assert_eq!(rows("again.ron").out, rows("g.ron").out);
    assert!(rows("g.ron").out.contains("RELEASED"), "{}", rows("g.ron").out);
}

#[test]
fn items_of_lists_are_parted_by_what_is_asked_for() {
    let desk = Desk::bare();
    desk.put("n.csv", "id,kind,name,aliases\n1,Person,Nora Vale,Nora; V.\u{1f}Vale\n");
    let names = |parting: &str| {
        let args = ["import", "--nodes", "n.csv", "--array-delimiter", parting, "-o", "n.ron"];
        let done = desk.run(&args);
        assert_eq!(done.code, 0, "{}", done.err);
        desk.run(&["query", "n.ron", "MATCH (n) RETURN n.aliases", "--format", "jsonl"]).out
    };
    assert!(names("U+001F").contains(r#"["Nora; V.","Vale"]"#), "{}", names("U+001F"));
    assert!(names(";").contains(r#"["Nora","V.\u001fVale"]"#), "{}", names(";"));
    let args = ["import", "--nodes", "n.csv", "--array-delimiter", "ab", "-o", "n.ron"];
    let done = desk.run(&args);
    assert_eq!(done.code, 2);
    assert!(
        done.err.contains("`ab` is not one character, `tab` or a number such as `U+001F`"),
        "{}",
        done.err
    );
}

#[test]
fn several_tables_need_a_folder() {
    let desk = Desk::new();
    let done = export(&desk, "--format csv");
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(
        done.err.contains("`csv` has several files\nhint: give a folder for them: `-o FOLDER`"),
        "{}",
        done.err
    );
}

#[test]
fn a_folder_is_written_whole_or_not_at_all() {
    let desk = Desk::new();
    assert_eq!(export(&desk, "--format csv -o tables").code, 0);
    let before = std::fs::read(desk.path("tables/nodes.csv")).unwrap();
    std::fs::remove_file(desk.path("tables/evidence.csv")).unwrap();
    std::fs::create_dir(desk.path("tables/evidence.csv")).unwrap();
    let done = export(&desk, "--format csv -o tables --kind Film");
    assert_eq!(done.code, 2);
    assert!(done.err.contains("tables/evidence.csv"), "{}", done.err);
    assert_eq!(std::fs::read(desk.path("tables/nodes.csv")).unwrap(), before);
    let all = std::fs::read_dir(desk.path("tables")).unwrap();
    let mut names: Vec<String> = all.map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let files = ["documents.csv", "edges.csv", "evidence.csv", "import.sh", "literal-edges.csv"];
    assert_eq!(names, [&files[..], &["literals.csv", "nodes.csv"]].concat());
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_format_that_is_left_out_is_refused_before_anything_is_made() {
    let desk = Desk::new();
    let done = export(&desk, "--format parquet -o tables");
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(
        done.err.contains("this callsheet was built without `parquet`\nhint: build it with"),
        "{}",
        done.err
    );
    assert!(!desk.path("tables").exists());
}
