import io
import json
import os
import tempfile
out = io.StringIO()
json.dump({'loss': [0.5, 0.25], 'name': 'run'}, out, indent=2)
print(out.getvalue())
print(json.load(io.StringIO('{"a": [1, 2]}')))
path = os.path.join(tempfile.mkdtemp(), 'history.json')
with open(path, 'w') as f:
    json.dump([1, 2, {'x': None}], f)
with open(path) as f:
    print(json.load(f), f.closed)
print(open(path).read())
