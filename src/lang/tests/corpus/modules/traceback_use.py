import io
import traceback
try:
    {}['key']
except KeyError as e:
    print(traceback.format_exception_only(e), traceback.format_exception_only(type(e), e))
    text = traceback.format_exc()
    print(text.splitlines()[0], '|', text.splitlines()[-1])
    out = io.StringIO()
    traceback.print_exc(file=out)
    print(out.getvalue() == text, ''.join(traceback.format_exception(e)) == text)
print(traceback.format_exc())
print(traceback.format_exception_only(ValueError()))
