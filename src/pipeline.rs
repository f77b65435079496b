//! The staircase: an article in, its reading out; then the folder settled as a whole.
