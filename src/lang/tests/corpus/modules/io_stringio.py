import io
s = io.StringIO('first\nsecond\nthird')
print(s.readline(), s.read(3), s.tell(), s.read(), repr(s.read()))
s.seek(0)
print(s.readlines(), list(s), s.getvalue())
out = io.StringIO()
print('hello', file=out, end='')
print(out.write(' world'), out.getvalue(), out.tell())
out.seek(0)
out.write('J')
print(out.getvalue(), out.truncate(4), out.getvalue(), out.seek(0, 2))
out.close()
for work in [lambda: out.read(), lambda: io.StringIO(5), lambda: io.StringIO().write(b'x'), lambda: io.StringIO().seek(-1), lambda: io.StringIO('a').seek(1, 1)]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, e)
with io.StringIO('a\r\nb\rc', newline=None) as f:
    print(f.readlines(), f.readable(), f.writable(), f.seekable(), f.isatty())
print(f.closed, io.StringIO('ab\ncd').readlines(1))
import contextlib
with contextlib.redirect_stdout(io.StringIO()) as captured:
    print('inside')
print(repr(captured.getvalue()))
