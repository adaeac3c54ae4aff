package dev.runbook.plugins.redis

import redis.embedded.RedisServer

/** A real Redis server on a free port. */
class Redis {
    static final int TRIES = 5
    static final Redis SERVER = start()

    static {
        addShutdownHook { SERVER.stop() }
    }

    final RedisServer server
    final int port

    private Redis(RedisServer server, int port) {
        this.server = server
        this.port = port
    }

    /** Another program may take the free port before the server does: then another one is tried. */
    static Redis start(String... settings) {
        for (int i = 1; ; i++) {
            int free = new ServerSocket(0).withCloseable { it.localPort }
            def builder = RedisServer.newRedisServer().port(free).setting('bind 127.0.0.1').setting('save ""')
            settings.each { builder.setting(it) }
            def server = builder.build()
            try {
                server.start()
                return new Redis(server, free)
            } catch (IOException taken) {
                if (i == TRIES) {
                    throw taken
                }
            }
        }
    }

    void stop() {
        server.stop()
    }

    FakeScope scope(Map<String, Object> more = [:], String access = 'write') {
        new FakeScope().target([address: "127.0.0.1:$port".toString()] + more, 'r', access)
    }
}
