package dev.runbook.plugins.aws
class FakeEc2 { def answer(Object... a) { }
 String action(String m) { m } }
