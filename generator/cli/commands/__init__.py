"""The commands, a module each; `command` in it is what click runs."""
