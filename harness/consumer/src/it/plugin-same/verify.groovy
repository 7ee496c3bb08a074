def log = new File(basedir, 'build.log').text
assert log =~ /gate: PASS \(.*against HEAD/
assert log.contains('6 of 6 work counts are as required')
def gates = new File(basedir, 'target/jmh-gate').listFiles()
assert gates.length == 1
assert new File(gates[0], 'verdict.json').text.contains('"PASS"')
return true
