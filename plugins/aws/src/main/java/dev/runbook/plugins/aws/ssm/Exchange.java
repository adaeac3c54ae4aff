package dev.runbook.plugins.aws.ssm;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.NotReached;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Timekeeper;
import dev.runbook.plugins.aws.account.Failure;
import dev.runbook.plugins.aws.account.Tries;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InvocationDoesNotExistException;

/**
 * One script after another for the agent of an instance, and what each says. Every script of ours may arrive twice without harm, so what got no answer is sent again.
 *
 * <p>Errors: {@link EffectFailed} where the script certainly did not run, {@link OutcomeUnknown} where it may have.
 */
final class Exchange {
    /** What the agent has not fetched by then it never runs. */
    private static final int DELIVERY_SECONDS = 60;

    /** Our scripts end by themselves long before. */
    private static final int EXECUTION_SECONDS = 300;

    private static final Duration PATIENCE = Duration.ofSeconds(2L * DELIVERY_SECONDS + EXECUTION_SECONDS);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** An agent runs five at a time unless it is told otherwise; one place is left for others. */
    private static final int AT_ONCE = 4;

    /** Amazon takes documents, with their parameters, of 64 KiB. */
    private static final int LONGEST = 56_000;

    private final SsmClient client;
    private final String instance;
    private final String place;
    private final Timekeeper time;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    Exchange(SsmClient client, String instance, String place, Timekeeper time) {
        this.client = client;
        this.instance = instance;
        this.place = place;
        this.time = time;
    }

    Timekeeper time() {
        return time;
    }

    Frame ask(String script) throws InterruptedException {
        if (script.length() > LONGEST) {
            throw new EffectFailed(
                    place + ": the command has " + script.length()
                            + " characters, more than Run Command takes; nothing was sent. Pass the data through stdin: or a file.");
        }
        places.acquire();
        String id = null;
        try {
            id = sent(script);
            return Frame.of(place, answer(id));
        } catch (InterruptedException interrupted) {
            cancel(id);
            throw interrupted;
        } finally {
            places.release();
        }
    }

    private String sent(String script) throws InterruptedException {
        AtomicBoolean lost = new AtomicBoolean();
        return called(
                "ssm:SendCommand",
                lost,
                () -> client.sendCommand(ask -> ask.instanceIds(instance)
                                .documentName("AWS-RunShellScript")
                                .comment("runbook")
                                .timeoutSeconds(DELIVERY_SECONDS)
                                .parameters(Map.of(
                                        "commands", List.of(script),
                                        "executionTimeout", List.of(String.valueOf(EXECUTION_SECONDS)))))
                        .command()
                        .commandId());
    }

    /** A call that is made again where that may help. */
    <T> T called(String action, AtomicBoolean lost, Supplier<T> call) throws InterruptedException {
        return new Tries(time, line -> {})
                .of(
                        action,
                        call,
                        failure -> {
                            lost.compareAndSet(false, failure.sent());
                            return failure.passing(true, lost.get());
                        },
                        failure -> told(action, failure, lost.get()));
    }

    private RunbookException told(String action, Failure failure, boolean lost) {
        String message = place + ": " + action + " ";
        return lost
                ? new OutcomeUnknown(message + failure.said(), failure.cause())
                : new Failure(failure.how(), failure.said() + advice(failure), failure.cause()).told(message);
    }

    private String advice(Failure failure) {
        return failure.code().equals("InvalidInstanceId")
                ? "\n  " + instance
                        + " is not registered with Systems Manager here, or not connected: check instance:, region: and profile: of the inventory, its role and its amazon-ssm-agent"
                : "";
    }

    private String answer(String id) throws InterruptedException {
        long begun = time.nanos();
        Duration pause = FIRST_PAUSE;
        AtomicBoolean sent = new AtomicBoolean(true);
        while (true) {
            time.pause(pause);
            GetCommandInvocationResponse now = called("ssm:GetCommandInvocation", sent, () -> look(id));
            if (now != null && ended(now.status())) {
                return judged(now);
            }
            if (time.nanos() - begun > PATIENCE.toNanos()) {
                cancel(id);
                throw new OutcomeUnknown(
                        place + ": command " + id + " is " + (now == null ? "not known" : now.statusDetails())
                                + " after " + PATIENCE.toMinutes() + " minutes. Look at the host's amazon-ssm-agent",
                        null);
            }
            pause = pause.multipliedBy(3).dividedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
    }

    /** What was sent just now may not be known everywhere yet. */
    private GetCommandInvocationResponse look(String id) {
        try {
            return client.getCommandInvocation(ask -> ask.commandId(id).instanceId(instance));
        } catch (InvocationDoesNotExistException notYet) {
            return null;
        }
    }

    private static boolean ended(CommandInvocationStatus status) {
        return switch (status) {
            case SUCCESS, FAILED, CANCELLED, TIMED_OUT -> true;
            default -> false;
        };
    }

    private String judged(GetCommandInvocationResponse ended) {
        String details = String.valueOf(ended.statusDetails()).replace(" ", "");
        if (ended.status() == CommandInvocationStatus.SUCCESS) {
            return ended.standardOutputContent();
        }
        String begun = ended.executionStartDateTime();
        if (begun == null || begun.isEmpty()) {
            throw notRun(details);
        }
        throw new OutcomeUnknown(
                place + ": command " + ended.commandId() + " ended as " + details + ", with status "
                        + ended.responseCode() + said(ended.standardErrorContent()),
                null);
    }

    private EffectFailed notRun(String details) {
        String message = place + ": the agent did not run it (" + details + "), nothing was done. ";
        return details.equals("DeliveryTimedOut") || details.equals("Undeliverable")
                ? new NotReached(
                        message + "Is the instance up, and its amazon-ssm-agent? It fetched nothing within "
                                + DELIVERY_SECONDS + " seconds.",
                        null)
                : new EffectFailed(message + "Look at it in the console of Systems Manager, under Run Command.");
    }

    private static String said(String errors) {
        return errors == null || errors.isBlank() ? "" : ": " + errors.strip();
    }

    private void cancel(String id) {
        if (id == null) {
            return;
        }
        boolean again = Thread.interrupted();
        try {
            client.cancelCommand(ask -> ask.commandId(id).instanceIds(instance));
        } catch (SdkException passed) {
            // It ends by itself, and does no harm until then.
        } finally {
            if (again) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
