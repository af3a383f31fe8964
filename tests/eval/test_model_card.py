from __future__ import annotations

from pathlib import Path

from eval.model_card import model_card

CARD = Path(__file__).resolve().parents[2] / "docs" / "model-card.md"


def test_the_card_says_what_the_gold_and_the_models_say() -> None:
    """When it fails: python -m eval.model_card > docs/model-card.md"""
    assert CARD.read_text(encoding="utf-8") == model_card()


def test_no_table_was_left_out() -> None:
    assert "<!--" not in model_card()
