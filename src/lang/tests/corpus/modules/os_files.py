import os
import tempfile
root = tempfile.mkdtemp()
os.chdir(root)
print(os.getcwd() == os.path.realpath(root), os.listdir('.'))
os.makedirs('a/b/c')
os.makedirs('a/b/c', exist_ok=True)
for name in ['a/1.txt', 'a/b/2.txt', 'a/b/c/3.txt']:
    with open(name, 'w') as f:
        f.write(name)
for top, folders, files in os.walk('a'):
    print(top, folders, files)
print([top for top, _, _ in os.walk('a', topdown=False)])
os.rename('a/1.txt', 'a/one.txt')
os.replace('a/one.txt', 'a/b/2.txt')
print(open('a/b/2.txt').read(), sorted(os.listdir('a')), os.path.exists('a/one.txt'))
os.remove('a/b/2.txt')
print(sorted(entry.name for entry in os.scandir('a/b')), [e.is_dir() for e in os.scandir('a/b')], os.stat('a/b/c/3.txt').st_size)
os.rename('a/b', 'd')
print(os.listdir('d/c'), os.listdir('a'), os.path.isdir('d'), os.path.isfile('d/c/3.txt'), os.access('d', os.R_OK))
print(os.sep, os.linesep == '\n', os.name, os.curdir, os.pardir, os.extsep, os.devnull)
os.environ['TAPE_TEST'] = '1'
print(os.environ['TAPE_TEST'], os.getenv('TAPE_TEST'), os.getenv('TAPE_NONE', 'x'), os.environ.get('TAPE_NONE'), 'TAPE_TEST' in os.environ)
try:
    os.environ['TAPE_NONE']
except KeyError as e:
    print(e)
try:
    os.environ['X'] = 1
except TypeError as e:
    print(e)
print(os.fspath('x'), len(os.urandom(4)))
