def log = new File(basedir, 'build.log').text
['qsbr', 'memb', 'mb', 'srcu', 'kernel'].each { assert log.contains('grace period of ' + it) }
def classes = (log =~ /classes in the jar: (\d+)/)
assert classes.find() && classes.group(1).toInteger() > 50
return true
