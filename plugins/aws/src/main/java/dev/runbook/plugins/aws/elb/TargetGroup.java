package dev.runbook.plugins.aws.elb;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.plugins.aws.account.Calls;
import dev.runbook.plugins.aws.account.Query;
import dev.runbook.plugins.aws.account.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What a load balancer sends requests to. */
record TargetGroup(Calls calls, String arn) {
    private static final String VERSION = "2015-12-01";
    private static final String SERVICE = "elasticloadbalancing";

    /** @param said its ARN or its name */
    static TargetGroup find(Calls calls, String said) throws InterruptedException {
        if (said.startsWith("arn:")) {
            return new TargetGroup(calls, said);
        }
        Document answer = asked(calls, "DescribeTargetGroups", Map.of("Names.member.1", said));
        NodeList found = answer.getElementsByTagNameNS("*", "TargetGroupArn");
        if (found.getLength() != 1) {
            throw new EffectFailed(calls.word() + " on " + calls.label() + ": expected one target group '" + said
                    + "', found " + found.getLength());
        }
        return new TargetGroup(calls, found.item(0).getTextContent().strip());
    }

    private static Document asked(Calls calls, String action, Map<String, String> parameters)
            throws InterruptedException {
        Supplier<Document> call = () -> {
            Query query = calls.clients().query(SERVICE, VERSION);
            return query.call(action, parameters);
        };
        return calls.read(SERVICE + ":" + action, call);
    }

    List<Map<String, Object>> health() throws InterruptedException {
        Document answer = asked(calls, "DescribeTargetHealth", Map.of("TargetGroupArn", arn));
        NodeList members = answer.getElementsByTagNameNS("*", "TargetHealth");
        List<Map<String, Object>> health = new ArrayList<>();
        for (int i = 0; i < members.getLength(); i++) {
            Element state = (Element) members.item(i);
            Element target = (Element) ((Element) state.getParentNode())
                    .getElementsByTagNameNS("*", "Target")
                    .item(0);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("target", text(target, "Id"));
            String port = text(target, "Port");
            one.put("port", port == null ? null : Integer.valueOf(port));
            one.put("state", text(state, "State"));
            one.put("reason", text(state, "Reason"));
            one.put("description", text(state, "Description"));
            health.add(one);
        }
        return health;
    }

    private static String text(Element of, String name) {
        NodeList found = of.getElementsByTagNameNS("*", name);
        return found.getLength() == 0 ? null : found.item(0).getTextContent().strip();
    }

    /** @param wanted the targets that must be there; those that are registered where it is empty */
    List<Map<String, Object>> healthy(List<String> wanted, Duration timeout) throws InterruptedException {
        return new Waiting(calls, "healthy targets of " + arn.replaceFirst(".*:", ""), timeout)
                .until(this::health, now -> fine(now, wanted), now -> shown(now, wanted));
    }

    private static boolean fine(List<Map<String, Object>> now, List<String> wanted) {
        List<Map<String, Object>> asked = asked(now, wanted);
        return !asked.isEmpty()
                && asked.stream().allMatch(each -> "healthy".equals(each.get("state")))
                && asked.stream().map(each -> each.get("target")).toList().containsAll(wanted);
    }

    private static List<Map<String, Object>> asked(List<Map<String, Object>> now, List<String> wanted) {
        return now.stream()
                .filter(each -> wanted.isEmpty() || wanted.contains(String.valueOf(each.get("target"))))
                .toList();
    }

    private static String shown(List<Map<String, Object>> now, List<String> wanted) {
        List<String> states = new ArrayList<>();
        asked(now, wanted)
                .forEach(each -> states.add(each.get("target") + " " + each.get("state")
                        + (each.get("reason") == null ? "" : " (" + each.get("reason") + ")")));
        wanted.stream()
                .filter(each -> now.stream().noneMatch(one -> each.equals(one.get("target"))))
                .forEach(each -> states.add(each + " is not registered"));
        return states.isEmpty() ? "no target is registered" : String.join(", ", states);
    }
}
