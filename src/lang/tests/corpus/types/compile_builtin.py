code = compile('6 * 7', '<string>', 'eval')
print(eval(code))
exec(compile('x = 1', 'f', 'exec'))
print(x)
