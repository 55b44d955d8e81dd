"""A cell that never comes back and cannot be interrupted, because it stays inside of one long operation; it claims a question that does not exist.

The alarm cannot ring inside of an operation in C. The marker stops waiting, the submission is started again, and this cell is left out:
everything below it is graded as if it were not there.
"""

# 题目: no_such_question
no_such_question = sum(range(10**13))
