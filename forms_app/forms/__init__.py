"""What a citizen can fill in: one module a form, and what the forms are made of."""
