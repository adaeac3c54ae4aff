package dev.runbook.lab

/** A test that needs a tool which is not here is skipped, unless the environment says that all tools must be here: then it fails. */
class RealTools {
    static boolean here(String tool) {
        boolean found = System.getenv('PATH').split(':').any { new File(it, tool).canExecute() }
        found || System.getenv('RUNBOOK_REQUIRE_REAL_TOOLS') == '1'
    }
}
