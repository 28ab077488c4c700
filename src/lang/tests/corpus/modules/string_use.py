import string
from string import Template, Formatter

def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as error:
            print(source, '->', type(error).__name__, error)


show(
    'string.ascii_letters, string.digits, string.hexdigits, string.octdigits, string.punctuation, string.whitespace, string.printable[-10:], len(string.printable)',
    "string.capwords('hello  wORLD foo'), string.capwords('a-b-c', '-'), string.capwords('  x  ')",
)
t = Template('$who likes ${what}s, $$5 and $who_else')
show(
    "t.substitute(who='tim', what='kung pao', who_else='me'), t.safe_substitute(who='tim'), t.safe_substitute({'what': 1}, who=2), t.template, t.is_valid(), t.get_identifiers(), Template('$').is_valid(), Template('${x').safe_substitute()",
    "t.substitute(who='tim')",
    "Template('bad $ here').substitute()",
    "Template('line\\nand $5').substitute()",
    "Template('$x').substitute(1, 2)",
    "Template('$x').substitute({'x': 1}, x=2), Template('$X $_a $a1').substitute(X=1, _a=2, a1=3), Template('$é').safe_substitute(é=1)",
)
class Percent(Template):
    delimiter = '%'
    idpattern = '[a-z]+_[a-z]+'
show(
    "Percent('%% %with_under %notunder').safe_substitute(with_under='x', notunder='y'), Percent('%{a_b}').substitute(a_b=0)",
)
f = Formatter()
show(
    "f.format('{0} {1!r} {name:>5}|', 1, 'x', name='n'), f.format('{} {}', 1, 2), f.vformat('{a[0]}{b.real}', (), {'a': [9], 'b': 3}), list(f.parse('a{b!r:>{w}}c{{}}{}')), f.get_field('0.real', (5,), {}), f.get_value(0, ['z'], {}), f.convert_field('x', 'r'), f.format_field(3.14159, '.2f')",
    "f.format('{0}')",
    "f.format('{x}')",
    "f.format('{} {0}', 1)",
    "f.format('{!z}', 1)",
    "f.format('{')",
    'f.format()',
)
class Default(Formatter):
    def get_value(self, key, args, kwargs): return kwargs.get(key, f'<{key}>') if isinstance(key, str) else super().get_value(key, args, kwargs)
    def check_unused_args(self, used, args, kwargs): print('used', sorted(map(str, used)), len(args), sorted(kwargs))
    def convert_field(self, value, conversion): return value.upper() if conversion == 'u' else super().convert_field(value, conversion)
print(Default().format('{x} {y!u} {0:>4}', 7, y='up', z=1))
