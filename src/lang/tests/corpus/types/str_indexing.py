s = 'abcdefg'
print(s[0], s[-1], s[1:4], s[::-1], s[::2], s[5:1:-2], s[:-2], s[10:], 'bc' in s, len(s), s * 2, min(s), sorted('hello'), list(reversed('abc')), tuple('ab'))
print('é☕😀'[1], len('é☕😀'), '😀x'[::-1], 'é☕😀'.encode('utf-8'), ord('☕'), chr(9749), 'naïve'.find('v'), 'ß'.upper(), 'İ'.lower(), ascii('é☕'))
print(repr('a\n\t\\\'"'), repr("it's"), 'a' 'b', r'\n', 'x\x41\u0042', '''two
lines''', b'\xff\x00a', repr('\x7f\xa0'), '%s|%5d|%-5s|%05.1f|%x|%r|%%' % ('a', 42, 'b', 3.14159, 255, 'q'))
print('%(a)s %(b)03d' % {'a': 1, 'b': 2}, '%s' % [1], '%s %s' % (1, (2,)), '%c%c' % ('a', 98), '%e' % 12345.678, '%+d' % 5, '%.3s' % 'abcdef')
for work in [lambda: '%d' % 'a', lambda: '%s %s' % (1,), lambda: '%s' % (1, 2), lambda: s['a'], lambda: ord('ab'), lambda: chr(-1), lambda: '%z' % 1]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, e)
