package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The licence of everything that the lab brings along when it runs, as each library's own POM or its parents' state it:
 * one that is not allowed fails the build, and so does a {@code THIRD-PARTY.md} that is not up to date.
 */
class LicencesTest {

    /** By SPDX's names. Of a library under several licences one must be allowed. */
    private static final Map<String, Pattern> ALLOWED = allowed();
    private static final Path LIST = Path.of("../../THIRD-PARTY.md");
    private static final Path FRESH = Path.of("target", "THIRD-PARTY.md");
    private static final Path CLASS_PATH = Path.of("target", "runtime.classpath");

    @TempDir
    Path folder;

    private record Library(String group, String artifact, String version, List<String> licences) {

        String row() {
            return "| " + group + ":" + artifact + " | " + version + " | "
                    + licences.stream().map(LicencesTest::spdx).flatMap(Optional::stream)
                    .collect(Collectors.joining(" or ")) + " |";
        }
    }

    private static Map<String, Pattern> allowed() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("Apache-2.0", "(The )?Apache(-2\\.0|( Software)? License,? [Vv]ersion 2\\.0)");
        names.put("BSD-2-Clause", "BSD-2-Clause|BSD 2-Clause License");
        names.put("MIT", "(The )?MIT License");
        names.put("CC0-1.0", "Public Domain, per Creative Commons CC0");
        // Linked to as libraries that anybody can exchange; the jars are as their makers publish them.
        names.put("LGPL-2.1-or-later", "LGPL-2\\.1-or-later|GNU Lesser General Public Licence");
        names.put("GPL-2.0-only WITH Classpath-exception-2.0",
                "GNU General Public License \\(GPL\\), version 2, with the Classpath exception");
        return names.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> Pattern.compile(e.getValue()),
                (a, b) -> a, LinkedHashMap::new));
    }

    private static Optional<String> spdx(String licence) {
        return ALLOWED.entrySet().stream().filter(e -> e.getValue().matcher(licence.strip()).matches())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** From a jar in Maven's local repository, {@code group/artifact/version/artifact-version.jar}. */
    private static Library library(Path jar) throws IOException {
        Path pom = jar.resolveSibling(jar.getFileName().toString().replaceAll("\\.jar$", ".pom"));
        Path version = jar.getParent();
        Path repository = version;
        Element project = project(pom);
        String group = child(project, "groupId").or(() -> child(project, "parent").flatMap(p -> child(p, "groupId")))
                .map(Element::getTextContent).orElseThrow().strip();
        for (int up = 0; up < 2 + group.split("\\.").length; up++) {
            repository = repository.getParent();
        }
        return new Library(group, version.getParent().getFileName().toString(), version.getFileName().toString(),
                licences(repository, project));
    }

    /** The first of a POM and its parents that states any, states all. */
    private static List<String> licences(Path repository, Element project) throws IOException {
        Optional<Element> own = child(project, "licenses");
        if (own.isPresent()) {
            return children(own.get(), "license").stream()
                    .map(l -> child(l, "name").orElseThrow().getTextContent().strip()).toList();
        }
        Optional<Element> parent = child(project, "parent");
        if (parent.isEmpty()) {
            return List.of();
        }
        String[] at = Stream.of("groupId", "artifactId", "version").map(n -> child(parent.get(), n).orElseThrow()
                .getTextContent().strip()).toArray(String[]::new);
        return licences(repository, project(repository.resolve(at[0].replace('.', '/')).resolve(at[1]).resolve(at[2])
                .resolve(at[1] + "-" + at[2] + ".pom")));
    }

    private static Element project(Path pom) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(pom + ": expected a POM, found " + e.getMessage(), e);
        }
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static List<String> refused(List<Library> libraries) {
        return libraries.stream().filter(l -> l.licences().stream().noneMatch(n -> spdx(n).isPresent()))
                .map(l -> l.group() + ":" + l.artifact() + ": expected one of " + ALLOWED.keySet() + ", found "
                + l.licences()).toList();
    }

    private static List<Library> libraries() throws IOException {
        List<Library> libraries = new ArrayList<>();
        for (String jar : Files.readString(CLASS_PATH).strip().split(File.pathSeparator)) {
            libraries.add(library(Path.of(jar)));
        }
        return libraries;
    }

    @Test
    void everyLicenceIsAllowedAndTheListIsUpToDate() throws IOException {
        List<Library> libraries = libraries();
        assertThat(libraries).extracting(Library::artifact).contains("jmh-core", "jna", "jfreechart", "HdrHistogram")
                .doesNotContain("jazzer-junit", "lincheck");
        assertThat(refused(libraries)).isEmpty();
        String text =
                "# Third-party libraries\n\nAll libraries that a run uses (not those of the tests), with the licences "
                + "that"
                + " their POMs state. `LicencesTest` checks\nthis list, writes the current one to"
                + " `harness/lab/target/THIRD-PARTY.md`, and fails on a licence that is not allowed.\n\n"
                + "| library | version | licence |\n|---|---|---|\n"
                + libraries.stream().map(Library::row).sorted().collect(Collectors.joining("\n")) + "\n";
        Files.writeString(FRESH, text, StandardCharsets.UTF_8);
        assertThat(LIST).as("copy harness/lab/" + FRESH + " to it").hasContent(text);
    }

    /** The canaries: a licence that is not allowed, none at all, and one by the parent. */
    @Test
    void whatIsNotAllowedIsFound() throws IOException {
        Path jar = Files.createDirectories(folder.resolve("org/example/lib/1")).resolve("lib-1.jar");
        String parent =
                "<parent><groupId>org.example</groupId><artifactId>up</artifactId><version>2</version></parent>";
        Files.writeString(Files.createDirectories(folder.resolve("org/example/up/2")).resolve("up-2.pom"),
                "<project><groupId>org.example</groupId><licenses><license><name>MIT "
                + "License</name></license></licenses></project>");
        Files.writeString(jar.resolveSibling("lib-1.pom"), "<project>" + parent + "</project>");
        assertThat(library(jar)).isEqualTo(new Library("org.example", "lib", "1", List.of("MIT License")));
        assertThat(refused(List.of(library(jar)))).isEmpty();
        for (String licences : List.of(
                "<licenses><license><name>GNU General Public License, version 3</name></license></licenses>",
                "<licenses/>")) {
            Files.writeString(jar.resolveSibling("lib-1.pom"), "<project>" + parent + licences + "</project>");
            assertThat(refused(List.of(library(jar)))).singleElement().asString()
                    .startsWith("org.example:lib: expected one of ");
        }
        Files.writeString(jar.resolveSibling("lib-1.pom"), "<project><groupId>org.example</groupId></project>");
        assertThat(refused(List.of(library(jar)))).hasSize(1);
        Files.writeString(jar.resolveSibling("lib-1.pom"), "no XML");
        assertThatThrownBy(() -> library(jar)).isInstanceOf(IOException.class).hasMessageContaining("expected a POM");
    }
}
