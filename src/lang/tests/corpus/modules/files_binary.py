import os
import tempfile
os.chdir(tempfile.mkdtemp())
with open('b.bin', 'wb') as f:
    print(f.write(bytes(range(10))), f.tell(), f.mode, f)
with open('b.bin', 'rb') as f:
    print(f.read(3), f.tell(), f.seek(-2, 2), f.read(), f.seek(1), f.seek(2, 1), f.read(1), f)
    print(f.mode, f.readable(), f.writable())
with open('b.bin', 'r+b') as f:
    f.seek(4)
    f.write(b'\xff\xff')
    f.truncate(8)
    f.seek(0)
    print(f.read(), f)
with open('b.bin', 'ab') as f:
    f.write(b'line\nend')
print(list(open('b.bin', 'rb')), open('b.bin', 'rb').readline())
buffer = bytearray(3)
with open('b.bin', 'rb') as f:
    print(f.readinto(buffer), buffer, f.peek(1)[:1])
