"""XML and scripts as text: name spaces, indentation, Markdown, templates."""
