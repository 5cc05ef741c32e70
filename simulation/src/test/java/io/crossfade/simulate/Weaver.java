package io.crossfade.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Loads the product's classes with other calls in the place of those that ask for the time, for threads, locks and chance.
 * Nothing else of them changes, save at the places where a guard can be taken out.
 *
 * <p>One thread of a history runs at a time, so monitors are left out.
 */
final class Weaver extends ClassLoader {

    private static final String HOOKS = "io/crossfade/simulate/Hooks";

    /** Made in the place of what the JDK has. */
    private static final Map<String, String> MADE = Map.of(
            "java/util/concurrent/locks/ReentrantLock", "io/crossfade/simulate/SimulatedLock",
            "java/util/concurrent/Semaphore", "io/crossfade/simulate/SimulatedSemaphore",
            "java/util/concurrent/ScheduledThreadPoolExecutor", "io/crossfade/simulate/SimulatedExecutor",
            "java/lang/Thread", "io/crossfade/simulate/SimulatedThread");

    /** Calls that mean something else everywhere: the hook has the method's name. */
    private static final Set<String> CALLED = Set.of(
            "java/lang/System.nanoTime",
            "java/lang/System.currentTimeMillis",
            "java/lang/Thread.sleep",
            "java/lang/Thread.join",
            "java/lang/Thread.isAlive",
            "java/lang/Thread.currentThread",
            "java/lang/Object.notifyAll",
            "java/util/concurrent/TimeUnit.timedWait",
            "java/util/concurrent/Executors.newSingleThreadExecutor",
            "java/util/concurrent/Executors.newSingleThreadScheduledExecutor",
            "java/util/concurrent/ThreadLocalRandom.nextInt",
            "java/util/concurrent/ThreadLocalRandom.nextLong",
            "java/util/concurrent/CompletableFuture.completeAsync",
            "java/util/concurrent/CompletableFuture.completeOnTimeout");

    private final Map<String, List<Site>> sites = new HashMap<>();
    private final Set<Site> found = new HashSet<>();

    static {
        registerAsParallelCapable();
    }

    Weaver(ClassLoader parent) {
        super(parent);
        for (Site site : Site.ALL) {
            sites.computeIfAbsent(site.type().replace('.', '/'), type -> new ArrayList<>())
                    .add(site);
        }
    }

    /** Loads every class that is changed at some place, and sees to it that the place was there. */
    void check() throws ClassNotFoundException {
        for (String type : sites.keySet()) {
            loadClass(type.replace('/', '.'));
        }
        Set<Site> missing = new HashSet<>(Site.ALL);
        missing.removeAll(found);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("the product has no such places any more: " + missing);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("io.crossfade.") || name.startsWith("io.crossfade.shaded.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = getParent().getResourceAsStream(file)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            byte[] woven = name.startsWith("io.crossfade.simulate.") ? bytes : woven(bytes);
            return defineClass(name, woven, 0, woven.length, getClass().getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private byte[] woven(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        List<Site> here = sites.getOrDefault(reader.getClassName(), List.of());
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor next = super.visitMethod(
                                access & ~Opcodes.ACC_SYNCHRONIZED, name, descriptor, signature, exceptions);
                        return new Method(
                                next,
                                here.stream()
                                        .filter(site -> site.method().equals(name))
                                        .toList());
                    }
                },
                0);
        return writer.toByteArray();
    }

    private final class Method extends MethodVisitor {

        private final List<Site> here;
        private final Map<String, Integer> seen = new HashMap<>();

        Method(MethodVisitor next, List<Site> here) {
            super(Opcodes.ASM9, next);
            this.here = here;
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT) {
                super.visitInsn(Opcodes.POP);
            } else {
                super.visitInsn(opcode);
            }
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            super.visitTypeInsn(opcode, opcode == Opcodes.NEW ? MADE.getOrDefault(type, type) : type);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            super.visitFieldInsn(opcode, owner, name, descriptor);
            if (opcode == Opcodes.GETFIELD) {
                site(name)
                        .ifPresent(site -> super.visitMethodInsn(
                                Opcodes.INVOKESTATIC,
                                site.hookType(),
                                site.hook(),
                                "(" + descriptor + ")" + descriptor,
                                false));
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (opcode == Opcodes.INVOKESPECIAL) {
                super.visitMethodInsn(
                        opcode,
                        name.equals("<init>") ? MADE.getOrDefault(owner, owner) : owner,
                        name,
                        descriptor,
                        isInterface);
                return;
            }
            String instead = opcode == Opcodes.INVOKESTATIC ? descriptor : withReceiver(owner, descriptor);
            Optional<Site> site = site(name + "()");
            if (site.isPresent()) {
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC, site.get().hookType(), site.get().hook(), instead, false);
            } else if (CALLED.contains(owner + "." + name)) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, name, instead, false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }

        /** Where the product hands a method on. */
        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            Object[] instead = arguments.clone();
            for (int i = 0; i < instead.length; i++) {
                if (instead[i] instanceof Handle handle
                        && handle.getTag() == Opcodes.H_INVOKESTATIC
                        && CALLED.contains(handle.getOwner() + "." + handle.getName())) {
                    instead[i] = new Handle(handle.getTag(), HOOKS, handle.getName(), handle.getDesc(), false);
                }
            }
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, instead);
        }

        private Optional<Site> site(String what) {
            if (here.isEmpty()) {
                return Optional.empty();
            }
            int place = seen.merge(what, 1, Integer::sum);
            Optional<Site> site = here.stream()
                    .filter(each -> each.what().equals(what) && (each.place() == 0 || each.place() == place))
                    .findFirst();
            site.ifPresent(found::add);
            return site;
        }

        private static String withReceiver(String owner, String descriptor) {
            Type[] taken = Type.getArgumentTypes(descriptor);
            Type[] all = new Type[taken.length + 1];
            all[0] = Type.getObjectType(owner);
            System.arraycopy(taken, 0, all, 1, taken.length);
            return Type.getMethodDescriptor(Type.getReturnType(descriptor), all);
        }
    }
}
