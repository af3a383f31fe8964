"""The lis command: a file per group of commands."""
