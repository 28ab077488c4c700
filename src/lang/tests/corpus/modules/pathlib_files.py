import os
import tempfile
from pathlib import Path
root = Path(tempfile.mkdtemp())
p = root / 'data' / 'x.txt'
print(p.exists(), p.parent.exists())
p.parent.mkdir(parents=True)
p.parent.mkdir(exist_ok=True)
print(p.write_text('hello\n'), p.read_text(), p.exists(), p.is_file(), p.is_dir(), p.stat().st_size, p.read_bytes())
with p.open('a') as f:
    f.write('more')
print(p.read_text().split(), [q.name for q in root.iterdir()])
(root / 'data' / 'y.csv').write_bytes(b'1,2')
(root / 'z.txt').touch()
print(sorted(q.relative_to(root).as_posix() for q in root.rglob('*.txt')), sorted(q.name for q in (root / 'data').glob('*')), sorted(q.name for q in root.glob('*/*.csv')))
q = p.rename(root / 'data' / 'w.txt')
print(q.name, p.exists(), open(q).read(), os.path.getsize(q), os.fspath(q) == str(q))
q.unlink()
q.unlink(missing_ok=True)
for work in [q.unlink, q.read_text, (root / 'data').mkdir, lambda: (root / 'data').rmdir(), lambda: q.write_text(5)]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, getattr(e, 'strerror', e))
os.chdir(root)
print(Path('z.txt').resolve() == root.resolve() / 'z.txt', Path('z.txt').absolute().is_absolute(), Path.cwd() == root.resolve(), Path().resolve().name == root.name)
