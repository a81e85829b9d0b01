"""What makes two records the same: one file an entity kind; that of persons has its trained model beside it."""
