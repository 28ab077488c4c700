import math as m, os.path
from collections import OrderedDict as OD, deque
from math import *
import sys
print(m.pi == pi, OD.__name__, deque([1]), os.path.join('a', 'b'), sys.modules['math'] is m, m.__name__)
for work in ['import nothing_there', 'from math import nothing', 'import math.nothing', 'from nowhere.at import x', 'import os.nope']:
    try:
        exec(work)
    except ImportError as e:
        print(type(e).__name__, e.msg.split(' (')[0], e.name)
