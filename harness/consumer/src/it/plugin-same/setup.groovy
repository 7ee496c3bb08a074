// The last commit is what the working tree is, but for a comment.
def git = { String... words ->
    def process = (['git', '-c', 'user.name=it', '-c', 'user.email=it@example.org'] + words.toList()).execute(null, basedir)
    process.waitForProcessOutput(System.out, System.err)
    assert process.exitValue() == 0
}
new File(basedir, '.gitignore').text = 'target/\nbuild.log\n'
git('init', '-q')
git('add', '.')
git('commit', '-q', '-m', 'with the same code')
def source = new File(basedir, 'src/main/java/org/example/IdBenchmark.java')
source.text = source.text + '// nothing else has changed\n'
return true
