package io.temper.cli;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Load cases as written on the command line: {@code 1}, {@code 1,2,3} or {@code all}. */
record Columns(SortedSet<Integer> numbers) {
    static Columns parse(String text) {
        try {
            String list = text.equals("all") ? "1,2,3,4,5,6" : text;
            return new Columns(Arrays.stream(list.split(",", -1))
                    .map(s -> Integer.valueOf(s.trim()))
                    .collect(Collectors.toCollection(TreeSet::new)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "columns '%s' are not numbers of 1..6, for example 1,2,3, nor 'all'".formatted(text), e);
        }
    }
}
