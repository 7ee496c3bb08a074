def log = new File(basedir, 'build.log').text
['original', 'unconditional', 'conditional', 'paired', 'batched'].each { assert log.contains(it + ' fired 200') }
return true
