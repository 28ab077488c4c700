import io
import logging
import sys
out = io.StringIO()
logging.basicConfig(stream=out, level=logging.INFO, format='%(levelname)s %(name)s: %(message)s')
logging.debug('hidden')
logging.info('x = %d', 5)
logging.warning('%s and %s', 'a', 'b')
log = logging.getLogger('my.app')
log.error('failed: %(why)s', {'why': 'reasons'})
log.setLevel(logging.DEBUG)
log.debug('detail %5.2f', 3.14159)
log.log(logging.CRITICAL, 'direct')
try:
    1 / 0
except ZeroDivisionError:
    log.info('caught', exc_info=False)
print(out.getvalue())
print(log, log.name, log.level, log.getEffectiveLevel(), log.isEnabledFor(10), logging.getLogger('my.app') is log, log.parent)
print(logging.getLevelName(30), logging.getLevelName('ERROR'), logging.getLevelName(35), logging.WARNING, logging.root)
stream = io.StringIO()
handler = logging.StreamHandler(stream)
handler.setLevel('WARNING')
handler.setFormatter(logging.Formatter('{levelname:>8}|{message}', style='{'))
child = log.getChild('child')
child.propagate = False
child.addHandler(handler)
child.info('no')
child.warning('yes')
print(stream.getvalue(), child.handlers, child.hasHandlers(), child.name)
handler.addFilter(lambda record: 'keep' in record.getMessage())
child.error('drop me')
child.error('keep me')
print(stream.getvalue())
try:
    log.setLevel('LOUD')
except ValueError as e:
    print(e)
