package io.temper.report;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import io.temper.design.DesignReport;
import io.temper.design.DesignReport.CandidateReport;
import io.temper.material.AtomicFile;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders {@code report.html}: one file that needs nothing else, for the screen, light or dark, and for paper. */
public final class ReportPage {
    private static final Template TEMPLATE = Engine.builder()
            .addDefaults()
            .addValueResolver(ValueResolvers.rawResolver())
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .build()
            .parse(source(), Variant.forContentType(Variant.TEXT_HTML));

    private ReportPage() {}

    /**
     * The page of a design.
     *
     * @param voxels of the candidates, by candidate id; a candidate without voxels is shown without slices
     * @param latent the design on the map of its model's latent space; null to leave it out
     */
    public static String render(DesignReport report, Map<String, Microstructure> voxels, @Nullable LatentView latent) {
        List<CandidateView> candidates = report.candidates().stream()
                .map(c -> CandidateView.of(c, voxels.get(c.id())))
                .toList();
        return TEMPLATE.data("report", report)
                .data("summary", Summary.of(report))
                .data("candidates", candidates)
                .data(
                        "retrainings",
                        report.retrainings().stream().map(RetrainingView::of).toList())
                .data("errorCharts", errorCharts(report))
                .data("convergence", ConvergenceChart.of(report))
                .data("latent", latent == null ? null : LatentChart.of(latent, report.candidates()))
                .data("again", Reproduction.of(report).orElse(null))
                .data("provenance", Provenance.rows(report.provenance()))
                .render();
    }

    /** The page of a design with the voxels that lie in its folder, without the latent space. */
    public static String render(DesignReport report, Path folder) throws IOException {
        return render(report, folder, null);
    }

    /** The page of a design with the voxels that lie in its folder. */
    public static String render(DesignReport report, Path folder, @Nullable LatentView latent) throws IOException {
        Map<String, Microstructure> voxels = new HashMap<>();
        for (CandidateReport c : report.candidates()) {
            if (c.file() != null) {
                voxels.put(c.id(), MicrostructureFormats.read(folder.resolve(c.file())));
            }
        }
        return render(report, voxels, latent);
    }

    /** The same without the latent space. */
    public static void write(DesignReport report, Path folder) throws IOException {
        write(report, folder, null);
    }

    /** Writes {@code report.html} to a design's folder, whole or not at all. */
    public static void write(DesignReport report, Path folder, @Nullable LatentView latent) throws IOException {
        AtomicFile.write(
                folder.resolve("report.html"), render(report, folder, latent).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> errorCharts(DesignReport report) {
        return report.target().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> ErrorChart.of(report, e.getKey(), e.getValue()))
                .toList();
    }

    private static String source() {
        try (InputStream in = ReportPage.class.getResourceAsStream("report.html")) {
            if (in == null) {
                throw new IllegalStateException("report.html is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
