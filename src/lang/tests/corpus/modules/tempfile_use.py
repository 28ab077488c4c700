import os
import tempfile
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'x')
    open(path, 'w').close()
    print(os.path.isdir(folder), os.listdir(folder))
print(os.path.exists(folder))
fd, path = tempfile.mkstemp('.h5', 'model')
print(path.endswith('.h5'), os.path.basename(path).startswith('model'), os.path.exists(path), type(fd))
os.close(fd)
os.remove(path)
with tempfile.NamedTemporaryFile('w+', suffix='.txt') as f:
    f.write('hi')
    f.seek(0)
    print(f.read(), f.name.endswith('.txt'), os.path.exists(f.name))
print(os.path.exists(f.name))
with tempfile.NamedTemporaryFile(delete=False) as f:
    f.write(b'kept')
print(open(f.name).read())
os.unlink(f.name)
with tempfile.TemporaryFile() as f:
    f.write(b'abc')
    f.seek(1)
    print(f.read())
print(tempfile.gettempdir() == os.path.dirname(tempfile.mktemp()))
d = tempfile.mkdtemp(prefix='run-')
print(os.path.basename(d)[:4])
