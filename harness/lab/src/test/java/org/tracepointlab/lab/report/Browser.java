package org.tracepointlab.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.Json;

/** A headless Chromium, where one is installed, driven by its DevTools protocol: it loads pages, points and types. */
final class Browser implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final long END_SECONDS = 5;
    /** A headless browser now and then hangs where it starts. */
    private static final int ATTEMPTS = 4;
    private static final String LISTENING = "DevTools listening on ";

    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Process process;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private WebSocket socket;
    private String session = "";
    private int requests;
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

    private Browser(Process process) {
        this.process = process;
    }

    /** The browser with one empty tab, or nothing where none is installed. */
    static Optional<Browser> start(Path profiles) throws Exception {
        Optional<Path> program = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(n -> Path.of(folder, n)))
                .filter(Files::isExecutable).findFirst();
        for (int attempt = 1; program.isPresent(); attempt++) {
            Browser browser = new Browser(new ProcessBuilder(program.get().toString(), "--headless", "--no-sandbox",
                    "--disable-gpu", "--remote-debugging-port=0",
                    "--user-data-dir=" + profiles.resolve("profile-" + attempt), "about:blank").start());
            try {
                browser.connect();
                return Optional.of(browser);
            } catch (TimeoutException e) {
                browser.close();
                if (attempt == ATTEMPTS) {
                    throw new IOException("chromium did not start, " + ATTEMPTS + " times in a row", e);
                }
            }
        }
        return Optional.empty();
    }

    private void connect() throws Exception {
        BufferedReader err = process.errorReader(StandardCharsets.ISO_8859_1);
        String address = CompletableFuture.supplyAsync(() -> err.lines().filter(l -> l.startsWith(LISTENING))
                .findFirst().orElseThrow(() -> new IllegalStateException("chromium ended at once")))
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS).substring(LISTENING.length());
        Thread drain = new Thread(() -> err.lines().forEach(l -> { }));
        drain.setDaemon(true);
        drain.start();
        socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI.create(address), new Listener())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        String tab = call("Target.createTarget", Json.object().put("url", "about:blank")).path("targetId").asText();
        session = call("Target.attachToTarget", Json.object().put("targetId", tab).put("flatten", true))
                .path("sessionId").asText();
        for (String domain : List.of("Page", "Runtime", "Log")) {
            call(domain + ".enable", Json.object());
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                take(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void take(String text) {
        JsonNode message;
        try {
            message = MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (message.has("id")) {
            answers.getOrDefault(message.path("id").asInt(), new CompletableFuture<>()).complete(message);
            return;
        }
        JsonNode params = message.path("params");
        switch (message.path("method").asText()) {
            case "Page.loadEventFired" -> loaded.complete(null);
            case "Runtime.exceptionThrown" -> complaints.add(params.path("exceptionDetails").toString());
            case "Runtime.consoleAPICalled" -> complaints.add(params.path("args").toString());
            case "Log.entryAdded" -> complaints.add(params.path("entry").path("text").asText());
            default -> { }
        }
    }

    private JsonNode call(String method, ObjectNode params) throws Exception {
        ObjectNode request = Json.object().put("id", ++requests).put("method", method);
        if (!session.isEmpty()) {
            request.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(requests, answer);
        request.set("params", params);
        socket.sendText(request.toString(), true);
        JsonNode message = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message.has("error")) {
            throw new IllegalStateException(method + ": " + message.path("error"));
        }
        return message.path("result");
    }

    /** Loads a page in a window of this width, in light or dark mode, with or without its scripts. */
    Browser open(Path html, int width, boolean dark, boolean scripts) throws Exception {
        call("Emulation.setDeviceMetricsOverride", Json.object().put("width", width).put("height", 900)
                .put("deviceScaleFactor", 1).put("mobile", false));
        ObjectNode media = Json.object();
        media.putArray("features").addObject().put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", media);
        call("Emulation.setScriptExecutionDisabled", Json.object().put("value", !scripts));
        complaints.clear();
        loaded = new CompletableFuture<>();
        call("Page.navigate", Json.object().put("url", html.toAbsolutePath().toUri().toString()));
        loaded.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    /** What the expression is in the page; a promise is waited for. */
    JsonNode value(String expression) throws Exception {
        JsonNode result = call("Runtime.evaluate", Json.object().put("expression", expression)
                .put("returnByValue", true).put("awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.path("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    /** What axe-core finds that is serious or critical. */
    List<String> barriers() throws Exception {
        try (InputStream axe = Browser.class.getResourceAsStream(AXE)) {
            value(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + ";0");
        }
        JsonNode found = value("axe.run().then(function(r){return {rules:r.passes.length,found:r.violations"
                + ".filter(function(v){return v.impact==='serious'||v.impact==='critical'}).map(function(v){"
                + "return v.id+': '+v.nodes[0].html+' '+v.nodes[0].failureSummary})}})");
        assertThat(found.path("rules").asInt()).as("rules that the page passes").isGreaterThan(10);
        return found.path("found").valueStream().map(JsonNode::asText).toList();
    }

    /** Moves the pointer to the middle of the element. */
    void pointAt(String selector) throws Exception {
        JsonNode at = value("(function(){var e=document.querySelector('" + selector + "');e.scrollIntoView({block:"
                + "'center'});var r=e.getBoundingClientRect();return [r.left+r.width/2,r.top+r.height/2]}())");
        call("Input.dispatchMouseEvent", Json.object().put("type", "mouseMoved").put("x", at.path(0).asDouble())
                .put("y", at.path(1).asDouble()));
    }

    /** Presses a key, such as {@code Tab}, {@code ArrowRight} or {@code Enter}. */
    void press(String key) throws Exception {
        ObjectNode down = Json.object().put("type", "keyDown").put("key", key).put("code", key)
                .put("windowsVirtualKeyCode", key.equals("Tab") ? 9 : key.equals("Enter") ? 13 : 0);
        if (key.equals("Enter")) {
            down.put("text", "\r");
        }
        call("Input.dispatchKeyEvent", down);
        call("Input.dispatchKeyEvent", Json.object().put("type", "keyUp").put("key", key).put("code", key));
    }

    /** Errors and lines of the console since the page was opened. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** A picture of the whole page, to be looked at. */
    void screenshot(Path png) throws Exception {
        JsonNode size = call("Page.getLayoutMetrics", Json.object()).path("cssContentSize");
        ObjectNode whole = Json.object().put("captureBeyondViewport", true);
        whole.putObject("clip").put("x", 0).put("y", 0).put("width", size.path("width").asDouble())
                .put("height", size.path("height").asDouble()).put("scale", 1);
        Files.write(png, Base64.getDecoder().decode(call("Page.captureScreenshot", whole).path("data").asText()));
    }

    /** Asks it to end, so that it leaves no files behind, and ends what is left of it. */
    @Override
    public void close() {
        if (!session.isEmpty()) {
            socket.sendText(Json.object().put("id", 0).put("method", "Browser.close").toString(), true);
            process.onExit().completeOnTimeout(process, END_SECONDS, TimeUnit.SECONDS).join();
        }
        List<ProcessHandle> children = process.descendants().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        // Those that write to the profile, which is deleted next; one that nobody waits for is there as long as init.
        CompletableFuture.allOf(children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, END_SECONDS, TimeUnit.SECONDS).join();
    }
}
