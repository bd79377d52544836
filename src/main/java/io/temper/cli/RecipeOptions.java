package io.temper.cli;

import io.temper.fem.FemProblem;
import io.temper.generation.DatasetRecipe;
import io.temper.generation.LabelTable;
import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Property;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * What a new label table is to hold. What is not given is the default for a new table, and for one that there is what its
 * header says, so that no option is needed to go on.
 */
final class RecipeOptions {
    private static final LabelTable.Header DEFAULT = new LabelTable.Header(
            DatasetRecipe.paperMorphologies(1), 51, Phases.PAPER, List.of(Property.C11), FemProblem.DEFAULT_RTOL);

    @Option(
            names = "--filters",
            scope = ScopeType.INHERIT,
            paramLabel = "F",
            description = "'paper': fibres along z and along x; 'all': the 64 with 1, 3, 5, 7 voxels along each axis;"
                    + " or a list such as 1:1:7,7:1:1 (default: paper)")
    @Nullable Filters filters;

    @Option(
            names = "--per-filter",
            scope = ScopeType.INHERIT,
            paramLabel = "N",
            description = "samples per filter (default: 150)")
    @Nullable Integer perFilter;

    @Option(
            names = "--dataset-seed",
            scope = ScopeType.INHERIT,
            paramLabel = "N",
            description = "seed of the dataset (default: 1)")
    @Nullable Long seed;

    @Option(
            names = "--size",
            scope = ScopeType.INHERIT,
            paramLabel = "N",
            description = "voxels along each axis (default: 51, the network's)")
    @Nullable Integer size;

    @Option(
            names = "--properties",
            scope = ScopeType.INHERIT,
            split = ",",
            paramLabel = "C",
            description = "what to label, such as C11,C21,C31,C22,C32,C33 (default: C11)")
    @Nullable List<Property> properties;

    @Option(
            names = "--rtol",
            scope = ScopeType.INHERIT,
            paramLabel = "R",
            description = "relative residual at which the solver may stop (default: 1e-4)")
    @Nullable Double rtol;

    @Option(
            names = "--hard",
            scope = ScopeType.INHERIT,
            paramLabel = "E:NU",
            description = "Young's modulus [GPa] and Poisson's ratio of the hard phase (default: 120:0.3)")
    @Nullable Phase hard;

    @Option(
            names = "--soft",
            scope = ScopeType.INHERIT,
            paramLabel = "E:NU",
            description = "the same of the soft phase (default: 2.4:0.3)")
    @Nullable Phase soft;

    /** The header of a new table. */
    LabelTable.Header header() {
        return over(DEFAULT);
    }

    /** A header with what was asked for in place of its own. */
    LabelTable.Header over(LabelTable.Header is) {
        DatasetRecipe recipe = is.recipe();
        return new LabelTable.Header(
                new DatasetRecipe(
                        filters == null ? recipe.filters() : filters.sigmas(),
                        perFilter == null ? recipe.samplesPerFilter() : perFilter,
                        seed == null ? recipe.seed() : seed),
                size == null ? is.size() : size,
                new Phases(
                        hard == null ? is.phases().hard() : hard,
                        soft == null ? is.phases().soft() : soft),
                properties == null ? is.properties() : properties,
                rtol == null ? is.rtol() : rtol);
    }
}
