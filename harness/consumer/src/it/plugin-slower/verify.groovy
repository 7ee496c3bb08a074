def log = new File(basedir, 'build.log').text
assert log.contains('gate: building HEAD')
assert log =~ /gate: FAIL \(.*against HEAD/
assert log.contains('the gate says FAIL: benchmarks became slower')
def gates = new File(basedir, 'target/jmh-gate').listFiles()
assert gates.length == 1
assert new File(gates[0], 'verdict.json').text.contains('"FAIL"')
return true
