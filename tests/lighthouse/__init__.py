"""`make lighthouse`: Google's Lighthouse on one page of each kind, as a phone sees it, in Italian and Arabic."""
