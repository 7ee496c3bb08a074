assert new File(basedir, 'build.log').text.contains('Line is longer than 120 characters')
return true
