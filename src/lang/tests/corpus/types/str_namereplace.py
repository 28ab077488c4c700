print('é'.encode('ascii', errors='namereplace'))
