//! The rule files that ship with the crate.

macro_rules! rule_files {
    ($($name:literal),* $(,)?) => {
        /// Every rule file by name; `no_data_file_is_forgotten` compares it with the folder.
        pub const RULE_FILES: &[(&str, &str)] = &[$(($name, include_str!($name))),*];
    };
}

rule_files![
    "airs-on.ron",
    "appears-in.ron",
    "based-on.ron",
    "cancelled-by.ron",
    "collaborated-with.ron",
    "composed.ron",
    "country.ron",
    "created.ron",
    "delayed-by.ron",
    "directed.ron",
    "distributed-by.ron",
    "edited.ron",
    "filmed-in.ron",
    "follows.ron",
    "genre.ron",
    "language.ron",
    "nominated-for.ron",
    "plays.ron",
    "premiered-at.ron",
    "produced-by.ron",
    "produced.ron",
    "released.ron",
    "renewed-by.ron",
    "set-in.ron",
    "shot.ron",
    "showruns.ron",
    "stars-in.ron",
    "won.ron",
    "wrote.ron",
];
