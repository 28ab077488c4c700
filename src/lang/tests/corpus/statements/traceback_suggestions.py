import traceback


def tell(work):
    try:
        work()
    except Exception:
        print(traceback.format_exc(), end='')



class Thing: colour = 1
def attribute(): return Thing().color
def name(): numbre = 1; return number
for work in (attribute, name): tell(work)
