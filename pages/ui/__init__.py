"""What the pages share: frame, filters, session, caches, messages, style."""
