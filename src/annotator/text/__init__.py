"""What a place in a text is: span, offsets, direction, segments, folding, runs."""
