"""Pages of a resident's payments."""
