"""What readers see: tables, figures and pages, drawn from the results of a study. Nothing here runs the model."""
