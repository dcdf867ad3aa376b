"""What the learned readers of `check` are made of, and how they are made: training/README.md."""
