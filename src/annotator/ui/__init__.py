"""The screen: sessions, panes, panels and the window that holds them."""
