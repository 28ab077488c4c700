import os
import shutil
import tempfile
os.chdir(tempfile.mkdtemp())
os.makedirs('src/sub')
for name in ['src/a.txt', 'src/b.pyc', 'src/sub/c.txt']:
    with open(name, 'w') as f:
        f.write(name)
print(shutil.copy('src/a.txt', 'copy.txt'), shutil.copy('src/a.txt', 'src/sub'), shutil.copyfile('src/a.txt', 'd.txt'), open('copy.txt').read())
print(shutil.copytree('src', 'dst', ignore=shutil.ignore_patterns('*.pyc')), sorted(os.listdir('dst')), sorted(os.listdir('dst/sub')))
print(shutil.move('d.txt', 'dst'), os.path.exists('d.txt'), sorted(os.listdir('dst')))
shutil.rmtree('dst')
print(os.path.exists('dst'), sorted(os.listdir()))
shutil.rmtree('missing', ignore_errors=True)
for work in [lambda: shutil.rmtree('missing'), lambda: shutil.copy('missing', 'x'), lambda: shutil.copytree('src', 'src'), lambda: shutil.copyfile('copy.txt', 'copy.txt')]:
    try:
        work()
    except OSError as e:
        print(type(e).__name__, e)
