import json
for text in ['', '[1, 2', '{"a" 1}', "{'a': 1}", '[1,]', '{"a": 1,}', 'nul', '"abc', '"\\x"', '[1 2]', '1 2', '"\n"', '{"a": }', '"\\u12"', '\n\n  x', '-', '01']:
    try:
        print(json.loads(text))
    except json.JSONDecodeError as e:
        print(repr(text), '|', e, '|', e.msg, e.pos, e.lineno, e.colno)
for value in [object, {1, 2}, 1j]:
    try:
        json.dumps(value)
    except TypeError as e:
        print(e)
try:
    json.dumps({(1,): 2})
except TypeError as e:
    print(e)
try:
    json.dumps(float('nan'), allow_nan=False)
except ValueError as e:
    print(e)
x = []
x.append(x)
try:
    json.dumps(x)
except ValueError as e:
    print(e)
try:
    json.loads(5)
except TypeError as e:
    print(e)
print(issubclass(json.JSONDecodeError, ValueError))
