package dev.runbook.plugins.aws
class FakeEfs { def answer(Object... a) { }
 String action(String m) { m } }
