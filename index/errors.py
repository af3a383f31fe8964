"""What a workspace refuses, each as one line that says what to do."""

from __future__ import annotations


class WorkspaceError(RuntimeError):
    """A folder that cannot be used as a workspace."""


class UnknownDocumentError(LookupError):
    """No stored document has this id."""

    def __init__(self, document: str) -> None:
        super().__init__(f"no strategy {document} in this workspace; `lis documents` lists them")


class UnknownPassageError(LookupError):
    """No stored passage has this id."""

    def __init__(self, passage: str) -> None:
        super().__init__(
            f"no passage {passage} in this workspace; `lis passages DOC` lists a strategy's"
        )


class PlacesError(ValueError):
    """A file of places that cannot be used; the message says which and why."""
