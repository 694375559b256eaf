"""What touches files: case files, workbooks, Word documents, and how an output appears on disk."""
