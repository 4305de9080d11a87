"""What was sent: its fields, its acceptance, its receipt."""
