package io.temper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfPrinterTest {
    @TempDir
    Path folder;

    private String browser(String script) throws IOException {
        Path file = folder.resolve("browser");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }

    @Test
    void find_noBrowserOnThePath_isEmpty() {
        assertThat(PdfPrinter.find(Map.of("PATH", folder.toString()))).isEmpty();
    }

    @Test
    void find_namedBrowser_comesBeforeThePath() throws Exception {
        String named = browser("exit 3");
        PdfPrinter printer = PdfPrinter.find(Map.of("PATH", "/usr/bin", PdfPrinter.VARIABLE, named))
                .orElseThrow();
        assertThatThrownBy(() -> printer.print("<p>report</p>"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the report was not printed")
                .hasMessageContaining("exit code 3");
    }

    @Test
    void print_browserThatLeavesNoPdf_isRefused() throws Exception {
        PdfPrinter silent = new PdfPrinter(browser("exit 0"));
        assertThatThrownBy(() -> silent.print("<p>report</p>")).hasMessageContaining("ended without a PDF");
        PdfPrinter other = new PdfPrinter(browser("echo no pdf > report.pdf"));
        assertThatThrownBy(() -> other.print("<p>report</p>")).hasMessageContaining("ended without a PDF");
    }

    @Test
    void print_anyEnd_leavesNothingBehind() throws Exception {
        Path seen = folder.resolve("seen");
        PdfPrinter printer = new PdfPrinter(browser("pwd > " + seen + "; printf '%%PDF-1.4' > report.pdf"));
        assertThat(printer.print("<p>report</p>")).asString().isEqualTo("%PDF-1.4");
        assertThat(Path.of(Files.readString(seen).strip())).doesNotExist();
    }
}
