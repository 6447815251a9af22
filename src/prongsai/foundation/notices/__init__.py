"""Notices: an inbox for each person, mails from an outbox, and a calendar feed, for whatever is due or has happened."""
