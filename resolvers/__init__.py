"""What makes two records the same: one file an entity kind, with its trained model beside it."""
