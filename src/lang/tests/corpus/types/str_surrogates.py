print(repr('\ud800'), len('\ud800'), '\udc80'.encode('utf-8', 'surrogateescape'), b'\xff'.decode('utf-8', 'surrogateescape') == '\udcff')
try: '\ud800'.encode()
except UnicodeEncodeError as error: print(error)
