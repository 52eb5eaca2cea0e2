"""Maps, workbooks and pages made from rows."""
