package io.temper.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.temper.design.DesignReport;
import io.temper.design.DesignReport.CandidateReport;
import io.temper.design.DesignReport.SolverNote;
import io.temper.design.DesignReport.Step;
import io.temper.design.DesignRequest;
import io.temper.design.DesignStatus;
import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.vaereg.Estimate;
import io.temper.vaereg.map.LatentMap;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportPageTest {
    private static final Microstructure CELL =
            new GaussianFilterGenerator(9, 11, 13).generate(new Sigma(1, 2, 3), 0.4, 0);

    private static Step step(int number, String action, double c11) {
        return new Step(number, action, 0.42, Map.of(Property.C11, c11), Map.of(Property.C11, c11 / 35 - 1), null);
    }

    private static CandidateReport candidate(String id, int mode, Step... history) {
        Step last = history[history.length - 1];
        boolean verified = last.failure() == null;
        return new CandidateReport(
                id,
                "mode",
                mode,
                "bundled",
                0.5,
                null,
                null,
                id + ".npy",
                Map.of(Property.C11, new Estimate(34.6, 0.8), Property.C22, new Estimate(12.3, 0.4)),
                last.verified(),
                last.error(),
                verified && Math.abs(last.error().get(Property.C11)) <= 0.02,
                0.42,
                List.of(6.1, 1.2, 1.3),
                List.of(history),
                verified ? new SolverNote("voxel", "0.1.0", List.of(27), 8.7e-5, 1.04, "solver/7") : null);
    }

    private static DesignReport report(CandidateReport... candidates) {
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("seed", 0);
        provenance.put("jvm", Map.of("name", "OpenJDK <17>"));
        return new DesignReport(
                "d1",
                Map.of(Property.C11, 35.0),
                0.02,
                DesignStatus.SUCCEEDED,
                "2 modes within <2 %> & done",
                List.of(candidates),
                7,
                21.4,
                List.of(),
                provenance);
    }

    private static final DesignReport TWO = report(
            candidate("mode1", 1, step(1, "infer", 32.8), step(3, "anneal", 35.9), step(5, "trim", 35.1)),
            candidate("mode2", 2, step(2, "infer", 39.0), step(4, "anneal", 36.1), step(6, "trim", 35.3)));

    private static Document parse(String html) throws Exception {
        assertThat(html).startsWith("<!DOCTYPE html>");
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        return builder.parse(new InputSource(new StringReader(html)));
    }

    @Test
    void render_twoCandidates_isWellFormedWithAllFigures() throws Exception {
        String html = ReportPage.render(TWO, Map.of("mode1", CELL, "mode2", CELL), null);

        Document page = parse(html);
        assertThat(page.getElementsByTagName("article").getLength()).isEqualTo(2);
        // three slices each, one error chart, one convergence chart
        assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(2 * 3 + 2);
        assertThat(page.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("C11 = 35 GPa");
        assertThat(html)
                .contains("2 of 2 candidates meet the target within 2 %. The best, mode1, is off by +0.29 %.")
                .contains("34.60 ± 0.80", "35.10", "6.1 / 1.2 / 1.3")
                // predicted, but not asked of the solver: in the table of figures, not in the candidate's line
                .contains("12.30 ± 0.40")
                .doesNotContain("– GPa");
    }

    @Test
    void render_anyReport_needsNoOtherFileAndNoNetwork() {
        String html = ReportPage.render(TWO, Map.of("mode1", CELL), null);
        assertThat(html).doesNotContain("<script", "http:", "https:", "@import", "url(");
    }

    @Test
    void render_markupInValues_isEscaped() {
        String html = ReportPage.render(TWO, Map.of(), null);
        assertThat(html)
                .contains("2 modes within &lt;2 %&gt; &amp; done", "OpenJDK &lt;17&gt;")
                .doesNotContain("<17>");
    }

    @Test
    void render_slices_showTheVoxelsWithHardBlackAndTheSecondAxisUp() throws Exception {
        NodeList images =
                parse(ReportPage.render(TWO, Map.of("mode1", CELL), null)).getElementsByTagName("image");
        String uri = ((Element) images.item(1)).getAttribute("href");
        var picture =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1))));

        assertThat(picture.getWidth()).isEqualTo(CELL.nx());
        assertThat(picture.getHeight()).isEqualTo(CELL.nz());
        for (int x = 0; x < CELL.nx(); x++) {
            for (int z = 0; z < CELL.nz(); z++) {
                boolean black = (picture.getRGB(x, CELL.nz() - 1 - z) & 0xffffff) == 0;
                assertThat(black).isEqualTo(CELL.isHard(x, CELL.ny() / 2, z));
            }
        }
    }

    @Test
    void render_failedEvaluation_isCrossedInTheChartAndNamesTheFailure() throws Exception {
        Step failed = new Step(1, "infer", 0.4, Map.of(), Map.of(), "voxel was ended after 60 s");
        String html = ReportPage.render(report(candidate("mode1", 1, failed)), Map.of(), null);

        parse(html);
        assertThat(html).contains("No candidate was verified.", "voxel was ended after 60 s", "class=\"failed\"");
    }

    @Test
    void render_retraining_saysWhatCameOfItAndListsItsSamples() throws Exception {
        DesignReport.Sample solved = new DesignReport.Sample(
                7,
                List.of(1.0, 1.5, 6.0),
                0.41,
                3,
                Map.of(Property.C11, 36.0),
                Map.of(Property.C11, 36.0 / 35 - 1),
                null);
        DesignReport.Sample failed =
                new DesignReport.Sample(8, List.of(1.0, 1.5, 6.0), 0.47, 4, Map.of(), Map.of(), "exit code 3");
        DesignReport report = new DesignReport(
                TWO.id(),
                TWO.target(),
                TWO.tolerance(),
                TWO.status(),
                TWO.reason(),
                TWO.candidates(),
                8,
                21.4,
                List.of(new DesignReport.Retraining(
                        "bundled", "stuck 9 % off", 5, "v0001-00000000", "better <by far>", List.of(solved, failed))),
                TWO.provenance());

        String html = ReportPage.render(report, Map.of(), null);

        parse(html);
        assertThat(html)
                .contains("<h2>Retraining</h2>", "stuck 9 % off", "better &lt;by far&gt;")
                .contains(
                        "<td class=\"n\">7</td><td>–</td><td>sample</td><td class=\"n\">41.0 %</td><td>C11 = 36.00 GPa</td>")
                .contains("<td>exit code 3</td>");
        assertThat(ReportPage.render(TWO, Map.of(), null)).doesNotContain("Retraining");
    }

    @Test
    void render_noCandidates_isStillAPage() throws Exception {
        assertThat(parse(ReportPage.render(report(), Map.of(), null))
                        .getElementsByTagName("svg")
                        .getLength())
                .isZero();
    }

    @Test
    void render_convergence_smallerErrorsLieLower() {
        String html = ReportPage.render(TWO, Map.of(), null);
        // the curve of mode1 is the last drawn: |error| 6.3 %, 2.6 %, 0.3 %
        Matcher curve =
                Pattern.compile("class=\"curve s0\" points=\"([^\"]+)\"").matcher(html);
        assertThat(curve.find()).isTrue();
        double[] y = Pattern.compile(" ")
                .splitAsStream(curve.group(1))
                .mapToDouble(p -> Double.parseDouble(p.split(",")[1]))
                .toArray();
        assertThat(y).hasSize(3).isSorted();
    }

    @Test
    void render_latentView_drawsSamplesModesAndPaths() throws Exception {
        LatentView view = new LatentView(
                "bundled",
                List.of(0.6, 0.3),
                List.of(new LatentMap.Sample(-1, 0, 5), new LatentMap.Sample(1, 1, 50)),
                List.of(
                        new LatentView.Mode(1, 0.9, 0.5, 0, new LatentMap.Spread(0.04, 0.01, 0.09)),
                        new LatentView.Mode(7, 0.1, 0, 0, new LatentMap.Spread(1, 0, 1))),
                List.of(new LatentView.Path(
                        "mode1",
                        1,
                        List.of(
                                new LatentView.Point(1, "infer", 0.4, 0.1, 0.06),
                                new LatentView.Point(null, "anneal", 0.3, 0.1, null)))));

        String html = ReportPage.render(TWO, Map.of(), view);

        String map = html.substring(html.indexOf("<h2>Latent space</h2>"), html.indexOf("<h2>Figures</h2>"));
        parse(html);
        assertThat(map.split("<ellipse", -1)).as("the mode that was followed").hasSize(2);
        // viridis' ends for the smallest and the largest C11
        assertThat(map).contains("class=\"dot\" fill=\"#440154\"", "class=\"dot\" fill=\"#fde725\"");
        assertThat(map).contains("60 % of the variance", "class=\"hollow s0\"");
        // the mean, then both points
        Matcher way = Pattern.compile("<polyline class=\"curve s0\" points=\"([^\"]+)\"")
                .matcher(map);
        assertThat(way.find()).isTrue();
        assertThat(way.group(1).split(" ")).hasSize(3);
    }

    @Test
    void render_provenanceWithTheRequest_saysHowToMakeItAgain() {
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("seed", 7);
        provenance.put("budget", new DesignRequest.Budget(40, 100));
        provenance.put("retrain", true);
        provenance.put("phases", Phases.PAPER);
        provenance.put("solver", Map.of("name", "voxel", "rtol", 1e-4));
        DesignReport report = new DesignReport(
                "d1",
                Map.of(Property.C33, 12.0, Property.C11, 35.0),
                0.02,
                DesignStatus.STOPPED,
                "spent",
                List.of(),
                0,
                1,
                List.of(),
                provenance);

        assertThat(ReportPage.render(report, Map.of(), null))
                .contains(
                        "design --target C11=35.0,C33=12.0 --tolerance 0.02 --seed 7 --budget 40 --seconds 100.0 --hard 120.0:0.3 --soft 2.4:0.3 --solver voxel --rtol 1.0E-4 --retrain")
                .contains("/#new?target=C11:35.0,C33:12.0&amp;tolerance=0.02&amp;seed=7&amp;evaluations=40");
        assertThat(ReportPage.render(TWO, Map.of(), null)).doesNotContain("The same again");
    }
}
