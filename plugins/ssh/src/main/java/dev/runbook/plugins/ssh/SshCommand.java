package dev.runbook.plugins.ssh;

import com.jcraft.jsch.ChannelExec;
import dev.runbook.engine.link.Started;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Supplier;

/** A command that runs at the other end of a channel. */
final class SshCommand implements Started {
    private final ChannelExec channel;
    private final Connections.Shared shared;
    private final Supplier<Optional<String>> ending;

    SshCommand(ChannelExec channel, Connections.Shared shared, Supplier<Optional<String>> ending) {
        this.channel = channel;
        this.shared = shared;
        this.ending = ending;
    }

    @Override
    public OutputStream stdin() throws IOException {
        return channel.getOutputStream();
    }

    @Override
    public Optional<String> end() {
        return ending.get();
    }

    @Override
    public void letGo() {
        channel.disconnect();
        shared.giveBack();
    }
}
