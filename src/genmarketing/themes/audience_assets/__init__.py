"""Theme 04: a customer base that can be counted, valued and managed."""
