"""Pages of parking permits for residents: buying a permit, its documents, and the resident's permits."""
