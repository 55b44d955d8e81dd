"""Hands in a table of a class of its own, whose columns, rows and values lie, raise and never end.

The table is turned into lists in its own process, as far as that goes; if it does not end, the question is lost.
"""

# 题目: expert_specialisation
import pandas

class Table(pandas.DataFrame):
    @property
    def columns(self):
        raise ZeroDivisionError
    def reset_index(self, *args, **named):
        while True:
            pass

expert_specialisation = Table({"a": [1]})

# %%
# 题目: distillation_gain
class Column(pandas.Series):
    def tolist(self):
        return [object()] * 3
    def to_frame(self, *args, **named):
        while True:
            pass

distillation_gain = Column([1, 2, 3])
