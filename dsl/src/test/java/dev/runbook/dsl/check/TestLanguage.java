package dev.runbook.dsl.check;

import dev.runbook.dsl.Language;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.plugins.http.HttpPlugin;
import dev.runbook.plugins.redis.RedisPlugin;
import dev.runbook.plugins.sql.SqlPlugin;
import java.util.List;

/** The language with the plugins that a runbook usually needs. */
public final class TestLanguage {
    private TestLanguage() {}

    public static Language language() {
        return Language.with(
                List.of(new SqlPlugin(), new RedisPlugin(), new HttpPlugin()), TestLanguage.class.getClassLoader());
    }

    public static Registry registry() {
        return language().registry();
    }
}
