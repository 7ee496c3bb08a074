package org.tracepointlab.gate.cause;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.rule.Text;

/**
 * A differential flame graph: the candidate's stacks, as wide as their time, callers above what they call; red where
 * the time for each operation grew in the method itself, blue where it shrank. One SVG file that needs nothing else:
 * its script zooms and searches, and without it all texts and titles are there.
 */
final class FlameGraph {

    private static final int WIDTH = 1200;
    private static final int ROW = 18;
    private static final int TOP = 80;
    private static final int MARGIN = 10;
    private static final double CHARACTER = 7;
    private static final double NARROWEST = 0.3;

    private static final String STYLE = "text{font:12px monospace;fill:#111}g.f{cursor:pointer}"
            + "g.f:hover rect,g.f:focus rect{stroke:#000}"
            + "rect{stroke:#fff;stroke-width:.5}.m rect{fill:#e0a800}#bg{fill:#fff;stroke:none}"
            + ".b{cursor:pointer;text-decoration:underline}.t{font-size:16px;font-weight:bold}";

    /** Zooms to a frame by a click or the return key; the frames that contain a text are marked. */
    private static final String SCRIPT = """
            (function(){
            var W=%d,M=%d,C=%s,all=[].slice.call(document.querySelectorAll('g.f'));
            function num(g,a){return +g.getAttribute('data-'+a)}
            function zoom(x,w,d){all.forEach(function(g){
            var gx=num(g,'x'),gw=num(g,'w'),below=num(g,'d')<d,e=1e-9;
            var shown=gx+gw>x+e&&gx<x+w-e&&(below||gx>=x-e);
            g.style.display=shown?'':'none';if(!shown)return;
            var l=Math.max(0,(gx-x)/w),r=Math.min(1,(gx+gw-x)/w),r0=g.querySelector('rect'),t=g.querySelector('text');
            r0.setAttribute('x',M+l*W);r0.setAttribute('width',(r-l)*W);t.setAttribute('x',M+l*W+3);
            var n=g.getAttribute('data-n'),fit=Math.floor(((r-l)*W-6)/C);
            t.textContent=fit<3?'':n.length<=fit?n:n.slice(0,fit-2)+'..';r0.style.opacity=below?.6:1});
            document.getElementById('reset').style.display=w<1?'':'none'}
            function find(what){var spans=[];all.forEach(function(g){
            var hit=what!==''&&g.getAttribute('data-m').toLowerCase().indexOf(what.toLowerCase())>=0;
            g.classList.toggle('m',hit);if(hit)spans.push([num(g,'x'),num(g,'x')+num(g,'w')])});
            spans.sort(function(a,b){return a[0]-b[0]});var end=0,sum=0;
            spans.forEach(function(s){if(s[1]>end){sum+=s[1]-Math.max(end,s[0]);end=s[1]}});
            document.getElementById('found').textContent=what===''?'':
            what+': '+spans.length+' frames, '+(100*sum).toFixed(1)+'%% of the candidate'}
            all.forEach(function(g){g.setAttribute('tabindex',0);
            function here(){zoom(num(g,'x'),num(g,'w'),num(g,'d'))}
            g.addEventListener('click',here);
            g.addEventListener('keydown',function(e){if(e.key==='Enter')here()})});
            function button(id,act){var b=document.getElementById(id);b.setAttribute('tabindex',0);
            b.addEventListener('click',act);b.addEventListener('keydown',function(e){if(e.key==='Enter')act()})}
            button('reset',function(){zoom(0,1,0)});
            button('search',function(){var w=prompt('Methods whose name contains');if(w!==null)find(w.trim())});
            document.getElementById('search').style.display='';
            addEventListener('keydown',function(e){if(e.key==='Escape'){find('');zoom(0,1,0)}});
            window.flame={zoom:zoom,find:find};
            })();
            """;

    private final Profile before;
    private final Profile after;
    private final double whole;
    private final Map<String, Double> changes = new TreeMap<>();
    private final double greatest;
    private final StringBuilder svg = new StringBuilder();
    private int deepest;

    private FlameGraph(Profile before, Profile after) {
        this.before = before;
        this.after = after;
        this.whole = after.stacks.total();
        TreeSet<String> methods = new TreeSet<>(before.self.names());
        methods.addAll(after.self.names());
        methods.forEach(method -> changes.put(method, after.self.amount(method) / after.operations
                - before.self.amount(method) / before.operations));
        greatest = changes.values().stream().mapToDouble(Math::abs).max().orElse(0);
    }

    /** The file's text. Both have samples. */
    static String svg(String title, Profile before, Profile after) {
        return new FlameGraph(before, after).draw(title);
    }

