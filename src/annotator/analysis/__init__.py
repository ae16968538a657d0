"""What can be said about annotations: pure functions on values."""
