package dev.runbook.plugins.ssh

/** Programs of the machine that some features need; without them these are skipped, unless RUNBOOK_REQUIRE_REAL_TOOLS=1 makes that a failure. */
class RealTools {
    static boolean wanted(String... names) {
        System.getenv('RUNBOOK_REQUIRE_REAL_TOOLS') == '1' || names.every { find(it) }
    }

    static String path(String name) {
        def found = find(name)
        assert found: "$name is not installed, and RUNBOOK_REQUIRE_REAL_TOOLS=1 requires it (Debian: openssh-server, openssh-client)"
        found
    }

    private static String find(String name) {
        (System.getenv('PATH').split(':') + ['/usr/sbin', '/sbin']).collect { new File(it as String, name) }.find { it.canExecute() }?.path
    }
}
