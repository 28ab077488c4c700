from pathlib import Path, PurePath, PurePosixPath
p = PurePosixPath('/usr/bin/python3.11.tar.gz')
print(p, repr(p), p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, p.root, p.anchor, p.is_absolute())
print(list(p.parents), p.with_name('x.py'), p.with_suffix('.zip'), p.with_stem('lib'), p.relative_to('/usr'), p.is_relative_to('/etc'))
print(PurePath('a') / 'b' / 'c', 'x' / PurePath('y'), PurePath('a', '/b', 'c'), PurePath('a//b/./c/'), PurePath('a/../b'), PurePath(), repr(PurePath('.')))
print(PurePath('a') == PurePath('a'), PurePath('a') < PurePath('b'), hash(PurePath('a')) == hash(PurePath('a')), PurePath('a/b.py').match('*.py'), PurePath('/a/b/c.py').match('b/*.py'))
print(PurePath('a').joinpath('b', 'c'), PurePath('x').as_posix(), PurePath('/x').as_uri(), str(PurePath('a/b')))
print(PurePath('.hidden').suffix, PurePath('a.').suffix, PurePath('a.b.c').stem, PurePath('/').name, PurePath('a').parent, PurePath('/').parent)
print(type(Path('x')).__name__, repr(Path('x')), isinstance(Path('x'), PurePath), sorted([PurePath('b'), PurePath('a')]))
for work in [lambda: p.relative_to('/etc'), lambda: p.with_suffix('zip'), lambda: PurePath('/').with_name('x'), lambda: PurePath(1), lambda: p.with_name('a/b')]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, e)
