import re
print(re.sub(r'def\s+([a-zA-Z_]\w*)\s*\(\s*\):', r'static PyObject*\npy_\1(void)\n{', 'def myfunc():'))
print(re.sub('x*', '-', 'abxd'), re.sub('', '-', 'abc'), re.subn('b', 'X', 'abcb'))
print(re.sub(r'-{1,2}', lambda m: ' ' if m.group(0) == '-' else '-', 'pro----gram-files'))
print(re.sub(r'\sAND\s', ' & ', 'Baked Beans And Spam', flags=re.IGNORECASE))
print(re.sub(r'(?P<a>\d)(?P<b>\d)', r'\g<b>\g<a>\g<0>', '12 34'), re.sub('a', 'b', 'aaaa', count=2))
print(re.sub(r'(\w+)', r'<\1>', 'hello wörld'))
print(re.escape('https://www.python.org?a=1&b=[x]'))
try:
    re.sub('(a)', r'\2', 'a')
except re.error as e:
    print(e)
