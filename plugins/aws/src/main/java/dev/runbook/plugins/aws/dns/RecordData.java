package dev.runbook.plugins.aws.dns;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.RunbookException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.route53.model.GeoLocation;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** A record as data of a step, and back; nothing of it is lost on the way. */
final class RecordData {
    private RecordData() {}

    /** Where there was none. */
    static Map<String, Object> absent(RecordName name) {
        Map<String, Object> data = named(name.zone(), name.name(), name.type(), name.set());
        data.put("absent", true);
        data.put("values", List.of());
        return data;
    }

    static Map<String, Object> of(String zone, ResourceRecordSet record) {
        if (record.cidrRoutingConfig() != null
                || record.geoProximityLocation() != null
                || record.trafficPolicyInstanceId() != null) {
            throw new EffectFailed("the record " + record.typeAsString() + " " + record.name()
                    + " is routed by CIDR, by proximity or by a traffic policy: expected a simple, alias, weighted, latency, failover, multivalue or "
                    + "geolocation record. Change this one by hand.");
        }
        Map<String, Object> data =
                named(zone, RecordName.readable(record.name()), record.typeAsString(), record.setIdentifier());
        data.put("ttl", record.ttl());
        data.put(
                "values",
                record.resourceRecords().stream().map(ResourceRecord::value).toList());
        data.put("alias", alias(record));
        data.put("routing", routing(record));
        return data;
    }

    private static Map<String, Object> named(String zone, String name, String type, String set) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("zone", zone);
        data.put("name", name);
        data.put("type", type);
        data.put("set", set);
        return data;
    }

    private static Map<String, Object> alias(ResourceRecordSet record) {
        if (record.aliasTarget() == null) {
            return null;
        }
        Map<String, Object> alias = new LinkedHashMap<>();
        alias.put("zone", record.aliasTarget().hostedZoneId());
        alias.put("name", record.aliasTarget().dnsName());
        alias.put("evaluateHealth", record.aliasTarget().evaluateTargetHealth());
        return alias;
    }

    private static Map<String, Object> routing(ResourceRecordSet record) {
        Map<String, Object> routing = new LinkedHashMap<>();
        put(routing, "weight", record.weight());
        put(routing, "region", record.regionAsString());
        put(routing, "failover", record.failoverAsString());
        put(routing, "multiValueAnswer", record.multiValueAnswer());
        put(routing, "healthCheck", record.healthCheckId());
        GeoLocation geo = record.geoLocation();
        if (geo != null) {
            put(routing, "continent", geo.continentCode());
            put(routing, "country", geo.countryCode());
            put(routing, "subdivision", geo.subdivisionCode());
        }
        return routing;
    }

    private static void put(Map<String, Object> into, String key, Object value) {
        if (value != null) {
            into.put(key, value);
        }
    }

    static RecordName name(Map<?, ?> data) {
        return new RecordName(
                text(data, "zone", true), text(data, "name", true), text(data, "type", true), text(data, "set", false));
    }

    /** The record that the data describes. */
    static ResourceRecordSet record(Map<?, ?> data) {
        RecordName name = name(data);
        ResourceRecordSet.Builder record =
                ResourceRecordSet.builder().name(name.name()).type(name.type()).setIdentifier(name.set());
        if (data.get("alias") instanceof Map<?, ?> alias) {
            alias(record, alias);
        } else {
            record.ttl(data.get("ttl") instanceof Number ttl ? ttl.longValue() : null);
            record.resourceRecords(((List<?>) data.get("values"))
                    .stream()
                            .map(each -> ResourceRecord.builder()
                                    .value(String.valueOf(each))
                                    .build())
                            .toList());
        }
        if (data.get("routing") instanceof Map<?, ?> routing) {
            route(record, routing);
        }
        return record.build();
    }

    static void alias(ResourceRecordSet.Builder record, Map<?, ?> alias) {
        record.aliasTarget(target -> target.hostedZoneId(text(alias, "zone", true))
                .dnsName(text(alias, "name", true))
                .evaluateTargetHealth(Boolean.TRUE.equals(alias.get("evaluateHealth"))));
    }

    private static void route(ResourceRecordSet.Builder record, Map<?, ?> routing) {
        record.weight(routing.get("weight") instanceof Number weight ? weight.longValue() : null)
                .region(text(routing, "region", false))
                .failover(text(routing, "failover", false))
                .multiValueAnswer((Boolean) routing.get("multiValueAnswer"))
                .healthCheckId(text(routing, "healthCheck", false));
        if (routing.containsKey("continent") || routing.containsKey("country")) {
            record.geoLocation(geo -> geo.continentCode(text(routing, "continent", false))
                    .countryCode(text(routing, "country", false))
                    .subdivisionCode(text(routing, "subdivision", false)));
        }
    }

    private static String text(Map<?, ?> data, String key, boolean required) {
        Object value = data.get(key);
        if (value == null && required) {
            throw RunbookException.invalid(
                    "expected a record as aws(…).route53.record or upsert gives it, with " + key + ":; found " + data);
        }
        return value == null ? null : value.toString();
    }
}
