package io.temper.fem.deck;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Abaqus' results file in ASCII. A record begins with an asterisk and is a string of items without regard to lines: {@code I},
 * two characters with the number of digits, an integer; {@code D} and 22 characters of a number; {@code A} and 8 of text.
 * Its first item counts its items, its second is its key.
 */
final class AbaqusResultsFile {
    private static final int INCREMENT_START = 2000;
    private static final int REACTION_FORCE = 104;

    private AbaqusResultsFile() {}

    /** Reaction forces by node, per increment; an {@link IllegalStateException} if it is not such a file. */
    static List<Map<Integer, double[]>> parse(String text) {
        List<Map<Integer, double[]>> increments = new ArrayList<>();
        String[] records = text.replaceAll("[\\r\\n]", "").split("\\*");
        for (int i = 1; i < records.length; i++) {
            List<Object> items = items(records[i]);
            if (items.size() < 2 || !(items.get(1) instanceof Integer key)) {
                throw new IllegalStateException("record %d of the results file has no key".formatted(i));
            }
            if (key == INCREMENT_START) {
                increments.add(new HashMap<>());
            } else if (key == REACTION_FORCE && !increments.isEmpty()) {
                increments.get(increments.size() - 1).put((Integer) items.get(2), new double[] {
                    (Double) items.get(3), (Double) items.get(4), (Double) items.get(5)
                });
            }
        }
        return increments;
    }

    private static List<Object> items(String record) {
        List<Object> items = new ArrayList<>();
        try {
            for (int at = 0; at < record.length() && !record.substring(at).isBlank(); ) {
                int start = at + 1;
                switch (record.charAt(at)) {
                    case 'I' -> {
                        int digits = Integer.parseInt(
                                record.substring(start, start + 2).strip());
                        at = start + 2 + digits;
                        items.add(
                                Integer.valueOf(record.substring(start + 2, at).strip()));
                    }
                    case 'D' -> {
                        at = start + 22;
                        items.add(Double.valueOf(
                                record.substring(start, at).strip().replace('D', 'E')));
                    }
                    case 'A' -> {
                        at = start + 8;
                        items.add(record.substring(start, at));
                    }
                    default ->
                        throw new IllegalStateException("the results file holds '%c'".formatted(record.charAt(at)));
                }
            }
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalStateException("the results file is cut short or not one of Abaqus", e);
        }
        return items;
    }
}
