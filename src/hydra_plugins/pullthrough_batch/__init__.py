"""What pullthrough adds to Hydra."""
