package io.temper.cli;

import io.temper.generation.DatasetRecipe;
import io.temper.generation.Sigma;
import java.util.Arrays;
import java.util.List;

/** Filters as written on the command line: {@code paper}, {@code all} or a list such as {@code 1:1:7,7:1:1}. */
record Filters(List<Sigma> sigmas) {
    static Filters parse(String text) {
        return switch (text) {
            case "paper" -> new Filters(DatasetRecipe.PAPER_FILTERS);
            case "all" -> new Filters(DatasetRecipe.ALL_FILTERS);
            default ->
                new Filters(Arrays.stream(text.split("[,;]", -1))
                        .map(Filters::sigma)
                        .toList());
        };
    }

    private static Sigma sigma(String text) {
        if (!text.contains(":")) {
            throw new IllegalArgumentException(
                    "filter '%s' is not x:y:z, for example 1:1:7 (voxels), nor are the filters 'paper' or 'all'"
                            .formatted(text));
        }
        return Sigma.parse(text.replace(':', ','));
    }
}
