package io.crossfade.phase;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the control planes of one store listen. One of them leads and answers; the others say that they don't. Requests go to
 * the one that answered last, and once around if it doesn't. Safe for use by several threads.
 */
final class Addresses {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** For one that hasn't answered before, if there are others. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(Executors.newCachedThreadPool(task -> Threads.daemon("crossfade-http", task)))
            .build();
    private final List<Address> all;
    /** The number of the one that is asked first. */
    private final AtomicInteger current = new AtomicInteger();

    private final AtomicInteger turns = new AtomicInteger();

    private static final class Address {

        private final URI base;
        /** Whether it let a request wait in vain, the last time. */
        private volatile boolean silent;
        /** Completes when one request finds that it doesn't lead: others that wait there go elsewhere. */
        private volatile CompletableFuture<Void> left = new CompletableFuture<>();

        Address(URI base) {
            this.base = base;
        }
    }

    /**
     * @param urls one, or several separated by commas
     * @throws IllegalArgumentException if one of them isn't an http URL
     */
    Addresses(String urls) {
        this.all = Arrays.stream(urls.split(",", -1)).map(Addresses::address).toList();
    }

    private static Address address(String given) {
        String url = given.strip();
        URI uri = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("'" + url + "' is not an http URL");
        }
        return new Address(uri);
    }

    /**
     * Sends a request to the one that leads.
     *
     * @param request for a base URL; may be sent to several, and more than once
     * @param limit how long one may take to answer
     * @return an answer with status 200 or 204
     * @throws IOException if nobody has answered so
     */
    HttpResponse<String> send(Function<URI, HttpRequest.Builder> request, Duration limit)
            throws IOException, InterruptedException {
        IOException failure = null;
        for (int i = 0; i < all.size(); i++) {
            int number = current.get();
            HttpResponse<String> answer = null;
            try {
                answer = sent(number, request, limit);
            } catch (IOException e) {
                failure = together(failure, e);
            }
            if (answer != null && answer.statusCode() / 100 != 5) {
                return checked(answer);
            }
            if (answer != null) {
                failure = together(failure, refusal(answer));
            }
            leave(number);
        }
        throw failure == null ? new IOException("no control plane is named") : failure;
    }

    private static HttpResponse<String> checked(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != 200 && answer.statusCode() != 204) {
            throw refusal(answer);
        }
        return answer;
    }

    private HttpResponse<String> sent(int number, Function<URI, HttpRequest.Builder> request, Duration limit)
            throws IOException, InterruptedException {
        Address address = all.get(number);
        Duration patience = all.size() > 1 && address.silent && limit.compareTo(SHORT) > 0 ? SHORT : limit;
        CompletableFuture<Void> left = address.left;
        if (current.get() != number) {
            throw new IOException(address.base + " doesn't lead any more");
        }
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request.apply(address.base).timeout(patience).build(), BodyHandlers.ofString());
        try {
            Object unused = CompletableFuture.anyOf(answer, left).get();
            if (!answer.isDone()) {
                throw new IOException(address.base + " doesn't lead any more");
            }
            address.silent = false;
            return answer.get();
        } catch (ExecutionException e) {
            address.silent = e.getCause() instanceof HttpTimeoutException;
            throw e.getCause() instanceof IOException broken
                    ? broken
                    : new IOException(address.base + " can't be asked: " + e.getCause(), e);
        } finally {
            boolean unused = answer.cancel(true);
        }
    }

    /** The next one is asked first from now on, unless somebody knows better already. */
    private void leave(int number) {
        if (all.size() > 1 && current.compareAndSet(number, (number + 1) % all.size())) {
            turns.incrementAndGet();
            Address address = all.get(number);
            CompletableFuture<Void> before = address.left;
            address.left = new CompletableFuture<>();
            before.complete(null);
        }
    }

    /** How often requests have turned to the next one. */
    int turns() {
        return turns.get();
    }

    private static IOException together(@Nullable IOException first, IOException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    private static IOException refusal(HttpResponse<String> answer) {
        String body = answer.body().strip();
        return new IOException(answer.request().method() + " "
                + answer.request().uri() + " was answered with status " + answer.statusCode()
                + (body.isEmpty() ? "" : ": " + body.substring(0, Math.min(200, body.length()))));
    }

    /** As a message names them. */
    @Override
    public String toString() {
        return all.stream().map(address -> address.base.toString()).collect(Collectors.joining(","));
    }
}
