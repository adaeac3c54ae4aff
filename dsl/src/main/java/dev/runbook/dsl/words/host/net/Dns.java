package dev.runbook.dsl.words.host.net;

import dev.runbook.engine.model.EffectFailed;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.Attributes;
import javax.naming.directory.InitialDirContext;

/** Asks name servers through the JDK, which keeps no answers. */
final class Dns {
    private static final String TIMEOUT_MILLIS = "1000";
    private static final String TRIES = "2";

    private Dns() {}

    /** Records by type; without servers those of this machine, and its hosts file for what they do not know. */
    static Map<String, List<String>> records(String name, List<String> types, List<String> servers) {
        try {
            return ask(name, types, servers);
        } catch (NamingException unanswered) {
            if (servers.isEmpty()) {
                return local(name, types, unanswered);
            }
            throw failed(name, servers, unanswered);
        }
    }

    private static Map<String, List<String>> ask(String name, List<String> types, List<String> servers)
            throws NamingException {
        Hashtable<String, Object> settings = new Hashtable<>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(
                Context.PROVIDER_URL,
                servers.isEmpty()
                        ? "dns:"
                        : servers.stream().map(each -> "dns://" + each).collect(Collectors.joining(" ")));
        settings.put("com.sun.jndi.dns.timeout.initial", TIMEOUT_MILLIS);
        settings.put("com.sun.jndi.dns.timeout.retries", TRIES);
        InitialDirContext context = new InitialDirContext(settings);
        try {
            Attributes found =
                    context.getAttributes(name.endsWith(".") ? name : name + ".", types.toArray(String[]::new));
            Map<String, List<String>> records = new LinkedHashMap<>();
            for (String type : types) {
                records.put(type, values(found.get(type)));
            }
            return records;
        } finally {
            context.close();
        }
    }

    private static List<String> values(Attribute attribute) throws NamingException {
        List<String> values = new ArrayList<>();
        if (attribute != null) {
            NamingEnumeration<?> all = attribute.getAll();
            while (all.hasMore()) {
                values.add(String.valueOf(all.next()).replaceFirst("\\.$", ""));
            }
        }
        return values.stream().sorted().toList();
    }

    private static Map<String, List<String>> local(String name, List<String> types, NamingException unanswered) {
        Map<String, List<String>> records = new LinkedHashMap<>();
        types.forEach(type -> records.put(type, new ArrayList<>()));
        try {
            for (InetAddress address : InetAddress.getAllByName(name)) {
                records.computeIfPresent(address instanceof Inet6Address ? "AAAA" : "A", (type, all) -> {
                    all.add(address.getHostAddress());
                    return all;
                });
            }
            return records;
        } catch (UnknownHostException unknown) {
            throw failed(name, List.of(), unanswered);
        }
    }

    private static EffectFailed failed(String name, List<String> servers, NamingException why) {
        String whom = servers.isEmpty() ? "the name servers of this machine" : "the name servers " + servers;
        String what = why instanceof NameNotFoundException
                ? "the name does not exist"
                : "no answer (" + why.getMessage() + ")";
        return new EffectFailed("dns '" + name + "': expected records from " + whom + ", found: " + what);
    }
}
