"""The only code that writes into the build folder."""
