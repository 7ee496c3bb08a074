package org.tracepointlab.gate.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Printed;

/** The script of a flame graph, in a browser. */
@Timeout(180)
class FlameGraphScriptTest {

    /** A headless browser now and then hangs where it starts. */
    private static final int ATTEMPTS = 4;

    @TempDir
    Path folder;

    private static Optional<Path> chromium() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(place -> Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of(place, name))).filter(Files::isExecutable).findFirst();
    }

    /** What the browser makes of it, with this script behind its own, and what it says of that. */
    private String loaded(String svg, String script) throws IOException {
        Optional<Path> chromium = chromium();
        assumeTrue(chromium.isPresent(), "SKIPPED: no chromium on the PATH (Debian: apt-get install chromium)");
        Path file = Files.writeString(folder.resolve("graph.svg"), svg.replace("</svg>", "<script><![CDATA[" + script
                + "]]></script></svg>"));
        for (int i = 1;; i++) {
            Printed printed = Printed.within(Duration.ofSeconds(30), List.of(chromium.get().toString(), "--headless",
                    "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--user-data-dir="
                    + folder.resolve("profile-" + i), "--dump-dom", file.toUri().toString()));
            if (printed != null && printed.text().contains("<svg")) {
                return printed.text();
            }
            assertThat(i).as("attempts").isLessThan(ATTEMPTS);
        }
    }

    private static Profile profile(int more, int less) {
        Profile profile = new Profile(1);
        for (int i = 0; i < more; i++) {
            profile.sample(List.of("a.A.outer", "a.A.more"), 1);
        }
        for (int i = 0; i < less; i++) {
            profile.sample(List.of("a.A.outer", "a.A.less"), 1);
        }
        return profile;
    }

    @Test
    void itSearchesAndZooms() throws IOException {
        String svg = FlameGraph.svg("t", profile(1, 1), profile(30, 10));
        String dom = loaded(svg, "var r=document.documentElement,g=function(n){return document.querySelector("
                + "'g[data-m=\"'+n+'\"]')};flame.find('MORE');r.setAttribute('data-found',"
                + "document.getElementById('found').textContent);"
                + "g('a.A.more').dispatchEvent(new MouseEvent('click'));"
                + "r.setAttribute('data-less',g('a.A.less').style.display);"
                + "r.setAttribute('data-width',g('a.A.more').querySelector('rect').getAttribute('width'));"
                + "r.setAttribute('data-outer',g('a.A.outer').querySelector('rect').getAttribute('width'));"
                + "dispatchEvent(new KeyboardEvent('keydown',{key:'Escape'}));"
                + "r.setAttribute('data-reset',g('a.A.less').querySelector('rect').getAttribute('width'));");
        assertThat(dom).contains("data-found=\"MORE: 1 frames, 75.0% of the candidate\"", "data-less=\"none\"",
                "data-width=\"1200\"", "data-outer=\"1200\"").doesNotContain("CONSOLE");
        assertThat(dom).containsPattern("data-reset=\"(300|299\\.99)");
        assertThat(loaded(svg, "nothing();")).as("the check can fail").contains("CONSOLE");
    }
}
