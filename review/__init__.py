"""Human judgement on strategies: what a reviewer decides, with the evidence for it."""
