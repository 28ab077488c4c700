import textwrap
from textwrap import *

def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as error:
            print(source, '->', type(error).__name__, error)


text = "Hello there, how are you this fine day?  I'm glad to hear it!  This is well-known, e.g. self-evident -- or so they say; averyveryverylongwordthatdoesnotfit."
show(
    "wrap(text, 20), wrap(text, 12), wrap('', 10), wrap('   ', 5), wrap('a b c', 1), wrap('hello-world foo', 8), wrap(text, 30, initial_indent='* ', subsequent_indent='  ')",
    "wrap(text, 20, break_long_words=False), wrap(text, 15, break_on_hyphens=False), wrap('tab\\there  two', 10, expand_tabs=False), wrap('a\\nb\\n\\nc', 10), wrap('a\\n b', 10, replace_whitespace=False), wrap('  lead and trail  ', 8), wrap('  lead  x', 8, drop_whitespace=False), wrap('a\\tb', 20, tabsize=4)",
    "wrap(text, 25, max_lines=2), wrap(text, 25, max_lines=2, placeholder='…'), wrap('one two three', 5, max_lines=1), wrap('End of it.  Next one.  more', 40, fix_sentence_endings=True), wrap('End of it. Next one! more', 40, fix_sentence_endings=True)",
    "fill(text, 40), fill('one two', 3), shorten('Hello  world!', width=12), shorten('Hello  world!', width=11), shorten('Hello world', width=10, placeholder='...'), shorten('Hello world again', 14, placeholder='')",
    "dedent('  a\\n    b\\n  c\\n'), dedent('\\n   x\\n\\n     y\\n   '), dedent('a\\n  b'), dedent('\\ta\\n\\tb'), dedent('  \\ta\\n  b'), dedent(''), dedent('    \\n  a\\n')",
    "indent('a\\n\\nb\\n', '> '), indent('a\\n \\nb', '--', lambda line: True), indent('x\\ny', '  ', predicate=lambda line: line.startswith('y')), indent('', 'z')",
    "wrap('x', 0)",
    "wrap('some text', 3, initial_indent='......')",
    "shorten('word', 2, placeholder=' [..]')",
    'wrap(5, 10)',
    'dedent(5)',
    "wrap('abc def ghi', 5, max_lines=1, placeholder='.....!')",
)
w = TextWrapper(width=18, initial_indent='- ', subsequent_indent='  ', fix_sentence_endings=True)
show(
    "w.wrap('The quick brown fox. It jumps over the lazy dog.'), w.fill('short'), w.width, w.expand_tabs, w.placeholder, w.tabsize, w.max_lines",
)
w.width = 9; w.break_long_words = False
show(
    "w.wrap('extraordinarily long words')",
    'wrap(\'em—dash and en–dash — done\', 10), wrap(\'foo--bar baz---qux\', 5), wrap("(parenthesised) \'quoted-word\' x-ray", 9), wrap(\'non\\xa0breaking space here\', 8), wrap(\'a-b-c-d-e-f\', 4), wrap(\'--option=value -x\', 7), wrap(\'日本語 テキスト\', 4)',
    'textwrap.__all__',
)
