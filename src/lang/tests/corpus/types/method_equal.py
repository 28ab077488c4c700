class C:
    def m(self):
        return 1
c, d = C(), C()
print(c.m == c.m, c.m == d.m, hash(c.m) == hash(c.m), [].append == [].append)
