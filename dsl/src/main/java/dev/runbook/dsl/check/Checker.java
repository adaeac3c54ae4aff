package dev.runbook.dsl.check;
public final class Checker { public Checker(dev.runbook.dsl.registry.Registry r){} public java.util.List<Problem> check(java.nio.file.Path p){ return java.util.List.of(); } }
