package dev.runbook.plugins.aws.dns;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Options;
import dev.runbook.plugins.aws.account.Calls;
import dev.runbook.plugins.aws.account.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** One change of a record, with what it was kept for the way back. */
final class RecordChange {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final long NEW_TTL = 300;
    private static final int LONGEST_STRING = 255;

    private final Calls calls;
    private final Options given;
    private final Records records;
    private final Kept kept;
    private final Duration timeout;

    RecordChange(Calls calls, Options given) {
        this.calls = calls;
        this.given = given;
        this.records = new Records(calls);
        this.kept = new Kept(calls.scope(), "aws.route53");
        this.timeout = given.duration("timeout", TIMEOUT);
    }

    Object upsert(Text name) throws InterruptedException {
        RecordName wanted = records.named(given, name);
        Optional<ResourceRecordSet> before = records.find(wanted);
        if (wanted.set() != null && before.isEmpty()) {
            throw new EffectFailed(
                    given.word() + ": " + wanted.label()
                            + " is not there: expected a record of several to change; a new one needs weights and the like, which this word does not set");
        }
        Object was = was(wanted, before);
        records.change(wanted.zone(), ChangeAction.UPSERT, record(wanted, before), timeout);
        return was;
    }

    private ResourceRecordSet record(RecordName wanted, Optional<ResourceRecordSet> before) {
        ResourceRecordSet.Builder record = before.map(ResourceRecordSet::toBuilder)
                .orElseGet(() -> ResourceRecordSet.builder().name(wanted.name()).type(wanted.type()));
        record.aliasTarget((software.amazon.awssdk.services.route53.model.AliasTarget) null)
                .ttl(null)
                .resourceRecords(List.<ResourceRecord>of());
        if (given.has("alias")) {
            RecordData.alias(record, given.map("alias"));
        } else {
            Long old = before.map(ResourceRecordSet::ttl).orElse(NEW_TTL);
            record.ttl(given.has("ttl") ? seconds("ttl") : old == null ? NEW_TTL : old);
            record.resourceRecords(given.texts("values").stream()
                    .map(each -> ResourceRecord.builder()
                            .value(wanted.type().equals("TXT") ? quoted(each) : each)
                            .build())
                    .toList());
        }
        if (wanted.set() != null && before.isEmpty()) {
            throw new EffectFailed(
                    given.word() + ": " + wanted.label()
                            + " is not there: expected a record of several to change; a new one needs weights and the like, which this word does not set");
        }
        return record.build();
    }

    Object ttl(Text name) throws InterruptedException {
        RecordName wanted = records.named(given, name);
        ResourceRecordSet before = records.find(wanted)
                .orElseThrow(() -> new EffectFailed(given.word() + " on " + calls.label() + ": " + wanted.label()
                        + " is not there: expected a record whose time can be changed"));
        if (before.aliasTarget() != null) {
            throw new EffectFailed(
                    given.word() + " on " + calls.label() + ": " + wanted.label()
                            + " is an alias of " + before.aliasTarget().dnsName()
                            + ", which has no time of its own: resolvers keep it as long as that says (60 s for load balancers)");
        }
        Object was = was(wanted, Optional.of(before));
        long seconds = seconds("to");
        if (before.ttl() == null || before.ttl() != seconds) {
            records.change(
                    wanted.zone(),
                    ChangeAction.UPSERT,
                    before.toBuilder().ttl(seconds).build(),
                    timeout);
        }
        return was;
    }

    Object putBack(Object was) throws InterruptedException {
        if (was instanceof Map<?, ?> record) {
            back(record);
        } else if (was == null) {
            Map<String, Object> all = kept.all();
            if (all.isEmpty()) {
                calls.scope().note(given.word() + ": this step had changed no record; nothing is put back");
            }
            for (Object each : all.values()) {
                back((Map<?, ?>) each);
            }
        } else {
            throw RunbookException.invalid(given.word() + ": expected what upsert or ttl gave, or null, found " + was);
        }
        return null;
    }

    private void back(Map<?, ?> was) throws InterruptedException {
        RecordName name = RecordData.name(was);
        Optional<ResourceRecordSet> now = records.find(name);
        if (Boolean.TRUE.equals(was.get("absent"))) {
            if (now.isPresent()) {
                records.change(name.zone(), ChangeAction.DELETE, now.get(), timeout);
            }
            return;
        }
        ResourceRecordSet record = RecordData.record(was);
        if (now.isEmpty() || !RecordData.of(name.zone(), now.get()).equals(RecordData.of(name.zone(), record))) {
            records.change(name.zone(), ChangeAction.UPSERT, record, timeout);
        }
    }

    private Object was(RecordName name, Optional<ResourceRecordSet> before) {
        return kept.first(
                name.key(),
                () -> before.map(each -> RecordData.of(name.zone(), each)).orElseGet(() -> RecordData.absent(name)));
    }

    private long seconds(String option) {
        long seconds = given.duration(option, null).toSeconds();
        if (seconds > Integer.MAX_VALUE) {
            throw RunbookException.invalid(given.word() + " " + option + ": expected less than 68 years");
        }
        return seconds;
    }

    /** As it stands in a zone file: strings of at most 255 characters in double quotes. */
    private static String quoted(String text) {
        if (text.startsWith("\"")) {
            return text;
        }
        StringBuilder quoted = new StringBuilder();
        for (int i = 0; i < Math.max(1, text.length()); i += LONGEST_STRING) {
            String part = text.substring(i, Math.min(text.length(), i + LONGEST_STRING));
            quoted.append(i == 0 ? "\"" : " \"")
                    .append(part.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return quoted.toString();
    }
}
