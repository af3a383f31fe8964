from __future__ import annotations

from itertools import pairwise

import numpy as np

from eval.theme_curve import SHARES, documents
from nlp.themes.fitting import ALWAYS_TRAINED

GROUPS = [None, "a", "a", "b", "c", "d", "e", None]
FOLD_OF = np.array([ALWAYS_TRAINED, 0, 0, 1, 1, 2, 2, ALWAYS_TRAINED])


def test_prototypes_always_teach_and_the_fold_never_does() -> None:
    for share in SHARES:
        taken = documents(GROUPS, FOLD_OF, 0, share)
        assert taken[[0, 7]].all()
        assert not taken[[1, 2]].any()


def test_a_share_is_of_documents_and_larger_shares_keep_the_smaller() -> None:
    taken = [documents(GROUPS, FOLD_OF, 0, share) for share in SHARES]
    assert [int(rows[3:7].sum()) for rows in taken] == [1, 2, 3, 4]
    for less, more in pairwise(taken):
        assert (less <= more).all()


def test_no_share_is_prototypes_alone() -> None:
    assert documents(GROUPS, FOLD_OF, 1, 0.0).tolist() == [g is None for g in GROUPS]
