package org.tracepointlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** A Markdown page of the project: its examples, commands, links and headings. */
record Document(Path file, Node root) {

    private static final Parser PARSER = Parser.builder().extensions(List.of(TablesExtension.create())).build();

    static Document of(Path file, String text) {
        return new Document(file, PARSER.parse(text));
    }

    static Document read(Path file) {
        try {
            return of(file, Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError("expected a page that can be read, found none at " + file, e);
        }
    }

    /** Every page named README.md that belongs to the checkout, and the pages of the top folder. */
    static List<Document> all(Path checkout) throws IOException {
        try (Stream<Path> files = Files.walk(checkout, 4)) {
            return files.filter(f -> f.getFileName().toString().equals("README.md")
                            || f.getParent().equals(checkout) && f.toString().endsWith(".md"))
                    .filter(f -> !checkout.relativize(f).toString().matches("(.*/)?(target|runs|\\..*)/.*"))
                    .sorted().map(Document::read).toList();
        }
    }

    /**
     * A fenced block.
     *
     * @param language as the fence says
     * @param mark     the comment in front of it without its brackets, or an empty string
     * @param code     its text
     * @param prints   what the sentence behind it says that it prints, a line each
     */
    record Block(String language, String mark, String code, List<String> prints) {
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        root.accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                blocks.add(new Block(block.getInfo(), mark(block), block.getLiteral(), printed(block.getNext())));
            }
        });
        return blocks;
    }

    static String mark(Node block) {
        if (block.getPrevious() instanceof HtmlBlock html && html.getLiteral().startsWith("<!--")) {
            return html.getLiteral().replaceAll("<!--\\s*|\\s*-->", "");
        }
        return "";
    }

    /** The code words of the paragraph's first sentence, if that sentence says that something is printed. */
    private static List<String> printed(Node paragraph) {
        List<String> lines = new ArrayList<>();
        Node first = paragraph == null ? null : paragraph.getFirstChild();
        if (!(first instanceof Text text) || !text.getLiteral().startsWith("It prints ")) {
            return lines;
        }
        for (Node node = first.getNext(); node != null; node = node.getNext()) {
            if (node instanceof Code code) {
                lines.add(code.getLiteral());
            } else if (node instanceof Text words && words.getLiteral().startsWith(".")) {
                break;
            }
        }
        return lines;
    }

    /** The lines of indented blocks: commands, and what they print. */
    List<String> commandLines() {
        List<String> lines = new ArrayList<>();
        root.accept(new AbstractVisitor() {
            @Override
            public void visit(IndentedCodeBlock block) {
                block.getLiteral().lines().forEach(lines::add);
            }
        });
        return lines;
    }

    /** The indented block behind this comment. */
    String commandsMarked(String mark) {
        StringBuilder found = new StringBuilder();
        root.accept(new AbstractVisitor() {
            @Override
            public void visit(IndentedCodeBlock block) {
                if (mark(block).equals(mark)) {
                    found.append(block.getLiteral());
                }
            }
        });
        return found.toString();
    }

    List<String> links() {
        List<String> links = new ArrayList<>();
        root.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                links.add(image.getDestination());
            }
        });
        return links;
    }

    /** The headings as GitHub makes anchors of them. */
    List<String> anchors() {
        List<String> anchors = new ArrayList<>();
        root.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                StringBuilder text = new StringBuilder();
                heading.accept(new AbstractVisitor() {
                    @Override
                    public void visit(Text node) {
                        text.append(node.getLiteral());
                    }

                    @Override
                    public void visit(Code node) {
                        text.append(node.getLiteral());
                    }
                });
                anchors.add(text.toString().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
            }
        });
        return anchors;
    }
}
