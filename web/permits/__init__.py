"""Pages of parking permits for residents: buying one, its documents, one's permits."""
