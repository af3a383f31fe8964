"""What goes wrong with whole files; the text of the error is the line a user reads."""


class UnreadableError(Exception):
    """A file from which nothing can be taken: str() says what is wrong and what to do."""


class NoTextError(UnreadableError):
    """A file that shows something but says nothing: its pages can only be read as pictures."""
