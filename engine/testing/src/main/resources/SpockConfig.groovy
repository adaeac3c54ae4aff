import java.nio.file.Files
import java.nio.file.attribute.PosixFilePermissions

// Each process of tests has a folder of its own for its temporary folders: it looks through all of them for secrets, and through nobody else's.
// Other users of the machine, as which some tests work, can enter it.
def folder = Files.createTempDirectory('tests')
Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString('rwxr-xr-x'))
folder.toFile().deleteOnExit()
System.setProperty('runbook.test.folders', folder.toString())

tempdir {
    baseDir folder
}
