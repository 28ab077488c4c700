import fnmatch
import glob
import os
import tempfile
os.chdir(tempfile.mkdtemp())
os.makedirs('a/b')
for name in ['1.gif', '2.txt', 'card.gif', '.hidden.gif', 'a/3.txt', 'a/b/4.txt']:
    open(name, 'w').close()
print(sorted(glob.glob('*.gif')), sorted(glob.glob('[0-9].*')), glob.glob('?.gif'), glob.glob('.*.gif'), sorted(glob.glob('**/*.txt', recursive=True)))
print(sorted(glob.glob('*/*.txt')), glob.glob('a/b/4.txt'), glob.glob('nope*'), sorted(glob.iglob('a/*')), glob.escape('a[1]*'))
print(fnmatch.fnmatch('foo.txt', '*.txt'), fnmatch.filter(['a.py', 'b.c', 'c.py'], '*.py'), fnmatch.fnmatch('a', '[!a]'), fnmatch.fnmatchcase('A', 'a'))
