import re
print(re.split(r'\W+', 'Words, words, words.'))
print(re.split(r'(\W+)', 'Words, words, words.'))
print(re.split(r'\W+', 'Words, words, words.', 1), re.split('[a-f]+', '0a3B9', flags=re.IGNORECASE))
print(re.split(r'\b', 'Words, words'), re.split(r'(a)|b', 'xaybz'))
print(re.findall(r'\bf[a-z]*', 'which foot or hand fell fastest'))
print(re.findall(r'(\w+)=(\d+)', 'set width=20 and height=10'), re.findall(r'(a)|b', 'ab'))
for m in re.finditer(r'\w+ly\b', 'He was carefully disguised but captured quickly by police.'):
    print('%02d-%02d: %s' % (m.start(), m.end(), m.group(0)))
print(re.findall(r'|a', 'ba'), re.findall(r'é+', 'caféé éx'))
print([m.span() for m in re.finditer('é', 'aébéc')])
