assert new File(basedir, 'build.log').text.contains('package org.tracepointlab.check.torture does not exist')
return true
