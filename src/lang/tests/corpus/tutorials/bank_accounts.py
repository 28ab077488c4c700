"""Classes as tutorials introduce them: accounts, properties, inheritance, errors of one's own, class attributes."""
from __future__ import annotations
from datetime import date
from decimal import Decimal
from functools import total_ordering


class InsufficientFunds(Exception):
    def __init__(self, needed, available):
        super().__init__(f"need {needed:.2f}, have {available:.2f}")
        self.needed, self.available = needed, available


@total_ordering
class Account:
    """A bank account."""

    bank = "First Bank"
    _next_number = 1000

    def __init__(self, owner: str, balance: float = 0.0) -> None:
        self.owner = owner
        self._balance = Decimal(str(balance))
        self.number = Account._next_number
        Account._next_number += 1
        self._history: list[tuple[str, Decimal]] = []

    @property
    def balance(self) -> Decimal:
        """What is there."""
        return self._balance

    @balance.setter
    def balance(self, value):
        raise AttributeError("use deposit() or withdraw()")

    @classmethod
    def from_string(cls, text: str) -> Account:
        owner, balance = text.split(":")
        return cls(owner.strip(), float(balance))

    @staticmethod
    def is_valid(amount) -> bool:
        return amount > 0

    def deposit(self, amount):
        if not self.is_valid(amount):
            raise ValueError(f"invalid amount: {amount!r}")
        self._balance += Decimal(str(amount))
        self._history.append(("deposit", Decimal(str(amount))))
        return self

    def withdraw(self, amount):
        amount = Decimal(str(amount))
        if amount > self._balance:
            raise InsufficientFunds(amount, self._balance)
        self._balance -= amount
        self._history.append(("withdraw", amount))
        return self

    def __str__(self):
        return f"{type(self).__name__} {self.number} of {self.owner}: {self.balance:,.2f}"

    def __repr__(self):
        return f"{self.__class__.__name__}({self.owner!r}, {self._balance})"

    def __eq__(self, other):
        if not isinstance(other, Account):
            return NotImplemented
        return self._balance == other._balance

    def __lt__(self, other):
        return self._balance < other._balance

    def __add__(self, other):
        return self._balance + other._balance

    def __radd__(self, start):
        return start + self._balance

    def __len__(self):
        return len(self._history)

    def __iter__(self):
        yield from self._history

    def __contains__(self, kind):
        return any(entry[0] == kind for entry in self._history)

    def __bool__(self):
        return self._balance > 0


class Savings(Account):
    rate = Decimal("0.025")

    def __init__(self, owner, balance=0.0, *, rate=None):
        super().__init__(owner, balance)
        if rate is not None:
            self.rate = Decimal(rate)

    def add_interest(self):
        return self.deposit(round(self.balance * self.rate, 2))


ann, bob = Account("Ann", 100), Savings("Bob", 2500.5, rate="0.03")
ann.deposit(50).withdraw(30.25)
bob.add_interest()
print(ann, bob, repr(ann), repr(bob), sep="\n")
for work in (lambda: ann.withdraw(1000), lambda: ann.deposit(-5), lambda: setattr(ann, "balance", 5), lambda: ann.balanse, lambda: Account(),
             lambda: ann < 3, lambda: del_owner(ann)):
    try:
        work()
    except InsufficientFunds as error:
        print("short by", error.needed - error.available, error.args)
    except Exception as error:
        print(type(error).__name__, error)
print(list(ann), len(ann), "deposit" in ann, bool(Account("x")), ann < bob, ann >= bob, max(ann, bob).owner, ann == Account("c", 119.75), ann + bob, sum([ann, bob]))
print(Account.from_string(" Cid : 12.5"), Savings.from_string("Dee:1").rate, Savings.bank, Account.__doc__, Account.balance.__doc__)
print(Savings.__mro__, isinstance(bob, Account), issubclass(Savings, Account), vars(ann).keys(), hasattr(ann, "rate"), getattr(bob, "none", "default"))
Account.bank = "Second Bank"
ann.bank = "Ann's own"
print(bob.bank, ann.bank, Account.bank, Account.__init__.__annotations__, date(2024, 1, 31).isoformat())
accounts = sorted([bob, ann, Account("Eve", 70)], key=lambda a: (-a.balance, a.owner))
print(*(f"{i:>2}. {a.owner:<5}|{a.balance:>10,.2f}|" for i, a in enumerate(accounts, 1)), sep="\n")
try:
    hash(ann)
except TypeError as error:
    print(error)
