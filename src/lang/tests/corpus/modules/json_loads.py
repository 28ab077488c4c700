import json
print(json.loads('["foo", {"bar":["baz", null, 1.0, 2]}]'), json.loads('"\\"foo\\bar"'), json.loads(' [ ] '))
print(json.loads('{"a": -1.5e3, "b": true, "c": {}}'), json.loads('"\\u00e9\\ud83d\\ude00"'), json.loads(b'[1]'))
print(json.loads('[NaN, Infinity, -Infinity]'), json.loads('12345678901234567890'), json.loads('-0'), json.loads('1E2'))
print(json.loads('{"__complex__": true, "real": 1}', object_hook=lambda d: sorted(d)))
print(json.loads('{"a": 1, "a": 2}', object_pairs_hook=list), json.loads('1.5', parse_float=str), json.loads('15', parse_int=float))
print(json.JSONDecoder().raw_decode('[1, 2] rest'))
