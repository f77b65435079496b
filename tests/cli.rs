//! The command line as its users meet it: the real binary, its output, its complaints and its exit codes.

mod cli {
    mod bad_input;
    mod commands;
    pub mod program;
}
