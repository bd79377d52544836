package io.temper.api;

import io.temper.app.Designs;
import io.temper.app.LatentViews;
import io.temper.design.DesignReport;
import io.temper.report.PdfPrinter;
import io.temper.report.ReportPage;
import io.temper.store.DesignRow;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The report on paper. */
@Path("/designs/{id}/report.pdf")
public class PdfResource {
    /** Looked for once: an installed browser stays where it is. */
    static final Optional<PdfPrinter> PRINTER = PdfPrinter.find();

    private final Designs designs;
    private final LatentViews latent;

    PdfResource(Designs designs, LatentViews latent) {
        this.designs = designs;
        this.latent = latent;
    }

    @GET
    @Produces("application/pdf")
    @Operation(summary = "The report as it stands, printed by Chromium")
    @APIResponse(
            responseCode = "200",
            description = "the report",
            content =
                    @Content(
                            mediaType = "application/pdf",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = "no such design, or no Chromium here (problem+json)")
    public Response get(@PathParam("id") String id) throws IOException {
        DesignRow design =
                designs.find(id).orElseThrow(() -> Problem.notFound("there is no design '%s'".formatted(id)));
        DesignReport report = designs.report(design.id())
                .orElseThrow(() -> Problem.notFound("design %s waits: it has no report yet".formatted(id)));
        PdfPrinter printer = PRINTER.orElseThrow(() -> Problem.notFound(PdfPrinter.MISSING));
        String html = ReportPage.render(
                report,
                designs.folder(design.id()),
                latent.find(designs.folder(design.id())).orElse(null));
        return Response.ok(printer.print(html))
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"%s.pdf\"".formatted(id))
                .build();
    }
}
