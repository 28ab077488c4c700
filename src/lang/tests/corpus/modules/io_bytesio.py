import io
b = io.BytesIO(b'some initial binary data: \x00\x01')
print(b.read(4), b.tell(), b.readline(), b.getvalue()[:4], b.seek(5), b.read(7), b.seek(-2, 2), b.read())
w = io.BytesIO()
print(w.write(b'abc\n'), w.write(bytearray(b'de')), w.getvalue(), w.truncate(2), w.getvalue())
w.seek(5)
w.write(b'x')
print(w.getvalue(), list(io.BytesIO(b'a\nb\n')), io.BytesIO(b'a\nb').readlines())
for work in [lambda: w.write('x'), lambda: io.BytesIO('x'), lambda: w.seek(-1), lambda: w.fileno()]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, e)
t = io.TextIOWrapper(io.BytesIO('héllo\nwörld'.encode()), encoding='utf-8')
print(t.read(), t.encoding, io.SEEK_END, io.DEFAULT_BUFFER_SIZE, issubclass(io.UnsupportedOperation, OSError))
