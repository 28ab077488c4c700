import csv
import io
import os
import tempfile
out = io.StringIO()
w = csv.writer(out)
print(w.writerow(['a', 1, 2.5, None, True, 'x,y', 'say "hi"', 'two\nlines']), w.writerows([[1, 2], (), ['']]))
print(repr(out.getvalue()))
for options in [{'quoting': csv.QUOTE_ALL}, {'quoting': csv.QUOTE_NONNUMERIC}, {'delimiter': ';', 'lineterminator': '\n'}, {'quotechar': "'"}, {'doublequote': False, 'escapechar': '\\'}]:
    out = io.StringIO()
    csv.writer(out, **options).writerow(['a;b', 'c,d', 3, "it's", 'q"q'])
    print(repr(out.getvalue()))
out = io.StringIO()
w = csv.DictWriter(out, ['x', 'y'], restval='-', lineterminator='\n')
w.writeheader()
w.writerow({'x': 1, 'y': 2})
w.writerows([{'x': 3}])
print(out.getvalue())
try:
    w.writerow({'z': 1})
except ValueError as e:
    print(e)
path = os.path.join(tempfile.mkdtemp(), 't.csv')
with open(path, 'w', newline='') as f:
    csv.writer(f).writerows([[1, 2], [3, 4]])
with open(path, newline='') as f:
    print([[int(x) for x in row] for row in csv.reader(f)])
print(open(path, 'rb').read())
