package io.temper.fem.deck;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A deck as a program would read it: keywords with their lines of data. */
final class ParsedDeck {
    /** A keyword without its asterisk, upper case, and its data, split at the commas. */
    record Block(String keyword, List<String[]> data) {}

    /** A term of an equation: coefficient times displacement of a node in a direction 1..3. */
    record Term(int node, int direction, double coefficient) {}

    final List<Block> blocks = new ArrayList<>();
    final Map<Integer, double[]> nodes = new HashMap<>();

    ParsedDeck(Path file) throws Exception {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("*")) {
                blocks.add(new Block(line.substring(1).toUpperCase(Locale.ROOT), new ArrayList<>()));
            } else {
                blocks.get(blocks.size() - 1).data().add(line.split(","));
            }
        }
        for (String[] d : block("NODE").data()) {
            nodes.put(
                    Integer.valueOf(d[0]),
                    new double[] {Double.parseDouble(d[1]), Double.parseDouble(d[2]), Double.parseDouble(d[3])});
        }
    }

    Block block(String keyword) {
        return blocks.stream()
                .filter(b -> b.keyword().equals(keyword))
                .findFirst()
                .orElseThrow();
    }

    List<List<Term>> equations() {
        List<List<Term>> equations = new ArrayList<>();
        List<String[]> data = block("EQUATION").data();
        for (int i = 0; i < data.size(); ) {
            int count = Integer.parseInt(data.get(i++)[0]);
            List<Term> terms = new ArrayList<>();
            while (terms.size() < count) {
                String[] d = data.get(i++);
                for (int k = 0; k < d.length; k += 3) {
                    terms.add(
                            new Term(Integer.parseInt(d[k]), Integer.parseInt(d[k + 1]), Double.parseDouble(d[k + 2])));
                }
            }
            equations.add(terms);
        }
        return equations;
    }
}
