package io.temper.camel;

import io.temper.design.AnalyticMaterial;
import io.temper.design.DesignLoop;
import io.temper.design.DesignRequest;
import io.temper.design.DesignRun;
import io.temper.design.Journal;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.versions.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** A plain Camel application, without Quarkus, that runs the routes of a folder. */
public final class LoopContext implements AutoCloseable {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final DesignLoop loop;

    /** @param beans for Camel's registry: solvers, adapters */
    public LoopContext(Path routes, Object... beans) throws Exception {
        this(routes, Models.of(new AnalyticMaterial.Model()), beans);
    }

    public LoopContext(Path routes, Models models, Object... beans) throws Exception {
        this(routes, models, new DesignLoop(models), beans);
    }

    LoopContext(Path routes, Models models, DesignLoop loop, Object... beans) throws Exception {
        this.loop = loop;
        camel.getRegistry().bind("model", VaeReg.class, models.view());
        camel.getRegistry().bind("designLoop", loop);
        for (Object bean : beans) {
            camel.getRegistry().bind(bean.getClass().getName(), bean);
        }
        for (Path file : files(routes)) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource("file:" + file));
        }
        camel.start();
    }

    DesignRun design(DesignRequest request, Path folder) throws IOException {
        return design(request, folder, Journal.NONE);
    }

    /** A design of which a journal may know the beginning. */
    public DesignRun design(DesignRequest request, Path folder, Journal journal) throws IOException {
        DesignRun run = loop.open("test", request, folder, journal);
        return camel.createProducerTemplate().requestBody("direct:design", run, DesignRun.class);
    }

    static List<Path> files(Path routes) throws IOException {
        try (Stream<Path> files = Files.list(routes)) {
            return files.filter(f -> f.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        camel.close();
    }
}
