"""Objects that say they are of another class: `__class__`, `__instancecheck__`, the module's name, the type's name.

Encoding reads them as what they say and finds nothing there, or fails; both cost the question.
"""

# 题目: chain_success
class Meta(type):
    @property
    def __name__(cls):
        raise ZeroDivisionError
    def __instancecheck__(cls, other):
        return True

class Liar(metaclass=Meta):
    @property
    def __class__(self):
        return float
    __module__ = "pandas"

def chain_success(steps, error, choices):
    return Liar()

# %%
# 题目: model_account
class Pretended:
    @property
    def __class__(self):
        return dict

model_account = Pretended()
