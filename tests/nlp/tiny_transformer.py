"""A transformer with random weights, small enough to train within a test."""

from __future__ import annotations

import numpy as np


def tiny_transformer():
    """Return a BERT of two layers, the same each time."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=30522,
        hidden_size=8,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=12,
    )
    return BertModel(config, add_pooling_layer=False).eval()


def parameters(module) -> dict[str, np.ndarray]:
    """Return a copy of every parameter by name."""
    return {name: value.detach().numpy().copy() for name, value in module.named_parameters()}
