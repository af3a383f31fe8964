"""The promises in a passage: who does what, how much, by when, with whom, how firmly."""
