"""Everything that judges the output before it is kept; each finding leads back to the YAML."""
