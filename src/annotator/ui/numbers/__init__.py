"""Numbers about annotations: the window that asks, the pictures, and what is saved of them."""
