package dev.runbook.dsl.plan;

import dev.runbook.dsl.condition.Judge;
import dev.runbook.engine.model.Instructions;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Block;
import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The words inside {@code manual}. */
@Facade("manual")
public final class ManualBody {
    private final List<String> todo = new ArrayList<>();
    private final List<Instructions.Question> asks = new ArrayList<>();
    private final List<Instructions.Check> verifications = new ArrayList<>();

    static Instructions read(Block body) {
        ManualBody manual = new ManualBody();
        body.callOn(manual);
        return new Instructions(manual.todo, manual.asks, manual.verifications);
    }

    @Word("One thing to do.")
    public void todo(Text text) {
        todo.add(text.show());
    }

    @Word("A question; the answer comes back through the handle: handle().NAME.")
    @Option(name = "choices", about = "the answers there are")
    @Option(name = "secret", type = Boolean.class, about = "true: the answer is not shown and not stored")
    public void ask(Map<String, Object> options, String name) {
        List<String> choices = options.get("choices") instanceof Collection<?> many
                ? many.stream().map(String::valueOf).toList()
                : List.of();
        asks.add(new Instructions.Question(name, choices, Boolean.TRUE.equals(options.get("secret"))));
    }

    @Word(
            value = "Checked once the person says it is done; not holding puts the work back to waiting.",
            condition = true)
    public void verify(Text what, Block condition) {
        verifications.add(new Instructions.Check(what.show(), () -> Judge.judge(condition)));
    }
}
