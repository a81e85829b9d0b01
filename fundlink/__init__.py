"""Entity-resolution graph workflow for terrorist-financing networks."""
