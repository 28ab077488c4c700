import os
import tempfile
os.chdir(tempfile.mkdtemp())
text = 'naïve café – ☕\n'
with open('u.txt', 'w', encoding='utf-8') as f:
    f.write(text)
print(open('u.txt', 'rb').read(), open('u.txt', encoding='utf-8').read() == text)
with open('l.txt', 'w', encoding='latin-1') as f:
    f.write('café')
print(open('l.txt', 'rb').read(), open('l.txt', encoding='latin-1').read())
for work in [lambda: open('l.txt', encoding='utf-8').read(), lambda: open('u.txt', encoding='ascii').read(), lambda: open('a.txt', 'w', encoding='ascii').write('é')]:
    try:
        work()
    except UnicodeError as e:
        print(type(e).__name__, e)
print(open('u.txt', encoding='ascii', errors='replace').read().isascii(), open('u.txt', encoding='ascii', errors='ignore').read())
with open('n.txt', 'w', newline='\r\n') as f:
    f.write('a\nb\n')
print(open('n.txt', 'rb').read(), repr(open('n.txt').read()), repr(open('n.txt', newline='').read()), open('n.txt', newline='').readlines())
with open('n.txt') as f:
    print(f.readline(), f.tell(), f.readline(), f.tell())
with open('u.txt', encoding='utf-8') as f:
    print(f.read(3), f.tell(), f.read(1), f.tell(), f.seek(4), f.read(2))
with open('u.txt', encoding='utf-8') as f:
    next(f)
    try:
        f.tell()
    except OSError as e:
        print(e)
