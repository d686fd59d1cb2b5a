"""What the screen shows of each kind of study."""
