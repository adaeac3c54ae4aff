package dev.runbook.dsl.words.host.transfer;

import dev.runbook.dsl.words.shell.Capture;
import dev.runbook.dsl.words.shell.HostScript;
import dev.runbook.engine.spi.StepScope;
import java.io.ByteArrayInputStream;
import java.util.List;

/** Through the engine, in memory that does not grow with what is carried. */
record EngineRoute(StepScope scope, End from, End to) implements Route {
    @Override
    public void carry(String produce, byte[] stdin, String consume, Rate rate) throws Exception {
        Pipe pipe = new Pipe(scope.time(), rate);
        scope.parallel(2, List.of(() -> produced(pipe, produce, stdin), () -> consumed(pipe, consume)));
    }

    private Object produced(Pipe pipe, String produce, byte[] stdin) throws InterruptedException {
        try {
            int status = from.run(produce, new ByteArrayInputStream(stdin), pipe);
            if (status != 0) {
                throw new HostScript(from.shell(), from.label()).failed(status, pipe.errors());
            }
            return null;
        } finally {
            pipe.finish();
        }
    }

    private Object consumed(Pipe pipe, String consume) throws InterruptedException {
        try {
            Capture capture = new Capture(null);
            int status = to.run(consume, pipe, capture);
            if (status != 0) {
                throw to.failed(status, capture);
            }
            return null;
        } finally {
            pipe.abandon();
        }
    }

    @Override
    public String shown() {
        return "through the engine";
    }
}
