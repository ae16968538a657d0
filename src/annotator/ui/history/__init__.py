"""The project's history as a list: who did what and when, what exactly changed, and taking a single change back."""
