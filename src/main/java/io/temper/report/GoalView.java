package io.temper.report;

import io.temper.design.DesignReport;
import io.temper.design.DesignReport.GoalResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One candidate and one goal, in the report's words. */
public record GoalView(String candidate, String quantity, String wish, String value, String error, String verdict) {
    /** Of all candidates; empty where the charts of components by value say it all. */
    static List<GoalView> of(DesignReport report) {
        List<GoalView> views = new ArrayList<>();
        if (report.isRich()) {
            report.candidates().forEach(c -> c.goals().forEach(g -> views.add(of(c.id(), g))));
        }
        return views;
    }

    private static GoalView of(String candidate, GoalResult g) {
        boolean objective = g.wish().startsWith("max") || g.wish().startsWith("min");
        boolean percolation = g.quantity().startsWith("percolates");
        String unit = g.unit().isEmpty() ? "" : " " + g.unit();
        return new GoalView(
                candidate,
                g.quantity(),
                percolation ? "yes" : g.wish() + unit,
                percolation ? g.met() ? "yes" : "no" : String.format(Locale.ROOT, "%.4g", g.value()) + unit,
                objective || percolation ? "–" : Figures.signedPercent(g.error()),
                objective ? "–" : g.met() ? "met" : "missed");
    }
}
