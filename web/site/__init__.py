"""The site's own pages: start, help, contact, cookies, privacy, accessibility."""
