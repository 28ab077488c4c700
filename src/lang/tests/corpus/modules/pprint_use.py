import pprint
from collections import Counter, OrderedDict, defaultdict
data = {'optimizer': {'name': 'adam', 'learning_rate': 0.001, 'betas': (0.9, 0.999)}, 'layers': [128, 64, 32, 10], 'activation': 'relu', 'dropout': 0.5}
pprint.pprint(data)
pprint.pprint(data, width=40)
pprint.pprint(list(range(40)), compact=True)
pprint.pprint(['a' * 30, 'b' * 30, 'c' * 30], indent=4)
print(pprint.pformat({'b': 1, 'a': 2}), pprint.pformat({'b': 1, 'a': 2}, sort_dicts=False))
pprint.pp({'z': [1, {'deep': [1, 2, {'deeper': {}}]}]}, depth=2)
pprint.pprint('the quick brown fox jumps over the lazy dog ' * 3, width=50)
pprint.pprint({1, 2, 3}), pprint.pprint((1,)), pprint.pprint([])
pprint.pprint(defaultdict(list, {'k' * 30: [1] * 10, 'j' * 30: [2] * 10}))
pprint.pprint(Counter('hello world' * 3), width=20)
x = [1]
x.append(x)
print(pprint.isrecursive(x), pprint.isreadable([1]))
