"""Speed, as ratios: each benchmark measures us and a baseline in turns, in one run on one machine."""
