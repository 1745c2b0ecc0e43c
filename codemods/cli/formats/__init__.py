"""Output formats of plans, findings, inventories and gates: patches, counts, tables, JSON, SARIF, JUnit."""
