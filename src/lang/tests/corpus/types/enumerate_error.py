try:
    enumerate()
except TypeError as e:
    print(e)
