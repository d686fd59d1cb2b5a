"""What is known of each number and lever: source, grade, plausible range, mechanism; the limits of the model."""
