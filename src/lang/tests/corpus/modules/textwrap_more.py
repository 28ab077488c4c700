"""textwrap on real paragraphs."""
import textwrap

text = """\
    The quick brown fox -- a well-known animal -- jumps over the lazy dog;
    meanwhile, an extraordinarily-long-hyphenated-word appears and "quotes" follow.

    A second paragraph.\tWith a tab.
"""
flat = textwrap.dedent(text)
print(flat)
for width in (20, 33, 70):
    print(textwrap.fill(flat, width))
    print("-" * width)
print(textwrap.wrap("aaaaaaaaaaaaaaaaaaaa bb", 6), textwrap.wrap("aaaaaaaaaaaaaaaaaaaa bb", 6, break_long_words=False))
print(textwrap.wrap("one-two three-four", 7), textwrap.wrap("one-two three-four", 7, break_on_hyphens=False))
print(textwrap.fill("first second third fourth", 16, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten("Hello  wonderful   world!", 12), textwrap.shorten("Hello world!", 11), textwrap.shorten("Hello world", 10, placeholder="..."))
print(textwrap.indent("a\n\nb\n", "> "), textwrap.indent("a\n\nb\n", "> ", lambda line: True), sep="|")
wrapper = textwrap.TextWrapper(width=24, max_lines=2, placeholder=" [more]", fix_sentence_endings=True)
print(wrapper.wrap("This is one. This is two! Is this three? It goes on and on until the end."))
wrapper.width = 12
print(wrapper.fill("short lines now and an end"))
print(textwrap.wrap("tabs\tand\nnewlines\x0b and  spaces", 40, expand_tabs=False, replace_whitespace=False, drop_whitespace=False))
print(textwrap.wrap("", 10), repr(textwrap.fill("   ", 10)), textwrap.wrap("  lead", 10))
print(repr(textwrap.dedent("\tone\n\t two\n")), repr(textwrap.dedent("  a\n b\n   \nc")), repr(textwrap.dedent("  x\n\n  y")))
for bad in (lambda: textwrap.wrap("a b", 0), lambda: textwrap.wrap("word " * 9, 5, max_lines=1, placeholder="too long"), lambda: textwrap.wrap(3)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
