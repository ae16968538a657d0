"""The panel of proposals: a model, a view, what is looked through for it, and what is done there."""
