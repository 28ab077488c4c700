import os
import tempfile
os.chdir(tempfile.mkdtemp())
with open('a.txt', 'w') as f:
    print(f.write('one\ntwo\n'), f.writelines(['three\n', 'four']), f.name, f.mode, f.encoding, f.closed, f.readable(), f.writable())
print(f.closed)
with open('a.txt') as f:
    print(f.readline(), f.tell(), f.read(2), f.tell(), f.readlines(), f.read() == '', f.seek(4), f.read(3))
    f.seek(0)
    for number, line in enumerate(f, 1):
        print(number, line.rstrip())
with open('a.txt', 'a') as f:
    print(f.tell(), f.write('\nfive'))
with open('a.txt', 'r+') as f:
    f.write('ONE')
    f.seek(0, 2)
    f.write('!')
print(open('a.txt').read().splitlines(), os.path.getsize('a.txt'), list(open('a.txt', 'r'))[-1])
with open('a.txt', 'w+') as f:
    f.write('fresh')
    f.seek(0)
    print(f.read(), f.truncate(2))
print(open('a.txt').read())
with open('new.txt', 'x') as f:
    f.write('x')
print(f, sorted(os.listdir()))
