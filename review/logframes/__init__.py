"""The logframe of a strategy: drafted from its promises, edited by people, written as files."""
