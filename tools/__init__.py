"""What make calls: programs for maintainers and instructors, not for students."""
