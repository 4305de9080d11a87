"""Mails: composing them, one named function a message, and handing them over, one class a way out."""
