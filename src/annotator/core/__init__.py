"""What an annotation is: frozen values, and the change of values."""
