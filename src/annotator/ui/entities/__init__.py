"""The panel of entities: a model, a view and what is done there."""
