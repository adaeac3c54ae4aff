package dev.runbook.cli.guard;

import groovyjarjarasm.asm.ClassReader;
import groovyjarjarasm.asm.ClassVisitor;
import groovyjarjarasm.asm.ClassWriter;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An agent that ends the Java process, with a status of its own, as soon as it starts a process, connects or binds a socket, sends a datagram or
 * resolves a name. The calls are in the Java library itself: whatever a word or a library does to get there, it gets there.
 */
public final class Guard {
    /** The status of a process that touched the world. */
    public static final int TOUCHED = 86;

    private static final Map<String, Set<String>> WATCHED = Map.of(
            "java/lang/ProcessBuilder", Set.of("start", "startPipeline"),
            "java/net/Socket", Set.of("connect"),
            "java/net/ServerSocket", Set.of("bind"),
            "sun/nio/ch/SocketChannelImpl", Set.of("connect", "bind"),
            "sun/nio/ch/ServerSocketChannelImpl", Set.of("bind"),
            "sun/nio/ch/NioSocketImpl", Set.of("connect", "bind"),
            "sun/nio/ch/DatagramChannelImpl", Set.of("connect", "bind", "send"),
            "java/net/DatagramSocket", Set.of("connect", "send"),
            "java/net/InetAddress", Set.of("getAllByName"));

    private Guard() {}

    /** What the Java process calls before {@code main}. */
    public static void premain(String arguments, Instrumentation java)
            throws ClassNotFoundException, UnmodifiableClassException {
        java.addTransformer(new Watch(), true);
        List<Class<?>> watched = new ArrayList<>();
        for (String name : WATCHED.keySet()) {
            watched.add(Class.forName(name.replace('/', '.'), false, null));
        }
        java.retransformClasses(watched.toArray(Class[]::new));
    }

    private static final class Watch implements ClassFileTransformer {
        @Override
        public byte[] transform(
                Module module, ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
            if (!WATCHED.containsKey(name)) {
                return null;
            }
            ClassReader reader = new ClassReader(bytes);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            reader.accept(new Methods(writer, name), 0);
            return writer.toByteArray();
        }
    }

    private static final class Methods extends ClassVisitor {
        private final String type;

        Methods(ClassWriter writer, String type) {
            super(Opcodes.ASM9, writer);
            this.type = type;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
            boolean empty = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0;
            return empty || !WATCHED.get(type).contains(name) ? method : new Entry(method, type + "." + name);
        }
    }

    /** Says what was called, and ends the process. */
    private static final class Entry extends MethodVisitor {
        private final String called;

        Entry(MethodVisitor method, String called) {
            super(Opcodes.ASM9, method);
            this.called = called;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            visitFieldInsn(Opcodes.GETSTATIC, "java/lang/System", "err", "Ljava/io/PrintStream;");
            visitLdcInsn("guard: " + called);
            visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/io/PrintStream", "println", "(Ljava/lang/String;)V", false);
            visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Runtime", "getRuntime", "()Ljava/lang/Runtime;", false);
            visitIntInsn(Opcodes.BIPUSH, TOUCHED);
            visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Runtime", "halt", "(I)V", false);
        }
    }
}
