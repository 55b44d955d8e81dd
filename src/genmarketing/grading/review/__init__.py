"""The person in the loop: essays are marked by a teacher, with a rubric, on a page of their own."""
