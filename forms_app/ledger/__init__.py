"""The ledger of delivery: what the partner did, what notices say, who is reminded, and what alarms."""
