def log = new File(basedir, 'build.log').text
// As a library, by the strict margin.
['encode', 'decode'].each {
    assert log.contains("same.json: Codec.$it avgt PASS")
    assert log.contains("slower.json: Codec.$it avgt FAIL")
}
// As a command line; its exit codes are held by the pom.
assert log.contains('gate: PASS (same.json against before.json')
assert log.contains('gate: FAIL (slower.json against before.json')
assert !(log =~ /tracepointlab-(rcu|tracepoint|check|bench|lab)/)
return true
