package dev.runbook.lab.kubernetes;

import java.util.List;

/**
 * What a path of the API is about.
 *
 * @param namespace null: all, or none
 * @param name      null: all of the kind
 * @param part      {@code scale}, {@code exec}, …, or null
 */
record Address(Kind kind, String namespace, String name, String part) {
    static Address of(List<String> path) {
        boolean core = path.get(0).equals("api");
        String version = core ? path.get(1) : path.get(1) + "/" + path.get(2);
        List<String> rest = path.subList(core ? 2 : 3, path.size());
        String namespace = null;
        if (rest.size() > 2 && rest.get(0).equals("namespaces")) {
            namespace = rest.get(1);
            rest = rest.subList(2, rest.size());
        }
        String resource = rest.isEmpty() ? "" : rest.get(0);
        Kind kind = Kind.of(version, resource)
                .orElseThrow(() -> new Refused(404, "NotFound", "the server could not find the requested resource"));
        return new Address(kind, namespace, rest.size() > 1 ? rest.get(1) : null, rest.size() > 2 ? rest.get(2) : null);
    }
}
