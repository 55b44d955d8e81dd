"""From a folder of submissions to a gradebook: what a submission does can harm neither the machine nor anybody's grade."""
