package io.temper.camel;

/** What {@code vaereg:} does. */
public enum VaeRegOperation {
    /** {@code DesignTarget} to {@code LatentPrior}: the modes of p(z|c*). */
    infer,
    /**
     * {@code LatentPrior.Mode} to one whose decoded mean the model takes for the target in header {@code CamelVaeRegTarget}, or a list
     * of them to a list.
     */
    settle,
    /** Latent point {@code double[]} to {@code PhaseField}, or a list of them to a list. */
    decode,
    /** {@code Microstructure} to {@code Prediction}, or a list of them to a list. */
    predict,
    /** {@code RetrainingTask} to {@code Retrainer.Outcome}: a better version of the model, or why there is none. */
    retrain
}
