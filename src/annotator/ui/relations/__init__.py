"""Relations in the window: drawn between marks, dragged from one to another, listed and edited."""
