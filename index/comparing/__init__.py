"""Who else says it? Claims of different places side by side."""