    private String draw(String title) {
        depth(after.stacks, 0);
        int height = TOP + (deepest + 1) * ROW + MARGIN;
        Text.line(svg, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        Text.line(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                + "font-family=\"monospace\">", WIDTH + 2 * MARGIN, height, WIDTH + 2 * MARGIN, height);
        Text.line(svg, "<title>%s</title>", escaped(title));
        Text.line(svg, "<style>%s</style>", STYLE);
        Text.line(svg, "<rect id=\"bg\" width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>");
        int params = title.indexOf('[') < 0 ? title.length() : title.indexOf('[');
        text(MARGIN, 20, "class=\"t\"", title.substring(0, params));
        text(MARGIN, 36, "", title.substring(params));
        text(MARGIN, 52, "", Text.format("Width: time of the candidate (%,.0f samples; baseline %,.0f). Red: more self "
                + "time an operation than in the baseline; blue: less. Callers are above.", after.samples(),
                before.samples()));
        text(MARGIN, 70, "id=\"reset\" class=\"b\" role=\"button\" style=\"display:none\"", "Show all");
        text(MARGIN + 100, 70, "id=\"search\" class=\"b\" role=\"button\" style=\"display:none\"", "Search");
        text(MARGIN + 200, 70, "id=\"found\"", "");
        frame("all", after.stacks, before.stacks, 0, 0);
        Text.line(svg, "<script><![CDATA[");
        svg.append(Text.format(SCRIPT, WIDTH, MARGIN, CHARACTER));
        Text.line(svg, "]]></script>");
        Text.line(svg, "</svg>");
        return svg.toString();
    }

    private void depth(Frame frame, int depth) {
        deepest = Math.max(deepest, depth);
        frame.callees().values().stream().filter(this::isDrawn).forEach(callee -> depth(callee, depth + 1));
    }

    private boolean isDrawn(Frame frame) {
        return frame.total() / whole * WIDTH >= NARROWEST;
    }

    private void frame(String method, Frame now, Frame old, double left, int depth) {
        double share = now.total() / whole;
        String name = MethodName.shortened(method);
        int y = TOP + depth * ROW;
        Text.line(svg, "<g class=\"f\" data-x=\"%.6f\" data-w=\"%.6f\" data-d=\"%d\" data-m=\"%s\" data-n=\"%s\">",
                left, share, depth, escaped(method), escaped(name));
        Text.line(svg, "<title>%s</title>", escaped(title(method, now, old)));
        Text.line(svg, "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\"/>", MARGIN + left * WIDTH, y,
                share * WIDTH, ROW - 1, depth == 0 ? "#ddd" : colour(method));
        int fits = (int) ((share * WIDTH - 6) / CHARACTER);
        String shown = Printable.escaped(name);
        text(MARGIN + left * WIDTH + 3, y + ROW - 5, "", fits < 3 ? "" : shown.length() <= fits ? shown
                : shown.substring(0, fits - 2) + "..");
        Text.line(svg, "</g>");
        double x = left;
        for (Map.Entry<String, Frame> callee : now.callees().entrySet()) {
            if (isDrawn(callee.getValue())) {
                frame(callee.getKey(), callee.getValue(), old.callee(callee.getKey()), x, depth + 1);
            }
            x += callee.getValue().total() / whole;
        }
    }

    private String title(String method, Frame now, Frame old) {
        return Text.format("%s: %.1f%% of the candidate, %.1f%% of the baseline; %s an operation, %s before; in itself "
                + "%s, %s before", method, 100 * now.total() / whole, 100 * old.total() / before.stacks.total(),
                Suspects.time(now.total() / after.operations), Suspects.time(old.total() / before.operations),
                Suspects.time(now.self() / after.operations), Suspects.time(old.self() / before.operations));
    }

    /** White where nothing changed, and as red or blue as its share of the greatest change. */
    private String colour(String method) {
        double change = greatest == 0 ? 0 : changes.getOrDefault(method, 0.0) / greatest;
        int pale = (int) Math.round(238 - 150 * Math.abs(change));
        return change >= 0 ? Text.format("#ee%02x%02x", pale, pale) : Text.format("#%02x%02xff", pale, pale);
    }

    private void text(double x, double y, String attributes, String text) {
        Text.line(svg, "<text x=\"%.2f\" y=\"%.0f\" %s>%s</text>", x, y, attributes, escaped(text));
    }

    /** Names come from jars of others: nothing in them is markup, or a character that XML refuses. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        Printable.escaped(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case 0xFFFE, 0xFFFF -> escaped.append('?');
                default -> escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
