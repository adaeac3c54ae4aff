package dev.runbook.dsl.words;

import dev.runbook.dsl.words.core.RecordWords;
import dev.runbook.dsl.words.core.VerifyWords;
import dev.runbook.dsl.words.host.CommandWords;
import dev.runbook.dsl.words.host.HostWords;
import dev.runbook.dsl.words.host.ValueWords;
import dev.runbook.dsl.words.host.files.DataWords;
import dev.runbook.dsl.words.host.files.FileWords;
import dev.runbook.dsl.words.host.files.LocalWords;
import dev.runbook.dsl.words.host.job.JobWords;
import dev.runbook.dsl.words.host.job.RemoteJobWords;
import dev.runbook.dsl.words.host.net.LookWords;
import dev.runbook.dsl.words.host.transfer.ManifestWords;
import dev.runbook.dsl.words.host.transfer.TransferWords;
import dev.runbook.engine.spi.TargetKind;
import java.util.List;

/** What the core knows without any plugin. */
public final class CoreWords {
    public static final List<Class<?>> ALL = List.of(
            VerifyWords.class,
            RecordWords.class,
            HostWords.class,
            CommandWords.class,
            ValueWords.class,
            FileWords.class,
            DataWords.class,
            LocalWords.class,
            JobWords.class,
            RemoteJobWords.class,
            LookWords.class,
            TransferWords.class,
            ManifestWords.class);

    /** Hosts: their keys are the inventory's own and those of their transports. */
    public static final TargetKind HOST = new TargetKind("host", "hosts", List.of());

    /** Words of the language that this version does not know yet. */
    public static final List<String> NOT_YET = List.of("watch", "waitUntil", "reboot", "relocate", "tls");

    private CoreWords() {}
}
