"""Theme 05: read an industry report as a statistician, spend a budget as a manager."""
