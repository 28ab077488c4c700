import csv
import io
data = 'name,score\nada,1.5\n"quoted, comma",2\n"say ""hi""",3\n\nmulti,"line\nbreak"\nlast,\n'
for row in csv.reader(io.StringIO(data)):
    print(row)
print(list(csv.DictReader(io.StringIO('a,b\n1,2\n3\n4,5,6\n'))))
print(list(csv.reader(['a;b', "c;'d;e'"], delimiter=';', quotechar="'")), list(csv.reader(['a b  c'], delimiter=' ')))
print(list(csv.reader(['1,"2",x3'][:1], quoting=csv.QUOTE_NONE)), list(csv.reader(['1.5,"b"'], quoting=csv.QUOTE_NONNUMERIC)))
print(list(csv.reader(['a, b, "c"'], skipinitialspace=True)), list(csv.reader(['a\tb'], 'excel-tab')), csv.list_dialects())
r = csv.DictReader(['x,y', '1,2'])
print(r.fieldnames, next(r), r.line_num)
try:
    csv.reader([], delimiter='ab')
except TypeError as e:
    print(e)
try:
    csv.reader([], 'nope')
except csv.Error as e:
    print(e)
