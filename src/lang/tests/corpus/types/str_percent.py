def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line)))
        except Exception as error:
            print(line, "->", type(error).__name__ + ":", error)


class Thing:
    def __str__(self): return 'thing-str'
    def __repr__(self): return 'thing-repr'
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __index__(self): return 7
thing = Thing()
show('''
'%s %r %a' % ('é', 'é', 'é'), '%s' % thing, '%r' % thing, '%d' % thing, '%f' % thing, '%x' % thing, '%5s|%-5s|%.2s' % ('abc', 'abc', 'abc')
'%d %i %u' % (1, 2, 3), '%5d|%-5d|%05d|%+d|% d|%+05d|%-+5d|' % (42, 42, 42, 42, 42, 42, 42), '%d' % True, '%d' % -5, '%.3d' % 5, '%8.3d' % -5
'%x %X %#x %#X %o %#o %08x %#10x|' % (255, 255, 255, 255, 8, 8, 255, 255), '%x' % -255, '%#o' % 0, '%.4x' % 10, '%#.4x' % 10
'%c%c%c' % (65, 'B', 8364), '%5c|%-5c|' % ('a', 'b')
'%%' % (), '100%%' % (), '%5%|' % (), '%s%%' % 50
'%(a)s %(b)d' % {'a': 1, 'b': 2}, '%(a)s %(a)r' % {'a': 'x'}, '%(a)5.1f|' % {'a': 2.25}, '%(a b)s' % {'a b': 1}, '%(x)s' % {'x': (1, 2)}, '%s' % {'a': 1}
'%s' % [1, 2], '%s' % (1,), '%s' % ((1, 2),), '%s %s' % (1, [2]), '%s' % None, '%s' % True, '%s' % 1.5
'%*d|%-*d|%.*f|%*.*f' % (5, 42, 5, 42, 2, 3.14159, 8, 3, 3.14159)
'%s'
'abc' % ()
'abc' % []
'abc' % {}
'abc' % {'a': 1}
'abc' % 5
'%s %s' % 1
'%s' % (1, 2)
'%s %s' % (1, 2, 3)
'%d' % 'a'
'%d' % None
'%d' % '5'
'%x' % 'a'
'%f' % 'a'
'%c' % 'ab'
'%c' % -1
'%c' % None
'%y' % 5
'%' % 5
'%5' % 5
'%(a)s' % 5
'%(a)s' % (1,)
'%(a)s' % {'b': 1}
'%(a' % {'a': 1}
'%*d' % ('a', 5)
'%s %(a)s' % {'a': 1}
'%ld %hd %Ld' % (1, 2, 3)
'%-10s|%10s|' % ('left', 'right'), '%-10.3s|' % 'abcdef', '%.0s|' % 'abc', '%s' % 'é' * 2
'%e %E %g %G %.3e %10.2e|' % (12345.678, 0.00012, 1e-5, 1e20, 5, 5)
'%s, %s!' % ('Hello', 'World'), 'Name: %-10s Age: %3d' % ('Bob', 42), '%s is %.1f%% done' % ('x', 45.678), '%3d|%-3d|%03d' % (5, 5, 5)
'%r' % 'it\\'s', '%r' % (None,), '%s' % b'ab', '%a' % 'é中'
('%s ' * 3) % (1, 2, 3), '%(n)04d-%(n)x' % dict(n=10), '%i%%' % 12.9, '%d' % 1e10, '%d' % 12345678901234567890, '%s' % (1+2j)
''')
