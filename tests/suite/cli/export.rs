//! `callsheet export`.

use super::Desk;

#[test]
fn a_slice_is_cut_by_what_is_asked_for() {
    let desk = Desk::new();
    let names = |args: &[&str]| {
        let all = [&["export", "g.ron", "--format", "json"], args].concat();
        let done = desk.run(&all);
        assert_eq!(done.code, 0, "{}", done.err);
        let json: serde_json::Value = serde_json::from_str(&done.out).unwrap();
        let names = json["nodes"].as_array().unwrap().iter();
        names.map(|node| node["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(names(&["--relation", "directed"]), "Glass Harbor, Nora Vale");
    assert_eq!(names(&["--kind", "person"]), "Ilse Brandt, Nora Vale");
    assert_eq!(names(&["--around", "Nora Vale"]), "Glass Harbor, Nora Vale");
    assert_eq!(names(&["--around", "nora vale", "--depth", "2"]), names(&[]));
    assert_eq!(names(&["--relation", "STARS_IN"]), names(&["--relation", "stars-in"]));
}

#[test]
fn a_slice_of_nothing_says_so() {
    let desk = Desk::new();
    let check = |args: &[&str], message: &str| {
        let done = desk.run(&[&["export", "g.ron", "--format", "json"], args].concat());
        assert_eq!(done.code, 1);
        assert!(done.err.starts_with(&format!("nothing fits `{message}`\nhint: ")), "{}", done.err);
        assert!(serde_json::from_str::<serde_json::Value>(&done.out).is_ok(), "{}", done.out);
    };
    check(&["--status", "denied", "--relation", "DIRECTED"], "--relation DIRECTED --status denied");
    check(&["--min-confidence", "1"], "--min-confidence 1");
}

#[test]
fn a_wrong_name_lists_the_right_ones() {
    let desk = Desk::new();
    let check = |args: &[&str], code: i32, message: &str| {
        let done = desk.run(&[&["export", "g.ron", "--format", "dot"], args].concat());
        assert_eq!((done.code, done.out.as_str()), (code, ""));
        assert!(done.err.contains(message), "{}", done.err);
    };
    check(&["--relation", "direcetd"], 2, "did you mean `directed`?");
    check(&["--kind", "Persn"], 2, "did you mean `Person`?");
    check(&["--around", "Nora Veil"], 1, "did you mean `Nora Vale`?");
    check(&["--min-confidence", "2"], 2, "not between 0 and 1");
    check(&["--status", "perhaps"], 2, "rumoured");
    assert_eq!(desk.run(&["export", "g.ron", "--format", "gif"]).code, 2);
}
