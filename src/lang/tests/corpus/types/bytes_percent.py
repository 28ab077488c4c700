print(b'%d-%s' % (1, b'x'), b'%c%x' % (65, 255))
