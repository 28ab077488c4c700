import json
print(json.dumps(['foo', {'bar': ('baz', None, 1.0, 2)}]))
print(json.dumps("\"foo\bar"), json.dumps('\u1234'), json.dumps('\\'), json.dumps('é', ensure_ascii=False), json.dumps('\U0001f600'))
print(json.dumps({"c": 0, "b": 0, "a": 0}, sort_keys=True), json.dumps([1, 2, 3, {'4': 5, '6': 7}], separators=(',', ':')))
print(json.dumps({'4': 5, '6': [1, 2, {}], 'e': []}, sort_keys=True, indent=4))
print(json.dumps([1, [2]], indent='\t'), json.dumps({'a': 1}, indent=0))
print(json.dumps({1: 'a', 2.5: 'b', None: 'c', True: 'd'}), json.dumps([float('nan'), float('inf'), -float('inf')]))
print(json.dumps([1e100, 0.1, -0.0, 10**30, True, False]), json.dumps({(1, 2): 3, 'k': 1}, skipkeys=True))
print(json.dumps(set([1]), default=list), json.dumps({'z': 3j}, default=lambda z: [z.real, z.imag]))
class Encoder(json.JSONEncoder):
    def default(self, o):
        return {'complex': [o.real, o.imag]} if isinstance(o, complex) else super().default(o)
print(json.dumps(2 + 1j, cls=Encoder), Encoder().encode([1j]))
