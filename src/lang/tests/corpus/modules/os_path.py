import os.path
from os import path
print(path.join('a', 'b', 'c.txt'), path.join('a', '/b'), path.join('a/', 'b'), path.join('', 'a'), path.join('a', ''))
print(path.split('/a/b/c'), path.split('c'), path.split('/a/'), path.basename('/a/b.txt'), path.dirname('/a/b.txt'), path.dirname('x'))
print(path.splitext('a/b.tar.gz'), path.splitext('.bashrc'), path.splitext('a.d/b'), path.splitext('x.'))
print(path.normpath('a//b/../c/./d'), path.normpath('/../x'), path.normpath(''), path.normpath('../../a'), path.isabs('/a'), path.isabs('a'))
print(path.relpath('/a/b/c', '/a/d'), path.relpath('/a', '/a'), path.commonprefix(['/usr/lib', '/usr/local']), path.commonpath(['/usr/lib', '/usr/local/lib']))
print(path.abspath('/x/../y'), path.exists('/no/such'), path.isdir('/no'), path.isfile('/no'), path.splitdrive('/a'), path.expanduser('x'))
print(os.path is path, os.path.sep, path.__name__)
for work in [lambda: path.join(1, 'a'), lambda: path.join('a', b'b'), lambda: path.basename(None)]:
    try:
        work()
    except TypeError as e:
        print(e)
