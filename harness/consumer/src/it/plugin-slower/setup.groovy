// The last commit has the older library, the working tree a newer one, which draws from another source of numbers.
def git = { String... words ->
    def process = (['git', '-c', 'user.name=it', '-c', 'user.email=it@example.org'] + words.toList()).execute(null, basedir)
    process.waitForProcessOutput(System.out, System.err)
    assert process.exitValue() == 0
}
new File(basedir, '.gitignore').text = 'target/\nbuild.log\n'
git('init', '-q')
git('add', '.')
git('commit', '-q', '-m', 'with the older library')
def pom = new File(basedir, 'pom.xml')
pom.text = pom.text.replace('<lang.version>3.12.0<', '<lang.version>3.17.0<')
assert pom.text.contains('3.17.0')
return true
