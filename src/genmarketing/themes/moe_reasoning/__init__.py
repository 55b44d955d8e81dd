"""Theme 01: DeepSeek and mixture-of-experts reasoning."""
