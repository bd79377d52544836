package io.temper.camel;

import io.temper.annealing.AnnealingSchedule;
import io.temper.annealing.GeometricCooling;
import io.temper.design.SurrogateEnergy;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Search a VAE-Reg model's latent space by simulated annealing: body LatentSearch, or a mode of a prior, in, AnnealingResult out. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "anneal",
        title = "Anneal",
        syntax = "anneal:space",
        producerOnly = true,
        category = {Category.AI},
        headersClass = VaeRegConstants.class)
public class AnnealEndpoint extends DefaultEndpoint {
    /** Where to search: in the model's latent space. */
    @UriPath
    @Metadata(required = true)
    private AnnealSpace space = AnnealSpace.latent;

    /** Metropolis steps of each chain. */
    @UriParam(defaultValue = "10")
    private int iterations = 10;

    /** Independent chains; all of them are decoded as one batch in every iteration. */
    @UriParam(defaultValue = "8")
    private int chains = 8;

    /** Standard deviation of a proposal, in standard deviations of the mode. */
    @UriParam(defaultValue = "0.3")
    private double step = 0.3;

    /** Temperature of the first iteration, in units of the objective. */
    @UriParam(defaultValue = "4")
    private double startTemperature = 4;

    /** Temperature of the last iteration; it falls geometrically. */
    @UriParam(defaultValue = "0.25")
    private double endTemperature = 0.25;

    /** Relative error of the surrogate that costs as much as one standard deviation. */
    @UriParam(defaultValue = "0.01")
    private double errorScale = 0.01;

    /** Weight of a latent point's unlikelihood under its mode, against the surrogate's error. */
    @UriParam(defaultValue = "1")
    private double unlikelihood = 1;

    /** Seed of the random numbers, if the body is a mode. */
    @UriParam(defaultValue = "0")
    private long seed;

    private final AnnealComponent component;

    public AnnealEndpoint(String uri, AnnealComponent component) {
        super(uri, component);
        this.component = component;
    }

    @Override
    public Producer createProducer() {
        AnnealingSchedule schedule =
                new AnnealingSchedule(iterations, chains, step, new GeometricCooling(startTemperature, endTemperature));
        return new AnnealProducer(this, component, schedule, new SurrogateEnergy.Weights(errorScale, unlikelihood));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("anneal: is only ever sent to; start the route from something else");
    }

    public AnnealSpace getSpace() {
        return space;
    }

    public void setSpace(AnnealSpace space) {
        this.space = space;
    }

    public int getIterations() {
        return iterations;
    }

    public void setIterations(int iterations) {
        this.iterations = iterations;
    }

    public int getChains() {
        return chains;
    }

    public void setChains(int chains) {
        this.chains = chains;
    }

    public double getStep() {
        return step;
    }

    public void setStep(double step) {
        this.step = step;
    }

    public double getStartTemperature() {
        return startTemperature;
    }

    public void setStartTemperature(double startTemperature) {
        this.startTemperature = startTemperature;
    }

    public double getEndTemperature() {
        return endTemperature;
    }

    public void setEndTemperature(double endTemperature) {
        this.endTemperature = endTemperature;
    }

    public double getErrorScale() {
        return errorScale;
    }

    public void setErrorScale(double errorScale) {
        this.errorScale = errorScale;
    }

    public double getUnlikelihood() {
        return unlikelihood;
    }

    public void setUnlikelihood(double unlikelihood) {
        this.unlikelihood = unlikelihood;
    }

    public long getSeed() {
        return seed;
    }

    public void setSeed(long seed) {
        this.seed = seed;
    }
}
