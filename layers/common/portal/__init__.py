"""What every domain of the portal shares. The layer knows no domain: domains import it, never the other way round."""
