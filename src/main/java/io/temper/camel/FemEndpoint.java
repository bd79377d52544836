package io.temper.camel;

import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemSolver;
import io.temper.material.Microstructure;
import io.temper.material.Phase;
import io.temper.material.Phases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Find the effective stiffness of a microstructure with an external finite-element solver: body Microstructure in, FemResult out. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "fem",
        title = "FEM",
        syntax = "fem:adapter",
        producerOnly = true,
        category = {Category.AI},
        headersClass = FemConstants.class)
public class FemEndpoint extends DefaultEndpoint {
    /** Name of the solver: a folder of fem-adapters, or a FemSolver bean of that name in the registry. */
    @UriPath
    @Metadata(required = true)
    private String adapter = "";

    /** Columns of the stiffness to solve for, for example 1 or 1,2,3; all for all six. */
    @UriParam(defaultValue = "all")
    private String columns = "all";

    /** Relative residual at which the solver may stop. */
    @UriParam(defaultValue = "1e-4")
    private double rtol = FemProblem.DEFAULT_RTOL;

    /** Hard phase, Young's modulus in GPa and Poisson's ratio as E:nu. */
    @UriParam(defaultValue = "120:0.3")
    private String hard = "120:0.3";

    /** Soft phase, Young's modulus in GPa and Poisson's ratio as E:nu. */
    @UriParam(defaultValue = "2.4:0.3")
    private String soft = "2.4:0.3";

    /** Folder in which every evaluation gets a folder of its own, unless the message names one. */
    @UriParam(defaultValue = "evaluations")
    private String workFolder = "evaluations";

    private final FemComponent component;

    public FemEndpoint(String uri, FemComponent component) {
        super(uri, component);
        this.component = component;
    }

    /** The problem that the options pose for a microstructure. */
    FemProblem problem(Microstructure microstructure) {
        return new FemProblem(microstructure, new Phases(Phase.parse(hard), Phase.parse(soft)), parseColumns(), rtol);
    }

    private SortedSet<Integer> parseColumns() {
        String list = columns.equals("all") ? "1,2,3,4,5,6" : columns;
        try {
            return Arrays.stream(list.split(",", -1))
                    .map(String::trim)
                    .map(Integer::valueOf)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "columns '%s' is not a list such as 1 or 1,2,3, nor all".formatted(columns), e);
        }
    }

    /** Looked up for every message: a solver that is missing fails an evaluation, not the start of the routes. */
    FemSolver solver() {
        return component.solver(adapter);
    }

    boolean isChecked() {
        return component.isHealthCheckProducerEnabled();
    }

    /** What solver is there: the version that its probe prints, or its name if it has none. */
    String probe() throws FemException, IOException {
        return component.probe(adapter);
    }

    Path workFolder() {
        return Path.of(workFolder);
    }

    @Override
    public Producer createProducer() {
        return new FemProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("fem: is only ever sent to; start the route from something else");
    }

    public String getAdapter() {
        return adapter;
    }

    public void setAdapter(String adapter) {
        this.adapter = adapter;
    }

    public String getColumns() {
        return columns;
    }

    public void setColumns(String columns) {
        this.columns = columns;
    }

    public double getRtol() {
        return rtol;
    }

    public void setRtol(double rtol) {
        this.rtol = rtol;
    }

    public String getHard() {
        return hard;
    }

    public void setHard(String hard) {
        this.hard = hard;
    }

    public String getSoft() {
        return soft;
    }

    public void setSoft(String soft) {
        this.soft = soft;
    }

    public String getWorkFolder() {
        return workFolder;
    }

    public void setWorkFolder(String workFolder) {
        this.workFolder = workFolder;
    }
}
