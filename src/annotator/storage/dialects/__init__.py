"""What differs from one database to the next: opening, pragmas, locks, copies, and the words for what went wrong."""
