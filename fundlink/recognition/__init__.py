"""What a file is, and which of its columns is what: recognised by its words and by what stands in it."""
