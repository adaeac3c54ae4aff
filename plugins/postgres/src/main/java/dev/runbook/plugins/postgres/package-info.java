/** Words on whole databases: {@code postgres(NAME)} and {@code mysql(NAME)}. Statements go through the plugin {@code sql}, client tools run on hosts. */
package dev.runbook.plugins.postgres;
