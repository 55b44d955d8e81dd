"""A cell that never comes back and cannot be interrupted: the exponent keeps the interpreter inside of one long operation.

The alarm cannot ring inside of an operation in C. The marker stops waiting, the submission is started again, and this cell is left
out: everything below it is graded as if it were not there.
"""

number = 7 ** (7 ** 12)
str(number)
