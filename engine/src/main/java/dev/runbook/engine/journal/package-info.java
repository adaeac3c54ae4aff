/** The journal is the truth: append-only, hash-chained, on the disk before the next step starts. The state of a run is a fold over its entries. */
package dev.runbook.engine.journal;
