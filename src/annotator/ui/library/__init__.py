"""The project's articles on the screen: the list, and the dialog for an article's details."""
