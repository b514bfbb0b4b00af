"""Running the evaluation set: asking, keeping what came back, scoring it."""
