"""The local mailbox as its readers see it: the Maildirs under `var/mailbox/`, read only."""
