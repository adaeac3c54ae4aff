package dev.runbook.plugins.chat;

import dev.runbook.engine.spi.PluginWords;
import java.util.List;

/** Brings the words on archives and exports of chat products. */
public final class ChatPlugin implements PluginWords {
    @Override
    public String name() {
        return "chat";
    }

    @Override
    public List<Class<?>> words() {
        return List.of(ChatWords.class);
    }
}
