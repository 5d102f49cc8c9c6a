"""How a person checks a rule by hand."""
