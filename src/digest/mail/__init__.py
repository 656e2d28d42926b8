"""From a frozen briefing to the people who wait for it: the message, the outbox, and the ways out."""
