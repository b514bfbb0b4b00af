"""A run for people and machines: table, HTML page, Markdown summary, JSON, rows for other tools."""
