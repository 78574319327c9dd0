"""The rows of the table of kinds, a file for each family: see kinds.table. Data only."""
