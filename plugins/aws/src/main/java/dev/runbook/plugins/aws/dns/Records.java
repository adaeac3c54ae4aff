package dev.runbook.plugins.aws.dns;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Options;
import dev.runbook.plugins.aws.account.Calls;
import dev.runbook.plugins.aws.account.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeBatch;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** The records of an account's zones. */
final class Records {
    private static final Pattern ID = Pattern.compile("(?:/hostedzone/)?(Z[A-Z0-9]{3,31})");

    private final Calls calls;
    private final Route53Client client;

    Records(Calls calls) {
        this.calls = calls;
        this.client = calls.clients().route53();
    }

    /** The record that {@code zone:}, {@code type:}, {@code set:} and a name mean. */
    RecordName named(Options given, Text name) throws InterruptedException {
        String type = given.has("type") ? given.text("type").toUpperCase(Locale.ROOT) : "A";
        String zone = zone(given.text("zone"), given.flag("private", false));
        return new RecordName(zone, RecordName.full(name.plain()), type, given.text("set"));
    }

    private String zone(String said, boolean closed) throws InterruptedException {
        var id = ID.matcher(said);
        if (id.matches()) {
            return id.group(1);
        }
        String full = RecordName.full(said);
        List<HostedZone> all = calls.read(
                        "route53:ListHostedZonesByName", () -> client.listHostedZonesByName(ask -> ask.dnsName(full)))
                .hostedZones();
        List<HostedZone> found = all.stream()
                .filter(each -> each.name().equals(full))
                .filter(each -> closed
                        == (each.config() != null
                                && Boolean.TRUE.equals(each.config().privateZone())))
                .toList();
        if (found.size() == 1) {
            return found.get(0).id().replace("/hostedzone/", "");
        }
        throw new EffectFailed(calls.word() + " on " + calls.label() + ": expected one "
                + (closed ? "private" : "public")
                + " zone '" + full + "', found "
                + (found.isEmpty() ? "none" : found.stream().map(HostedZone::id).toList())
                + ". Give the id of the zone, or private: as it is.");
    }

    Optional<ResourceRecordSet> find(RecordName wanted) throws InterruptedException {
        List<ResourceRecordSet> found = calls
                .read(
                        "route53:ListResourceRecordSets",
                        () -> client.listResourceRecordSets(ask -> ask.hostedZoneId(wanted.zone())
                                .startRecordName(wanted.name())
                                .startRecordType(wanted.type())
                                .maxItems("100")))
                .resourceRecordSets()
                .stream()
                .filter(each -> RecordName.readable(each.name()).equals(RecordName.readable(wanted.name()))
                        && each.typeAsString().equals(wanted.type()))
                .filter(each -> wanted.set() == null || wanted.set().equals(each.setIdentifier()))
                .toList();
        if (found.size() > 1) {
            throw RunbookException.invalid(calls.word() + ": " + wanted.label() + " is " + found.size()
                    + " records: choose one with set:, of "
                    + found.stream().map(ResourceRecordSet::setIdentifier).collect(Collectors.joining(", ")));
        }
        return found.stream().findFirst();
    }

    /** Changes it, and waits until every name server of Amazon knows. */
    void change(String zone, ChangeAction action, ResourceRecordSet record, Duration timeout)
            throws InterruptedException {
        ChangeBatch batch = ChangeBatch.builder()
                .comment("runbook " + calls.scope().run().id())
                .changes(Change.builder()
                        .action(action)
                        .resourceRecordSet(record)
                        .build())
                .build();
        ChangeInfo begun = calls.repeatable(
                        "route53:ChangeResourceRecordSets",
                        () -> client.changeResourceRecordSets(
                                ask -> ask.hostedZoneId(zone).changeBatch(batch)))
                .changeInfo();
        new Waiting(calls, action + " " + record.typeAsString() + " " + record.name(), timeout)
                .until(
                        () -> begun.status() == ChangeStatus.INSYNC
                                ? begun.status()
                                : calls.read("route53:GetChange", () -> client.getChange(ask -> ask.id(begun.id())))
                                        .changeInfo()
                                        .status(),
                        ChangeStatus.INSYNC::equals,
                        String::valueOf);
    }
}
