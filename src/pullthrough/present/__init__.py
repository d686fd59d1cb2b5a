"""What readers see: figures drawn from the result files of a study. Nothing here runs the model."""
