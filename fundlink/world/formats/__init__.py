"""One world through other doors: the same payments and people in the formats that others write."""
