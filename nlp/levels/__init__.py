"""How firm a whole passage is and where it stands in the logic chain."""
