"""Sources: one file each. See CONTRIBUTING.md to add one."""
