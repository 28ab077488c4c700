print(range(10**20, 10**20 + 3)[1], len(range(10**20, 10**20 + 7, 2)), list(range(2**63 - 1, 2**63 + 2)), 10**20 in range(0, 10**21, 10))
try: len(range(10**20))
except OverflowError as error: print(error)
